"""BER to DER: what stream writers and old toolkits send, in the lengths that `der` reads.

One pass over a message that `der` refused with `NotDerError` (ITU-T X.690 8.1.3, 8.7.3): indefinite
and non-minimal lengths become definite minimal ones, an OCTET STRING in pieces becomes one. The
order of elements and every primitive content stay as received.

Invariants: linear in the octets, bounded in depth and elements. Certificates, CRLs and the values
of unsigned attributes are signed or digested over octets of their own, so a definite-length one is
copied as it came: nothing repairs a certificate here. What cannot be read raises `DecodeError`.
"""

from enum import Enum
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.der import IN_PIECES, OCTET_STRING, SEQUENCE, SET, malformed
from verify.errors import DecodeError

__all__ = ["Place", "der_of"]

_CONSTRUCTED = 0x20
_CLASS = 0xC0
_HIGH_TAG = 0x1F
_INDEFINITE = 0x80
_RESERVED = 0xFF
_END = b"\0\0"
_CONTEXT_0 = 0xA0
_CONTEXT_1 = 0xA1


class Place(Enum):
    """What a constructed element is; it says how its members are read."""

    RESPONSE = "TimeStampResp"
    MESSAGE = "ContentInfo"
    CONTENT = "content"
    SIGNED_DATA = "SignedData"
    SIGNER_INFOS = "SignerInfos"
    SIGNER_INFO = "SignerInfo"
    UNSIGNED_ATTRIBUTES = "unsignedAttrs"
    ATTRIBUTE = "Attribute"
    KEPT = "kept"
    """Its definite-length members are copied as they came."""
    STRING = "OCTET STRING"
    """Its members are pieces, and their contents are written one after the other."""
    OTHER = "other"


_PLACES = {
    (Place.RESPONSE, SEQUENCE): Place.MESSAGE,
    (Place.MESSAGE, _CONTEXT_0): Place.CONTENT,
    (Place.CONTENT, SEQUENCE): Place.SIGNED_DATA,
    (Place.SIGNED_DATA, _CONTEXT_0): Place.KEPT,
    (Place.SIGNED_DATA, _CONTEXT_1): Place.KEPT,
    (Place.SIGNED_DATA, SET): Place.SIGNER_INFOS,
    (Place.SIGNER_INFOS, SEQUENCE): Place.SIGNER_INFO,
    (Place.SIGNER_INFO, _CONTEXT_1): Place.UNSIGNED_ATTRIBUTES,
    (Place.UNSIGNED_ATTRIBUTES, SEQUENCE): Place.ATTRIBUTE,
    (Place.ATTRIBUTE, SET): Place.KEPT,
}
"""What a member is, by what it stands in and its tag (RFC 5652 3 to 5, RFC 3161 2.4.2)."""


class _Span(NamedTuple):
    """Where the content of an element is."""

    start: int
    stop: int
    """Just after the content; of an indefinite length, the most that it can be."""
    told: bool
    """Whether the length is definite."""


def der_of(data: bytes, outermost: Place = Place.MESSAGE) -> bytes:
    """Return the one element that `data` consists of, with the lengths of DER.

    Args:
        data: BER octets.
        outermost: what the element is.

    Raises:
        DecodeError: the octets are no BER, others follow it, or it leaves the limits.
    """
    transcoder = _Transcoder(data)
    stop, _ = transcoder.element(0, len(data), outermost, 0)
    if stop != len(data):
        extra = len(data) - stop
        raise DecodeError("asn1.trailing_bytes", f"{extra} octets after the outer structure")
    return b"".join(transcoder.pieces)


class _Transcoder:
    """One pass; each step returns where what it wrote ended and the octets it wrote."""

    __slots__ = ("_data", "_room", "pieces")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._room = LIMITS.ber_elements
        self.pieces: list[bytes] = []
        """The octets written so far, in order."""

    def element(self, at: int, stop: int, place: Place, depth: int) -> tuple[int, int]:
        """Write the element at `at`, which is `place` if it is constructed."""
        tag, span = self._data[at : at + 1], self._span(at, stop)
        slot = len(self.pieces)
        self.pieces.append(b"")
        if tag[0] == IN_PIECES:
            tag = bytes((OCTET_STRING,))
            after, length = self._members(span, Place.STRING, depth)
        elif tag[0] & _CONSTRUCTED:
            if not tag[0] & _CLASS and tag[0] not in (SEQUENCE, SET):
                raise malformed(f"constructed tag {tag[0]:#04x} at offset {at}")
            after, length = self._members(span, place, depth)
        else:
            after, length = self._copy(span.start, span)
        self.pieces[slot] = header = tag + _length_octets(length)
        return after, len(header) + length

    def _members(self, span: _Span, place: Place, depth: int) -> tuple[int, int]:
        if depth >= LIMITS.ber_depth:
            raise DecodeError("asn1.too_many_elements", f"{depth} levels and more")
        at, length = span.start, 0
        while not self._ended(at, span):
            at, added = self._member(at, span.stop, place, depth + 1)
            length += added
        return (at if span.told else at + len(_END)), length

    def _ended(self, at: int, span: _Span) -> bool:
        """Whether the content ends here; octets 00 00 may tell (X.690 8.1.5)."""
        if span.told:
            return at == span.stop
        if at + len(_END) > span.stop:
            raise malformed("an indefinite length without its end-of-contents")
        return self._data[at : at + len(_END)] == _END

    def _member(self, at: int, stop: int, place: Place, depth: int) -> tuple[int, int]:
        tag = self._data[at]
        if place is Place.STRING:
            if tag == IN_PIECES:
                return self._members(self._span(at, stop), place, depth)
            if tag != OCTET_STRING:
                raise malformed(f"piece with tag {tag:#04x} at offset {at}")
            span = self._span(at, stop)
            return self._copy(span.start, span)
        if place is Place.KEPT:
            if self._data[at + 1 : at + 2] != b"\x80":
                return self._copy(at, self._span(at, stop))
            return self.element(at, stop, place, depth)
        return self.element(at, stop, _PLACES.get((place, tag), Place.OTHER), depth)

    def _copy(self, at: int, span: _Span) -> tuple[int, int]:
        self.pieces.append(self._data[at : span.stop])
        return span.stop, span.stop - at

    def _span(self, at: int, stop: int) -> _Span:
        """Read the identifier and length octets at `at` (X.690 8.1.2, 8.1.3)."""
        self._room -= 1
        if self._room < 0:
            raise DecodeError("asn1.too_many_elements", f"{LIMITS.ber_elements} elements and more")
        data, start = self._data, at + 2
        if start > stop:
            raise malformed(f"element cut off at offset {at}")
        tag, length = data[at], data[at + 1]
        if tag & _HIGH_TAG == _HIGH_TAG or not tag & ~_CONSTRUCTED:
            raise malformed(f"unknown tag {tag:#04x} at offset {at}")
        if length == _INDEFINITE:
            if not tag & _CONSTRUCTED:
                raise malformed(f"primitive of indefinite length at offset {at}")
            return _Span(start, stop, told=False)
        if length > _INDEFINITE:
            if length == _RESERVED:
                raise malformed(f"absurd length at offset {at}")
            start += length & 0x7F
            length = int.from_bytes(data[at + 2 : start], "big")
        if start + length > stop:
            raise malformed(f"element at offset {at} leaves its parent")
        return _Span(start, start + length, told=True)


def _length_octets(length: int) -> bytes:
    """Return the shortest definite form (X.690 10.1)."""
    if length < _INDEFINITE:
        return bytes((length,))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((_INDEFINITE | len(octets),)) + octets
