"""XML out of a signed document: one meaning for every reader, or none."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from ingest.errors import XmlError
from ingest.signed.xml import Element, parse_xml


def _reason(octets: bytes) -> str:
    with pytest.raises(XmlError) as caught:
        parse_xml(octets)
    return caught.value.reason


_LAUGHS = b"""<!DOCTYPE a [<!ENTITY l0 "ha"><!ENTITY l1 "&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;">
<!ENTITY l2 "&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;">]><a>&l2;</a>"""
_QUADRATIC = b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 10_000 + b'">]><a>' + b"&x;" * 10_000 + b"</a>"
_LONG_NAMESPACE = b'<a xmlns="urn:' + b"x" * 100_000 + b'">' + b"<b/>" * 50_000 + b"</a>"
_DEEP = b"<a>" * (LIMITS.xml_depth + 1) + b"</a>" * (LIMITS.xml_depth + 1)
_MANY_ATTRIBUTES = b"<a " + b" ".join(b'a%d="1"' % n for n in range(65)) + b"/>"


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        pytest.param(_LAUGHS, "doctype", id="billion laughs"),
        pytest.param(_QUADRATIC, "doctype", id="quadratic blow-up"),
        pytest.param(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "doctype", id="outer"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY e SYSTEM "http://x/">]><a>&e;</a>', "doctype",
                     id="external entity"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x/">%p;]><a/>', "doctype",
                     id="parameter entity"),
        pytest.param(b"<!DOCTYPE a><a/>", "doctype", id="empty document type"),
        pytest.param(b"<a>&nbsp;</a>", "malformed", id="entity that nobody declared"),
        pytest.param(b'<?xml-stylesheet href="x.xsl"?><a/>', "instruction", id="stylesheet"),
        pytest.param(b"<a><?php x?></a>", "instruction", id="instruction within"),
        pytest.param(_DEEP, "too_many", id="deep"),
        pytest.param(b"<a>" + b"<b/>" * LIMITS.xml_elements + b"</a>", "too_many", id="many"),
        pytest.param(_MANY_ATTRIBUTES, "too_many", id="attributes"),
        pytest.param(_LONG_NAMESPACE, "too_large", id="long namespace"),
        pytest.param(b"<a>" + b" " * LIMITS.xml_octets + b"</a>", "too_large", id="large"),
        pytest.param(b"<a>good<!-- -->.xml</a>", "comment_in_text", id="comment within text"),
        pytest.param(b"<a><!-- -->good.xml</a>", "comment_in_text", id="comment before text"),
        pytest.param(b"<a>text<b/></a>", "mixed", id="mixed"),
        pytest.param(b'<a b="1" b="2"/>', "malformed", id="attribute twice"),
        pytest.param(b'<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', "malformed",
                     id="attribute twice by two prefixes"),
        pytest.param(b"<p:a/>", "malformed", id="prefix that nobody declared"),
        pytest.param(b'<a xmlns="u}v"/>', "malformed", id="namespace with our separator"),
        pytest.param(b"<a/><b/>", "malformed", id="two roots"),
        pytest.param(b"<a/>tail", "malformed", id="text after the end"),
        pytest.param(b"", "malformed", id="nothing"),
        pytest.param(b"<a>", "malformed", id="cut off"),
        pytest.param(b"<a>\0</a>", "encoding", id="NUL"),
        pytest.param(b'<?xml version="1.1"?><a/>', "version", id="version 1.1"),
        pytest.param(b"<a>\xff</a>", "encoding", id="not UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="utf-7"?><a/>', "encoding", id="UTF-7"),
        pytest.param(b'<?xml version="1.0" encoding="latin-1"?><a/>', "encoding", id="Latin-1"),
        pytest.param(b'<?xml version="1.0" encoding="utf-16"?><a/>', "encoding",
                     id="says UTF-16 and is not"),
        pytest.param(b'\xef\xbb\xbf<?xml version="1.0" encoding="gbk"?><a/>', "encoding",
                     id="mark of UTF-8, declared GBK"),
        pytest.param(codecs.BOM_UTF8 * 2 + b"<a/>", "encoding", id="two marks"),
        pytest.param("<a/>".encode("utf-16-le"), "encoding", id="UTF-16 without its mark"),
        pytest.param(b'<?xml version="1.0"' + b" " * 300 + b'encoding="gbk"?><a/>', "encoding",
                     id="declaration that is looked for in vain"),
    ],
)  # fmt: skip
def test_what_two_readers_may_read_differently_is_not_read(octets: bytes, reason: str) -> None:
    assert _reason(octets) == reason


def test_names_come_with_their_namespace_whatever_the_prefix() -> None:
    root = parse_xml(b'<p:a xmlns:p="urn:x" xmlns="urn:y" c="1" p:c="2"><b xmlns=""/><d/></p:a>')
    tags = (root.tag, *(child.tag for child in root.children))
    assert tags == ("{urn:x}a", "b", "{urn:y}d")
    assert dict(root.attributes) == {"c": "1", "{urn:x}c": "2"}
    assert (root.namespace, root.local) == ("urn:x", "a")


def test_a_prefix_that_is_declared_anew_has_its_new_namespace() -> None:
    root = parse_xml(b'<p:a xmlns:p="urn:x"><p:b xmlns:p="urn:z"/><p:b/></p:a>')
    assert [child.tag for child in root.children] == ["{urn:z}b", "{urn:x}b"]


def test_text_in_cdata_is_text() -> None:
    assert parse_xml(b"<a>x<![CDATA[<&]]>y</a>").content() == "x<&y"


def test_a_comment_between_elements_is_passed_over() -> None:
    assert len(parse_xml(b"<a><!-- <b/> --><c/><!-- --></a>").children) == 1


@pytest.mark.parametrize(
    "octets",
    [
        "<a>合同</a>".encode(),
        codecs.BOM_UTF8 + "<a>合同</a>".encode(),
        '<?xml version="1.0" encoding="GBK"?><a>合同</a>'.encode("gbk"),
        '<?xml version="1.0" encoding="GB18030"?><a>合同</a>'.encode("gb18030"),
        codecs.BOM_UTF16_LE + "<a>合同</a>".encode("utf-16-le"),
        codecs.BOM_UTF16_BE
        + '<?xml version="1.0" encoding="UTF-16"?><a>合同</a>'.encode("utf-16-be"),
    ],
)
def test_encodings_of_the_field_are_read(octets: bytes) -> None:
    assert parse_xml(octets).content() == "合同"


def test_an_only_child_is_neither_absent_nor_twice() -> None:
    root = parse_xml(b"<a><b>1</b><c/><c/></a>")
    assert root.only_child("b").content() == "1"
    assert root.maybe_child("d") is None
    for absent in ("c", "d"):
        with pytest.raises(XmlError, match="count"):
            root.only_child(absent)


def test_an_attribute_that_is_absent_and_a_text_that_is_none_are_told() -> None:
    root = parse_xml(b"<a><b/></a>")
    with pytest.raises(XmlError, match="absent"):
        root.attribute("c")
    with pytest.raises(XmlError, match="not_text"):
        root.content()


@given(st.binary(max_size=200))
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    try:
        read = parse_xml(octets)
    except XmlError:
        return
    assert isinstance(read, Element)
