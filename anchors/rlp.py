"""Strict RLP (Ethereum yellow paper, appendix B): one value has one encoding, and only that reads.

An item is the octets of a string, or a list of items. Lengths are minimal, a single octet below
0x80 stands for itself, items tile their list and nothing follows; so `encode_rlp(decode_rlp(x))`
is `x`. Octets, items and nesting are bounded, and no recursion reads them.
"""

from typing import TypeAlias

from anchors.errors import EncodingError, TooLargeError
from anchors.limits import LIMITS

__all__ = ["RlpItem", "decode_rlp", "encode_rlp"]

RlpItem: TypeAlias = bytes | list["RlpItem"]

_STRING = 0x80
_LIST = 0xC0
_SHORT = 55
"""The longest length that stands in the first octet itself."""
_ROOM = range(LIMITS.rlp_items + 1)
_MOST_OCTETS = LIMITS.evm_receipt_octets
_DEEPEST = LIMITS.rlp_depth


def decode_rlp(data: bytes) -> RlpItem:
    """Return the one item that the octets are.

    Raises:
        EncodingError: they are not the one encoding of an item, or are over a limit.
    """
    if len(data) > _MOST_OCTETS:
        raise TooLargeError(f"RLP of {len(data)} octets")
    found: list[RlpItem] = []
    around: list[tuple[list[RlpItem], int]] = []
    at, stop = 0, len(data)
    for _ in _ROOM:
        while at == stop:
            if not around:
                return _only(found)
            found, stop = around.pop()
        first = data[at]
        if first < _STRING:
            at += 1
            found.append(data[at - 1 : at])
            continue
        begin, end = at + 1, at + 1 + (first & 0x3F)
        if end - begin > _SHORT:
            begin, end = _long_form(data, at, stop)
        if end > stop:
            raise EncodingError(f"item at {at} leaves its list")
        if first < _LIST:
            found.append(_string(data, begin, end))
            at = end
        else:
            around.append((found, stop))
            inside: list[RlpItem] = []
            found.append(inside)
            found, at, stop = inside, begin, end
            if len(around) > _DEEPEST:
                raise TooLargeError(f"RLP nests deeper than {_DEEPEST} lists")
    raise TooLargeError(f"RLP of more than {LIMITS.rlp_items} items")


def _only(found: list[RlpItem]) -> RlpItem:
    if len(found) != 1:
        raise EncodingError(f"{len(found)} items where one is called for")
    return found[0]


def _string(data: bytes, begin: int, end: int) -> bytes:
    if end - begin == 1 and data[begin] < _STRING:
        raise EncodingError(f"octet at {begin} has a length before it")
    return data[begin:end]


def _long_form(data: bytes, at: int, stop: int) -> tuple[int, int]:
    """Return where the content of an item begins and ends whose length has octets of its own."""
    begin = at + 1 + (data[at] & 0x3F) - _SHORT
    length = int.from_bytes(data[at + 1 : begin], "big")
    if begin > stop or not data[at + 1] or length <= _SHORT:
        raise EncodingError(f"length at {at} is cut off or not minimal")
    return begin, begin + length


def encode_rlp(item: RlpItem) -> bytes:
    """Return the one encoding of an item."""
    if isinstance(item, bytes):
        if len(item) == 1 and item[0] < _STRING:
            return item
        return _headed(_STRING, item)
    return _headed(_LIST, b"".join(map(encode_rlp, item)))


def _headed(kind: int, content: bytes) -> bytes:
    if len(content) <= _SHORT:
        return bytes((kind + len(content),)) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes((kind + _SHORT + len(length),)) + length + content
