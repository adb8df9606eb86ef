"""Embedded signatures of an original, seen while it is digested.

Nothing is parsed: a format's own marks are looked for in octets that are read anyway. PDF and the
formats that are a ZIP can carry their signature anywhere, so they are searched from the first
octet to the last whatever their size, across the edges of the buffer too. A mark that stands there
by chance makes the result more careful, never less (judgement 2).
"""

import binascii
import re

from ingest.package.sniff import is_zip_based

__all__ = ["EmbeddedSearch", "begins_signed_data"]

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

_SIGNED_DATA = (
    bytes.fromhex("06092a864886f70d010702"),
    # GM/T 0010: 1.2.156.10197.6.1.4.2.2.
    bytes.fromhex("060a2a811ccf550601040202"),
)
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----\s+([A-Za-z0-9+/]{44})")


class EmbeddedSearch:
    """Looks for one original's embedded signatures, piece by piece."""

    def __init__(self, head: bytes, media_type: str) -> None:
        """Choose what to look for by the file's first octets."""
        self._pdf = media_type == _PDF
        self._zip = is_zip_based(head)
        self._edge = b""
        self._kinds: set[str] = set()
        if media_type.startswith(_ASIC_TYPE):
            self._kinds.add("asic")
        if begins_signed_data(head):
            self._kinds.add("cms")

    @property
    def wants_more(self) -> bool:
        """Whether the rest of the file has to be shown to it."""
        return self._pdf or self._zip

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
                self._kinds.add("pdf")
            return
        for mark, kind in _ZIP_MARKS:
            if piece.rfind(mark, 0, octets) >= 0:
                self._kinds.add(kind)
        if piece.rfind(_META_INF, 0, octets) >= 0 and _ASIC_ENTRY.search(piece, 0, octets):
            self._kinds.add("asic")

    def found(self) -> tuple[str, ...]:
        """Return the kinds seen, in order of their names."""
        return tuple(sorted(self._kinds))


def begins_signed_data(head: bytes) -> bool:
    """Whether a file begins as a ContentInfo of signed data, in DER, BER or PEM (RFC 5652 3)."""
    armoured = _PEM.match(head)
    if armoured:
        head = binascii.a2b_base64(armoured[1])
    if len(head) < 2 or head[0] != 0x30:
        return False
    octets = head[1] & 0x7F if head[1] > 0x80 else 0
    return head.startswith(_SIGNED_DATA, 2 + octets)
