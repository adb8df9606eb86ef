"""Media types are told by the first octets, a ZIP before a PDF."""

import pytest

from ingest.package.sniff import is_text, sniff_media_type, starts_as_zip

_ZIP = b"PK\3\4" + bytes(26)


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (_ZIP + b"%PDF-1.7", "application/zip"),
        (_ZIP + b"%PDF-1.7 OFD.xml", "application/ofd"),
        (b"GIF89a %PDF-1.7", "application/pdf"),
        (b"\n" * 1024 + b"%PDF-1.7", "text/plain"),
    ],
)
def test_the_header_of_a_pdf_makes_no_zip_a_pdf(head: bytes, media_type: str) -> None:
    assert sniff_media_type(head) == media_type


@pytest.mark.parametrize("head", [_ZIP, b"PK00" + _ZIP, b"PK\7\x08" + _ZIP, b"PK\5\6"])
def test_a_split_zip_starts_as_a_zip_too(head: bytes) -> None:
    assert starts_as_zip(head)


@pytest.mark.parametrize("head", [b"text", b"<?xml version='1.0'?>", b"[1]", b"<html>"])
def test_every_kind_of_text_is_text(head: bytes) -> None:
    assert is_text(sniff_media_type(head))


@pytest.mark.parametrize("head", [b"", b"\0", b"%PDF-1.7", _ZIP])
def test_nothing_else_is_text(head: bytes) -> None:
    assert not is_text(sniff_media_type(head))
