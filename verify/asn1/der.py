"""Strict, bounded DER reader (ITU-T X.690 clauses 8 and 10).

One idea: an element is a place in the one `bytes` that was received, so that what was signed or
digested is sliced from it as it came and never re-encoded. `children` reads a whole SEQUENCE or
SET in one loop; that loop is the hot path of the product.

Invariants: definite minimal lengths, single-octet tags, every element inside its parent, nothing
after the last one. Anything else raises `DecodeError` with code `asn1.malformed`; what might be
BER raises its kind `NotDerError`, and a message is then read again through `ber`. SET order is
not enforced: real TSAs send unsorted certificate sets.
"""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.errors import DecodeError, NotDerError

__all__ = [
    "BIT_STRING",
    "BOOLEAN",
    "ENUMERATED",
    "GENERALIZED_TIME",
    "INTEGER",
    "IN_PIECES",
    "NULL",
    "OBJECT_IDENTIFIER",
    "OCTET_STRING",
    "SEQUENCE",
    "SET",
    "UTC_TIME",
    "Element",
    "Row",
    "children",
    "decode_bits",
    "decode_boolean",
    "decode_integer",
    "decode_oid",
    "decode_time",
    "element_at",
    "expect",
    "malformed",
    "only_element",
    "row_at",
    "rows",
]  # fmt: skip

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
IN_PIECES = 0x24
"""An OCTET STRING in pieces, which BER allows."""
NULL = 0x05
OBJECT_IDENTIFIER = 0x06
ENUMERATED = 0x0A
UTF8_STRING = 0x0C
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31

_LONG_FORM = 0x80
_RESERVED = 0x7F
"""A number of length octets that X.690 8.1.3.5 forbids."""
_HIGH_TAG = 0x1F
_MAX_ELEMENTS = LIMITS.asn1_elements


class Element(NamedTuple):
    """One element: its identifier octet and its place in the bytes that were read."""

    tag: int
    """The identifier octet, class and constructed bit included."""
    head: int
    """Offset of the identifier octet."""
    start: int
    """Offset of the first content octet."""
    stop: int
    """Offset just after the last content octet."""


def malformed(detail: str) -> DecodeError:
    """Return the error for bytes that are not DER."""
    return DecodeError("asn1.malformed", detail)


Row = tuple[int, int, int, int]
"""An `Element` as a plain tuple: tag, head, start, stop."""


def children(data: bytes, start: int, stop: int) -> list[Element]:
    """Return the elements that tile `data[start:stop]` exactly; raises as `rows`."""
    return [_new(Element, row) for row in rows(data, start, stop)]


def rows(data: bytes, start: int, stop: int) -> list[Row]:
    """Return the elements that tile `data[start:stop]` exactly, for the hot path.

    Raises:
        DecodeError: they do not tile it, or a length is indefinite, not minimal or too long.
    """
    found: list[Row] = []
    append = found.append
    at = start
    for _ in _ROOM:
        if at >= stop:
            return found
        begin = at + 2
        if begin > stop:
            raise malformed(f"element cut off at offset {at}")
        tag = data[at]
        end = begin + data[at + 1]
        if end - begin >= _LONG_FORM:
            begin, end = _long_form(data, at, stop)
        if end > stop or tag & _HIGH_TAG == _HIGH_TAG:
            raise malformed(f"element at offset {at} leaves its parent or has a long tag")
        append((tag, at, begin, end))
        at = end
    raise DecodeError("asn1.too_many_elements", f"{_MAX_ELEMENTS} elements and more")


_ROOM = range(_MAX_ELEMENTS)
_new = tuple.__new__
"""Makes an `Element` without its Python-level constructor."""


def _long_form(data: bytes, at: int, stop: int) -> tuple[int, int]:
    """Return where the content of the element at `at` starts and stops (X.690 8.1.3.5)."""
    octets = data[at + 1] & 0x7F
    if not octets:
        raise NotDerError(f"indefinite length at offset {at}")
    begin = at + 2 + octets
    if begin > stop or octets == _RESERVED or (octets > 4 and data[at + 2]):
        raise malformed(f"absurd length at offset {at}")
    length = int.from_bytes(data[at + 2 : begin], "big")
    if length < _LONG_FORM or not data[at + 2]:
        raise NotDerError(f"length not minimal at offset {at}")
    return begin, begin + length


def element_at(data: bytes, at: int, stop: int) -> Element:
    """Return the element at offset `at`, which others may follow."""
    element: Element = _new(Element, row_at(data, at, stop))
    return element


def row_at(data: bytes, at: int, stop: int) -> Row:
    """Return the element at offset `at`, which others may follow, for the hot path."""
    begin = at + 2
    if begin > stop:
        raise malformed(f"element cut off at offset {at}")
    tag = data[at]
    end = begin + data[at + 1]
    if end - begin >= _LONG_FORM:
        begin, end = _long_form(data, at, stop)
    if end > stop or tag & _HIGH_TAG == _HIGH_TAG:
        raise malformed(f"element at offset {at} leaves its parent or has a long tag")
    return tag, at, begin, end


def only_element(data: bytes) -> Element:
    """Return the one element that `data` consists of; octets after it are refused."""
    stop = len(data)
    element = element_at(data, 0, stop)
    if element.stop != stop:
        extra = stop - element.stop
        raise DecodeError("asn1.trailing_bytes", f"{extra} octets after the outer structure")
    return element


def expect(element: Element, tag: int, what: str) -> Element:
    """Return `element` if it has `tag`; else raise `DecodeError` naming `what` was expected."""
    if element.tag != tag:
        if tag == OCTET_STRING and element.tag == IN_PIECES:
            raise NotDerError(f"{what} in pieces")
        raise malformed(f"{what}: tag {element.tag:#04x} instead of {tag:#04x}")
    return element


def decode_integer(data: bytes, element: Element, *, tag: int = INTEGER) -> int:
    """Return an INTEGER (or ENUMERATED) of at most 1 KiB; a non-minimal one is refused."""
    expect(element, tag, "INTEGER")
    content = data[element.start : element.stop]
    if not content or len(content) > 1024:
        raise malformed("INTEGER without content or over 1 KiB")
    if len(content) > 1 and (
        (content[0] == 0 and content[1] < 0x80) or (content[0] == 0xFF and content[1] >= 0x80)
    ):
        raise malformed("INTEGER not minimal")
    return int.from_bytes(content, "big", signed=True)


def decode_boolean(data: bytes, element: Element, *, tag: int = BOOLEAN) -> bool:
    """Return a BOOLEAN; DER allows 00 and FF alone (X.690 11.1)."""
    expect(element, tag, "BOOLEAN")
    content = data[element.start : element.stop]
    if content == b"\xff":
        return True
    if content == b"\x00":
        return False
    raise malformed("BOOLEAN neither 00 nor FF")


def decode_bits(data: bytes, element: Element, *, tag: int = BIT_STRING) -> tuple[bytes, int]:
    """Return the octets of a BIT STRING and its number of unused bits."""
    expect(element, tag, "BIT STRING")
    if element.stop == element.start:
        raise malformed("BIT STRING without its count of unused bits")
    unused = data[element.start]
    octets = data[element.start + 1 : element.stop]
    if unused > 7 or (unused and not octets):
        raise malformed("BIT STRING with a wrong count of unused bits")
    if unused and octets[-1] & ((1 << unused) - 1):
        raise malformed("BIT STRING with unused bits that are not zero")
    return octets, unused


def decode_oid(data: bytes, element: Element) -> str:
    """Return an OBJECT IDENTIFIER in dotted form."""
    expect(element, OBJECT_IDENTIFIER, "OBJECT IDENTIFIER")
    return _dotted(data[element.start : element.stop])


@lru_cache(maxsize=1024)
def _dotted(content: bytes) -> str:
    if not content or len(content) > 64 or content[-1] & 0x80:
        raise malformed("OBJECT IDENTIFIER empty, overlong or cut off")
    arcs: list[int] = []
    value = 0
    fresh = True
    for octet in content:
        if fresh and octet == 0x80:
            raise malformed("OBJECT IDENTIFIER arc not minimal")
        value = value << 7 | octet & 0x7F
        fresh = not octet & 0x80
        if fresh:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def decode_time(data: bytes, element: Element) -> datetime:
    """Return a UTCTime or GeneralizedTime in UTC (RFC 5280 4.1.2.5, fractions as RFC 3161 2.4.2).

    Only the forms ending in Z are DER; UTCTime years below 50 are 20xx.
    """
    text = data[element.start : element.stop]
    if element.tag == UTC_TIME and len(text) == 13:
        digits = (b"19" if text[:2] >= b"50" else b"20") + text[:12]
        fraction = b""
    elif element.tag == GENERALIZED_TIME and len(text) >= 15:
        digits = text[:14]
        fraction = text[14:-1]
    else:
        raise malformed("time of another form")
    if text[-1:] != b"Z" or not digits.isdigit():
        raise malformed("time not in UTC or not digits")
    micro = 0
    if fraction:
        decimals = fraction[1:]
        if fraction[:1] != b"." or not decimals.isdigit() or decimals[-1:] == b"0":
            raise malformed("fraction of a second of another form")
        micro = int(decimals[:6].ljust(6, b"0"))
    try:
        instant = datetime.fromisoformat(f"{digits[:8].decode()}T{digits[8:].decode()}+00:00")
    except ValueError as error:
        raise malformed("no such time") from error
    return instant.replace(microsecond=micro) if micro else instant
