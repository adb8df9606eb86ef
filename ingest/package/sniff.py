"""The media type of an original, told by its first octets and nothing else.

A declared type that differs is a finding (threats 30), so what is not recognised for certain is
`application/octet-stream`, or `text/plain` where it is text of no known kind.
"""

import re
from codecs import getincrementaldecoder

__all__ = ["PDF_HEADERS", "is_text", "sniff_media_type", "starts_as_zip"]

PDF_HEADERS = (b"%PDF-", b"%FDF-")
"""What a file with the objects of PDF begins as, or has nearby (ISO 32000-1 7.5.2, 12.7.7.2)."""

_OCTET_STREAM = "application/octet-stream"
_PDF_HEADER = 1024
"""A PDF's header may stand anywhere in its first 1,024 octets (ISO 32000-1 annex H 3.4.1)."""
_CONTROL = re.compile(rb"[\0-\6]")
_TEXT_TYPES = frozenset({"application/xml", "application/json"})
_TEXT_ENCODINGS = ("utf-8", "gb18030")

_ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"OggS", "application/ogg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"ID3", "audio/mpeg"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_BY_FIRST_OCTET = {
    mark[:1]: [row for row in _MARKS if row[0][:1] == mark[:1]] for mark, _ in _MARKS
}
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_ASIC = b"mimetypeapplication/vnd.etsi.asic-"
_ZIP_ENTRIES: tuple[tuple[bytes, str], ...] = (
    (b"OFD.xml", "application/ofd"),
    (b"word/", f"{_OFFICE}wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}spreadsheetml.sheet"),
    (b"ppt/", f"{_OFFICE}presentationml.presentation"),
)
_QUICKTIME = (b"qt  ",)
_AUDIO = (b"M4A ", b"M4B ")
_STILL = (b"heic", b"heix", b"mif1", b"msf1")


def sniff_media_type(head: bytes) -> str:
    """Return the media type of a file by its first `Limits.sniffed_octets`."""
    # A ZIP first: the name of its first entry can be made to read as a PDF's header.
    if head.startswith(_ZIP_MARKS):
        return _in_zip(head)
    if head.find(b"%PDF-", 0, _PDF_HEADER) >= 0:
        return "application/pdf"
    for mark, media_type in _BY_FIRST_OCTET.get(head[:1], ()):
        if head.startswith(mark):
            return media_type
    if head[4:8] == b"ftyp":
        return _in_iso_media(head[8:12])
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], _OCTET_STREAM)
    return _text_type(head)


def starts_as_zip(head: bytes) -> bool:
    """Whether a file may be a ZIP by its first octets: a split or spanned one has other marks."""
    return head.startswith(b"PK")


def is_text(media_type: str) -> bool:
    """Whether `sniff_media_type` found text."""
    return media_type.startswith("text/") or media_type in _TEXT_TYPES


def _in_zip(head: bytes) -> str:
    """Tell the formats that are a ZIP by the entries that stand first."""
    if head[30:].startswith(_ASIC):
        kind = head[30 + len(_ASIC) :][:1]
        return f"application/vnd.etsi.asic-{kind.decode('ascii', 'replace')}+zip"
    for name, media_type in _ZIP_ENTRIES:
        if name in head:
            return media_type
    return _ZIP


def _in_iso_media(brand: bytes) -> str:
    """Tell the kinds of ISO base media file by their major brand (ISO 14496-12 4.3)."""
    if brand in _QUICKTIME:
        return "video/quicktime"
    if brand in _AUDIO:
        return "audio/mp4"
    return "image/heic" if brand in _STILL else "video/mp4"


def _text_type(head: bytes) -> str:
    """Tell kinds of text; what holds control characters is none."""
    if not head or _CONTROL.search(head) or not _is_text(head):
        return _OCTET_STREAM
    body = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    start = body[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if start.startswith(b"<?xml"):
        return "application/xml"
    # A brace alone would make many a text JSON: what follows has to fit too.
    if start.startswith((b"{", b"[")) and body[1:].lstrip()[:1] in b'"{[}]-0123456789tfn':
        return "application/json"
    return "text/plain"


def _is_text(head: bytes) -> bool:
    """Whether it is text in an encoding of the field; the last character may be cut."""
    for encoding in _TEXT_ENCODINGS:
        try:
            getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False
