"""Embedded signatures of an original, seen while it is digested.

Nothing is parsed: a format's own marks are looked for in octets that are read anyway. PDF and the
formats that are a ZIP can carry their signature anywhere, so they are searched from the first
octet to the last whatever their size, across the edges of the buffer too. A mark that stands there
by chance makes the result more careful, never less (judgement 2).
"""

import binascii
import re

from ingest.package.sniff import is_zip_based

__all__ = ["EmbeddedSearch", "begins_signed_data", "kinds_in_head", "search_for"]

_PDF = "application/pdf"
_BYTE_RANGE = b"/ByteRange"
_ASIC_TYPE = "application/vnd.etsi.asic"
_META_INF = b"META-INF/"
_ASIC_ENTRY = re.compile(
    rb"META-INF/[^/\0]{0,64}(?:\.p7s|\.p7m|\.tst|signatures?[^/\0]{0,16}\.xml)"
)
_ZIP_MARKS = ((b"Signatures.xml", "ofd"), (b"_xmlsignatures/", "ooxml"))
_EDGE = 128
"""Octets of the last piece searched again with the next: longer than any mark."""

_SEQUENCE = 0x30
_SIGNED_DATA = (
    bytes.fromhex("06092a864886f70d010702"),
    # GM/T 0010: 1.2.156.10197.6.1.4.2.2.
    bytes.fromhex("060a2a811ccf550601040202"),
)
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----\s+([A-Za-z0-9+/]{44})")


class EmbeddedSearch:
    """Looks through one original for embedded signatures, piece by piece."""

    def __init__(self, *, pdf: bool) -> None:
        """Look for what a PDF carries, or else for what a ZIP carries."""
        self._pdf = pdf
        self._edge = b""
        self.kinds: set[str] = set()
        """The kinds seen so far."""

    def feed(self, piece: bytes | bytearray, octets: int) -> None:
        """Search the first `octets` of a piece, and the edge between it and the one before."""
        if self._edge:
            edge = self._edge + piece[: min(octets, _EDGE)]
            self._search(edge, len(edge))
        self._search(piece, octets)
        self._edge = bytes(piece[max(octets - _EDGE, 0) : octets])

    def _search(self, piece: bytes | bytearray, octets: int) -> None:
        # `rfind` skips by the mark's length where `find` does not: half the time.
        if self._pdf:
            if piece.rfind(_BYTE_RANGE, 0, octets) >= 0:
                self.kinds.add("pdf")
            return
        for mark, kind in _ZIP_MARKS:
            if piece.rfind(mark, 0, octets) >= 0:
                self.kinds.add(kind)
        if piece.rfind(_META_INF, 0, octets) >= 0 and _ASIC_ENTRY.search(piece, 0, octets):
            self.kinds.add("asic")


def search_for(head: bytes, media_type: str) -> EmbeddedSearch | None:
    """Return the search that a file's format calls for, None where its head tells all."""
    if media_type == _PDF:
        return EmbeddedSearch(pdf=True)
    return EmbeddedSearch(pdf=False) if is_zip_based(head) else None


def kinds_in_head(head: bytes, media_type: str) -> tuple[str, ...]:
    """Return the kinds that show in a file's first octets."""
    if media_type.startswith(_ASIC_TYPE):
        return ("asic",)
    return ("cms",) if begins_signed_data(head) else ()


def begins_signed_data(head: bytes) -> bool:
    """Whether a file begins as a ContentInfo of signed data, in DER, BER or PEM (RFC 5652 3)."""
    armoured = _PEM.match(head) if b"-----BEGIN " in head[:64] else None
    if armoured:
        head = binascii.a2b_base64(armoured[1])
    if len(head) < 2 or head[0] != _SEQUENCE:
        return False
    octets = head[1] & 0x7F if head[1] > 0x80 else 0
    return head.startswith(_SIGNED_DATA, 2 + octets)
