"""Shapes of decoded RLP: octets of a fixed size, unsigned integers, lists.

An integer is big-endian without leading zeros, and zero is the empty string (yellow paper,
appendix B).
"""

from anchors.errors import EncodingError
from anchors.rlp import RlpItem

__all__ = ["as_integer", "as_list", "as_octets"]


def as_octets(item: RlpItem, size: int | None, what: str) -> bytes:
    """Return a string, of `size` octets where one is given; raises `EncodingError`."""
    if not isinstance(item, bytes) or size not in (None, len(item)):
        raise EncodingError(f"{what} is not {size if size is not None else 'a string of'} octets")
    return item


def as_integer(item: RlpItem, size: int, what: str) -> int:
    """Return an integer of at most `size` octets; raises `EncodingError`."""
    if not isinstance(item, bytes) or len(item) > size or item[:1] == b"\0":
        raise EncodingError(f"{what} is no integer of {size} octets at most")
    return int.from_bytes(item, "big")


def as_list(item: RlpItem, what: str, size: int | None = None) -> list[RlpItem]:
    """Return a list, of `size` items where one is given; raises `EncodingError`."""
    if not isinstance(item, list) or size not in (None, len(item)):
        raise EncodingError(f"{what} is no list{'' if size is None else f' of {size}'}")
    return item
