"""OFD.xml, Signatures.xml and Signature.xml: one reading, or none."""

import base64

import pytest

from ingest.errors import XmlError
from ingest.signed.ofd.description import (
    Document,
    Listed,
    Reference,
    Stamp,
    is_description,
    read_description,
    read_documents,
    read_list,
)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
VALUE = base64.b64encode(bytes(32)).decode()
ONE = f'<ofd:Reference FileRef="/a.xml"><ofd:CheckValue>{VALUE}</ofd:CheckValue></ofd:Reference>'
REFERENCES = f'<ofd:References CheckMethod="SM3">{ONE}</ofd:References>'
STAMP = '<ofd:StampAnnot ID="1" PageRef="7" Boundary="0 0 40 40"/>'
SEAL = "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>"
DATED = "<ofd:SignatureDateTime>2024-09-01 10:00:00</ofd:SignatureDateTime>"
METHOD = "<ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod>"
INFO = f"<ofd:SignedInfo>{METHOD}{DATED}{REFERENCES}{STAMP}{SEAL}</ofd:SignedInfo>"
SIGNED = "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue>"


def _described(*parts: str) -> bytes:
    return f"{HEAD}<ofd:Signature {SPACE}>{''.join(parts)}</ofd:Signature>".encode()


def _list(rows: str) -> bytes:
    return f"{HEAD}<ofd:Signatures {SPACE}>{rows}</ofd:Signatures>".encode()


def test_a_description_is_read() -> None:
    assert read_description(_described(INFO, SIGNED)) == (
        "1.2.156.10197.1.501",
        "2024-09-01 10:00:00",
        "SM3",
        (Reference("/a.xml", bytes(32)),),
        (Stamp("1", "7", "0 0 40 40"),),
        "Seal.esl",
        "SignedValue.dat",
    )


@pytest.mark.parametrize(
    ("boundary", "size"),
    [
        ("0 0 40 40", (40.0, 40.0)),
        ("-1.5 2 10.5 -2", (10.5, 2.0)),
        ("0 0 40", None),
        ("0 0 nan inf", None),
        ("", None),
        ("0 0 1e9 1e9", None),
    ],
)
def test_the_size_of_a_seal_is_what_it_says(
    boundary: str, size: tuple[float, float] | None
) -> None:
    assert Stamp("1", "1", boundary).size == size


def test_the_digest_is_md5_where_none_is_named() -> None:
    described = _described(INFO.replace(' CheckMethod="SM3"', ""), SIGNED)
    assert read_description(described).check == "MD5"


def test_a_check_value_may_be_broken_into_lines() -> None:
    described = _described(INFO.replace(VALUE, f"\n{VALUE[:20]}\n{VALUE[20:]}\n"), SIGNED)
    assert read_description(described).references == (Reference("/a.xml", bytes(32)),)


@pytest.mark.parametrize(
    "described",
    [
        _described(INFO, INFO, SIGNED),
        _described(INFO.replace(REFERENCES, REFERENCES * 2), SIGNED),
        _described(INFO.replace(REFERENCES, ""), SIGNED),
        _described(INFO, SIGNED, SIGNED),
        _described(INFO),
        _described(INFO.replace(SEAL, SEAL * 2), SIGNED),
        _described(INFO.replace(VALUE, "%%%"), SIGNED),
        _described(INFO.replace(VALUE, "摘要"), SIGNED),
        _described(INFO.replace(f">{VALUE}<", f">{VALUE}<!-- -->{VALUE}<"), SIGNED),
        _described(INFO.replace('FileRef="/a.xml"', ""), SIGNED),
        _described(INFO.replace('FileRef="/a.xml"', 'FileRef="/a.xml" FileRef="/b.xml"'), SIGNED),
        _described(INFO.replace('FileRef="/a.xml"', 'ofd:FileRef="/a.xml"'), SIGNED),
        _described(INFO.replace(ONE, f'{ONE}<x xmlns="urn:other"/>'), SIGNED),
        _described(INFO, SIGNED).replace(b"ofdspec.org/2016", b"ofdspec.org/2017"),
        _described(INFO, SIGNED).replace(b'"UTF-8"', b'"UTF-16"'),
        _described(INFO, SIGNED).replace(b"?>\n", b'?><!DOCTYPE x [<!ENTITY e "x">]>\n', 1),
        _described(INFO, SIGNED)[:-3],
        _list(""),
        b"",
    ],
)
def test_what_could_be_read_otherwise_is_not_read(described: bytes) -> None:
    with pytest.raises(XmlError):
        read_description(described)


def test_a_list_of_signatures_is_read() -> None:
    rows = (
        "<ofd:MaxSignId>9</ofd:MaxSignId>"
        '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'
        '<ofd:Signature ID="2" Type="Sign" BaseLoc="Sign_1/Signature.xml"/>'
    )
    found = read_list(_list(rows))
    assert found.words == ()
    assert found.listed == (
        Listed("1", "Seal", "Sign_0/Signature.xml"),
        Listed("2", "Sign", "Sign_1/Signature.xml"),
    )


@pytest.mark.parametrize("most", ["", "9", "s001", "Sign_12"])
def test_the_largest_identifier_is_no_words(most: str) -> None:
    assert read_list(_list(f"<ofd:MaxSignId>{most}</ofd:MaxSignId>")).words == ()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("<ofd:MaxSignId>金额另计</ofd:MaxSignId>", ("金额另计",)),
        ('<ofd:MaxSignId x="金额">1</ofd:MaxSignId>', ("x=金额",)),
        ('<ofd:Signature ID="1" BaseLoc="x">金额</ofd:Signature>', ("金额",)),
        ('<ofd:Signature ID="1" BaseLoc="x" Note="金额"/>', ("Note=金额",)),
        ('<ofd:Signature ID="1" BaseLoc="x"><ofd:Note>金额</ofd:Note></ofd:Signature>',
         ("Note", "金额")),
        ("<!-- 金额另计 -->", ("<!-- -->",)),
        ("金额另计", ("金额另计",)),
    ],
)  # fmt: skip
def test_words_of_a_list_that_nobody_has_to_sign_are_told(
    rows: str, words: tuple[str, ...]
) -> None:
    assert read_list(_list(rows)).words == words


@pytest.mark.parametrize(
    "rows",
    ['<ofd:Signature ID="1"/>', '<ofd:Signature BaseLoc="x"/>', "<ofd:Other/>"],
)
def test_a_list_with_anything_else_is_not_read(rows: str) -> None:
    with pytest.raises(XmlError):
        read_list(_list(rows))


def test_every_document_of_an_ofd_is_read() -> None:
    bodies = (
        "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"
        "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>"
    )
    octets = f"{HEAD}<ofd:OFD {SPACE}>{bodies}</ofd:OFD>".encode()
    assert read_documents(octets) == (
        Document("Doc_0/Document.xml", "Doc_0/Signs/Signatures.xml"),
        Document("Doc_1/Document.xml", None),
    )


@pytest.mark.parametrize(
    ("octets", "is_one"),
    [
        (_described(INFO, SIGNED), True),
        (_described(INFO, SIGNED)[:-3], True),
        (_list('<ofd:Signature ID="1" BaseLoc="SignedInfo"/>'), False),
        (_described(INFO, SIGNED).decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16"), True),
        (b"<Signature><SignedInfo>" + bytes(100), False),
        (b"SignedInfo" * 20, False),
        (b"<p/>", False),
    ],
)
def test_a_description_is_known_by_its_content(octets: bytes, *, is_one: bool) -> None:
    assert is_description(octets) is is_one
