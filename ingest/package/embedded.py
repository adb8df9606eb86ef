"""Embedded signatures of an original, seen while it is digested.

A format's own marks are looked for in octets that are read anyway, whatever the file begins as:
readers open files that we would not call by their format's name. A mark that stands there by
chance makes the result more careful, never less (judgement 2).

* PDF, FDF: every signature, document time-stamp and usage right has a `/ByteRange` that leaves out
  its own `/Contents`, so both stand in the open and in no object stream (ISO 32000-1 7.5.7,
  12.8.1); `/Sig` and `/SigFlags` are in forms that nobody has signed, too. Any character of a
  name may be written `#xx` (7.3.5).
* ZIP: told by its first octets or by its end record, which is all that most readers look for.
* Text: PEM armour, and the signature value of an XML signature.
* CMS: the object identifier of signed data in the first octets: as it is, in base64, in hex.
"""

import re
import zlib
from base64 import b64encode
from itertools import islice

from anchors.limits import LIMITS
from anchors.units import KIB
from ingest.package.sniff import PDF_HEADERS, is_text, starts_as_zip

__all__ = ["EmbeddedSearch", "kinds_in_head"]

_EDGE = KIB
"""Octets of the last piece searched again with the next: longer than any mark."""

_BYTE_RANGE = b"/ByteRange"
_ESCAPED = re.compile(b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (c, c) for c in _BYTE_RANGE[1:]))
_START_XREF = b"startxref"
_TRAILER_OCTETS = KIB
"""Within how many octets of the end a reader looks for the trailer (ISO 32000-1 annex H 3.4.4)."""

_END_RECORD = b"PK\x05\x06"
_END_OCTETS = LIMITS.archive_comment_octets + KIB
"""Within how many octets of the end a reader looks for the end record; some look further by 22."""
_META_INF = b"META-INF/"
_ASIC_ENTRY = re.compile(rb"META-INF/([^/\0]*)")
_ASIC_MARKS = (b"signature", b"evidencerecord", b".p7s", b".p7m", b".tst", b".ers")
"""What a name or its suffix holds (ETSI EN 319 162-1 4.3.3.2, 4.4.3.2)."""
_ZIP_MARKS = ((b"Signatures.xml", "ofd"), (b"_xmlsignatures/", "ooxml"))
_ROOT = re.compile(
    rb"PK\x03\x04.{4}(?P<method>..).{18}(?P<extra>..)(?P<name>OFD\.xml|_rels/\.rels)", re.DOTALL
)
"""The local header of the entry that says where the signatures lie: their own names are free."""
_ROOT_OCTETS = 64 * KIB
_NEXT_RECORD = re.compile(rb"PK[\x01\x03\x07]")
"""What ends a stored entry: no control character can stand in XML."""
_SIGNATURE = b"ignature"
"""As in `Signatures` of an OFD and `digital-signature` of a relationship."""
_ROOTS = 8
"""Root entries read of a piece: a ZIP has one, a package of packages some."""
_ROOT_KINDS = {b"OFD.xml": "ofd", b"_rels/.rels": "ooxml"}

_BEGIN = b"-----BEGIN "
_MARK = b"\xef\xbb\xbf"
_ARMOUR = re.compile(rb"-----BEGIN (?:PKCS|CMS)")
_VALUE = b"SignatureValue"
_WIDE_VALUE = _VALUE.decode().encode("utf-16-le").strip(b"\0")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WIDE_STARTS = (b"<\0?\0", b"\0<\0?")
"""How XML begins in UTF-16 without its mark (XML 1.0 annex F)."""

_ASIC_TYPE = "application/vnd.etsi.asic"
_BLANKS = b" \t\r\n\v\f\0"
"""What armour is broken by, and the NUL of UTF-16."""
_SIGNED_DATA = (
    bytes.fromhex("2a864886f70d010702"),
    # GM/T 0010: 1.2.156.10197.6.1.4.2.2.
    bytes.fromhex("2a811ccf550601040202"),
)
_IN_BASE64 = tuple(
    b64encode(oid[skip:])[: (len(oid) - skip) * 8 // 6] for oid in _SIGNED_DATA for skip in range(3)
)
"""The identifier as it looks where it begins a group of three octets, and one and two later."""
_IN_HEX = tuple(oid.hex().encode() for oid in _SIGNED_DATA)


class EmbeddedSearch:
    """Looks through one original for embedded signatures, piece by piece."""

    def __init__(self, head: bytes, media_type: str, size: int) -> None:
        """Look for what the first octets and the size of a file call for."""
        self._pdf = any(header in head for header in PDF_HEADERS)
        self._zip = starts_as_zip(head)
        wide = head.startswith(_UTF_16) or head[:4] in _WIDE_STARTS
        xml = head.lstrip(_BLANKS + _MARK).startswith(b"<")
        self._text = is_text(media_type)
        self._value = _WIDE_VALUE if wide else _VALUE if xml else None
        self._size = size
        self._at = 0
        self._edge = b""
        self.kinds: set[str] = set()
        """The kinds seen so far."""
        self.again = False
        """Whether its end shows a format that its head does not: it is to be fed once more."""

    def feed(self, piece: bytes | bytearray, octets: int) -> None:
        """Search the first `octets` of a piece, and the edge between it and the one before."""
        if self._edge:
            edge = self._edge + piece[: min(octets, _EDGE)]
            self._search(edge, len(edge), self._at - len(self._edge))
        self._search(piece, octets, self._at)
        self._edge = bytes(piece[max(octets - _EDGE, 0) : octets])
        self._at += octets

    def rewind(self) -> None:
        """Begin anew, as for a file that is a PDF and a ZIP."""
        self._pdf = self._zip = True
        self._at, self._edge, self.again = 0, b"", False

    def _search(self, piece: bytes | bytearray, octets: int, at: int) -> None:
        # `rfind` skips by the mark's length where `find` does not: half the time.
        if self._pdf:
            if _ESCAPED.search(piece, 0, octets):
                self.kinds.add("pdf")
        elif piece.rfind(_BYTE_RANGE, 0, octets) >= 0:
            self.kinds.add("pdf")
        if self._zip:
            self.kinds |= _kinds_in_zip(piece, octets)
        if self._value and piece.rfind(self._value, 0, octets) >= 0:
            self.kinds.add("xml")
        if self._text and piece.rfind(_BEGIN, 0, octets) >= 0 and _ARMOUR.search(piece, 0, octets):
            self.kinds.add("cms")
        self.again |= self._ends_otherwise(piece, octets, self._size - at)

    def _ends_otherwise(self, piece: bytes | bytearray, octets: int, left: int) -> bool:
        """Whether the end of the file, `left` octets after the piece begins, shows a format."""
        record, trailer = max(left - _END_OCTETS, 0), max(left - _TRAILER_OCTETS, 0)
        return (not self._zip and piece.rfind(_END_RECORD, record, octets) >= 0) or (
            not self._pdf and piece.rfind(_START_XREF, trailer, octets) >= 0
        )


def _kinds_in_zip(piece: bytes | bytearray, octets: int) -> set[str]:
    """Return the kinds that entries of a ZIP are marks of."""
    kinds = {kind for mark, kind in _ZIP_MARKS if piece.rfind(mark, 0, octets) >= 0}
    if piece.rfind(_META_INF, 0, octets) >= 0:
        names = (entry[1] for entry in _ASIC_ENTRY.finditer(piece, 0, octets))
        if any(mark in name for name in names for mark in _ASIC_MARKS):
            kinds.add("asic")
    if any(piece.rfind(name, 0, octets) >= 0 for name in _ROOT_KINDS):
        kinds |= _kinds_in_roots(list(islice(_ROOT.finditer(piece, 0, octets), _ROOTS + 1)), octets)
    return kinds


def _kinds_in_roots(roots: list[re.Match[bytes]], octets: int) -> set[str]:
    """Return the kinds that root entries name; more of them than are read count as naming some."""
    return {
        _ROOT_KINDS[root["name"]]
        for root in roots
        if len(roots) > _ROOTS or _names_signatures(root, octets)
    }


def _names_signatures(root: re.Match[bytes], octets: int) -> bool:
    """Whether the root entry of a ZIP names signatures, or cannot be read here to its end."""
    start = root.end() + int.from_bytes(root["extra"], "little")
    packed = bytes(root.string[start : min(start + _ROOT_OCTETS, octets)])
    if root["method"] == b"\0\0":
        end = _NEXT_RECORD.search(packed)
        return end is None or _SIGNATURE in packed[: end.start()].translate(None, b"\0")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, _ROOT_OCTETS)
    except zlib.error:
        return True
    return not stream.eof or _SIGNATURE in content.translate(None, b"\0")


def kinds_in_head(head: bytes, media_type: str) -> set[str]:
    """Return the kinds that show in a file's first octets.

    Signed data is told by its identifier alone: lengths can be written in many ways (X.690 8.1.3).
    """
    kinds = {"asic"} if media_type.startswith(_ASIC_TYPE) else set()
    text = head.translate(None, _BLANKS)
    if (
        any(head.rfind(oid) >= 0 for oid in _SIGNED_DATA)
        or any(text.rfind(mark) >= 0 for mark in _IN_BASE64)
        or any(text.lower().rfind(mark) >= 0 for mark in _IN_HEX)
    ):
        kinds.add("cms")
    return kinds
