"""No way of writing a file that a reader accepts hides the marks of its embedded signatures."""

import io
import zipfile
from base64 import b64encode

import pytest

from ingest.package.embedded import EmbeddedSearch, kinds_in_head
from ingest.package.sniff import sniff_media_type

_OID = bytes.fromhex("2a864886f70d010702")
_GM_OID = bytes.fromhex("2a811ccf550601040202")
_CMS = b"\x30\x82\x10\x00\x06\x09" + _OID + bytes(range(60, 120))
_BASE64 = b64encode(_CMS)


def _seen(content: bytes, piece: int = 1 << 20) -> set[str]:
    head = content[:4096]
    media_type = sniff_media_type(head)
    search = EmbeddedSearch(head, media_type, len(content))
    _feed(search, content, piece)
    if search.again:
        search.rewind()
        _feed(search, content, piece)
    return search.kinds | kinds_in_head(head, media_type)


def _feed(search: EmbeddedSearch, content: bytes, piece: int) -> None:
    for at in range(0, len(content), piece):
        part = content[at : at + piece]
        search.feed(part, len(part))


def _zip(
    *entries: tuple[str, bytes], comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = comment
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


_OFD = (("OFD.xml", b"<ofd:OFD/>"), ("Doc_0/Signs/Signatures.xml", b"<s/>"))
_ASIC = (("mimetype", b"application/vnd.etsi.asic-e+zip"), ("META-INF/signatures.p7s", b"s"))


@pytest.mark.parametrize(
    "name",
    [
        b"/ByteRange",
        b"/Byte#52ange",
        b"/#42yteRange",
        b"/#42#79#74#65#52#61#6E#67#65",
        b"/ByteRa#6ege",
    ],
)
@pytest.mark.parametrize(
    "head", [b"%PDF-1.7\n", b"%FDF-1.2\n", b"%" * 1030 + b"\n%PDF-1.7\n", b"GIF89a %PDF-1.7\n"]
)
def test_every_spelling_of_byte_range_is_seen(head: bytes, name: bytes) -> None:
    assert _seen(head + b"1 0 obj<</Type/Sig" + name + b"[0 1 2 3]>>endobj\n%%EOF") == {"pdf"}


@pytest.mark.parametrize("name", [b"/ByteRang#66", b"/Type/Sig/FT/Sig/SigFlags 1", b"/Byte#52"])
def test_a_form_that_nobody_has_signed_is_no_signature(name: bytes) -> None:
    assert _seen(b"%PDF-1.7\n1 0 obj<<" + name + b" 0>>endobj\n%%EOF") == set()


@pytest.mark.parametrize("before", range(1, 30))
def test_no_seam_hides_an_escaped_name(before: int) -> None:
    content = b"%PDF-1.7".ljust(2048 - before) + b"/#42#79#74#65#52#61#6E#67#65" + bytes(80)
    assert _seen(content, 2048) == {"pdf"}


@pytest.mark.parametrize(
    "before", [b"", b"\n", b"PK00", b"PK\7\x08", b"GIF89a", b"%PDF-1.7\n", bytes(9000)]
)
@pytest.mark.parametrize("comment", [b"", b"c" * 65_535])
@pytest.mark.parametrize(("entries", "kind"), [(_OFD, "ofd"), (_ASIC, "asic")])
def test_a_zip_is_seen_behind_whatever_stands_before_it(
    before: bytes, comment: bytes, entries: tuple[tuple[str, bytes], ...], kind: str
) -> None:
    assert _seen(before + _zip(*entries, comment=comment)) == {kind}


@pytest.mark.parametrize(("entries", "kind"), [(_OFD, "ofd"), (_ASIC, "asic")])
def test_an_entry_named_like_a_pdf_header_makes_no_pdf(
    entries: tuple[tuple[str, bytes], ...], kind: str
) -> None:
    assert _seen(_zip(("%PDF-1.7", b""), *entries)) == {kind}


def test_a_zip_that_is_a_pdf_too_is_searched_for_both() -> None:
    pdf = b"%PDF-1.7\n1 0 obj<</ByteRange[0 1 2 3]>>endobj\nstartxref\n9\n%%EOF\n"
    assert _seen(pdf + _zip(*_OFD)) == {"pdf", "ofd"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    ("name", "content", "kinds"),
    [
        ("OFD.xml", "<ofd:Signatures>/a/b.xml</ofd:Signatures>".encode("utf-16"), {"ofd"}),
        ("OFD.xml", b"<ofd:Signatures>/a/b.xml</ofd:Signatures>", {"ofd"}),
        ("OFD.xml", b"<ofd:DocBody/>", set()),
        ("_rels/.rels", b'<R Type="relationships/digital-signature/origin"/>', {"ooxml"}),
        ("_rels/.rels", b'<R Type="relationships/officeDocument"/>', set()),
        ("OFD.xml", b"<ofd:DocBody/>".ljust(70_000), {"ofd"}),
    ],
)
def test_signatures_of_any_name_are_seen_where_the_root_entry_lists_them(
    name: str, content: bytes, kinds: set[str], method: int
) -> None:
    assert _seen(_zip((name, content), ("a/b.xml", b"x"), method=method)) == kinds


def test_a_root_entry_that_cannot_be_inflated_counts_as_signed() -> None:
    entry = b"PK\3\4" + bytes(4) + b"\x08\0" + bytes(20) + b"OFD.xml" + b"\xff" * 40
    assert _seen(entry) == {"ofd"}


@pytest.mark.parametrize("oid", [_OID, _GM_OID])
@pytest.mark.parametrize("lead", [0, 1, 2])
def test_signed_data_is_seen_at_every_place_in_base64(lead: int, oid: bytes) -> None:
    assert _seen(b64encode(bytes(lead) + oid + b"\xff" * 9)) == {"cms"}


@pytest.mark.parametrize(
    "content",
    [
        _CMS,
        b"\x30\x80\x06\x81\x09" + _OID,
        b"\x30\x86" + bytes(6) + b"\x06\x84\0\0\0\x09" + _OID,
        _BASE64,
        _BASE64.decode().encode("utf-16"),
        b'{"seal": "' + _BASE64 + b'"}',
        _CMS.hex(" ").encode(),
        _CMS.hex().upper().encode(),
        b"-----BEGIN PKCS7-----\n" + _BASE64[:40] + b"\r\n" + _BASE64[40:],
        b"-----BEGIN PKCS7-----\n" + b"\n".join(_BASE64[i : i + 5] for i in range(0, 90, 5)),
        b"subject: x\n-----BEGIN CMS-----\n" + _BASE64,
        b"-----BEGIN ANYTHING-----\n" + _BASE64,
        b"a line\n" * 2000 + b"-----BEGIN PKCS #7 SIGNED DATA-----\n" + _BASE64,
    ],
)
def test_signed_data_is_seen_however_it_is_wrapped(content: bytes) -> None:
    assert _seen(content) == {"cms"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_an_xml_signature_is_seen(encoding: str) -> None:
    text = "<合同/>\n" * 3000 + "<ds:SignatureValue>AA==</ds:SignatureValue>"
    assert _seen(text.encode(encoding)) == {"xml"}


@pytest.mark.parametrize(
    "name",
    ["META-INF/" + "a" * 100 + "signatures" + "1" * 100 + ".xml", "META-INF/evidencerecord.ers"],
)
def test_no_length_of_a_name_hides_an_asic_entry(name: str) -> None:
    assert _seen(_zip((name, b"x"))) == {"asic"}


def test_a_flood_of_root_entries_counts_as_signed_and_is_not_read() -> None:
    entry = b"PK\3\4" + bytes(4) + bytes(22) + b"OFD.xml" + b"PK\1\2"
    assert _seen(entry * 20_000) == {"ofd"}


def test_a_long_name_is_searched_in_one_go() -> None:
    assert _seen(b"PK\3\4META-INF/" + b"signatur" * 100_000) == set()
