"""Decoded values kept for the next who asks, bounded by the octets they came from.

A count bounds nothing where one value may be a kilobyte and the next eight megabytes.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["KeptByOctets"]

_Value = TypeVar("_Value")


class KeptByOctets(Generic[_Value]):
    """A decoder that remembers: least recently used first to go."""

    __slots__ = ("_decode", "_kept", "_octets", "_room")

    def __init__(self, decode: Callable[[bytes], _Value], octets: int) -> None:
        self._decode = decode
        self._room = octets
        self._octets = 0
        self._kept: OrderedDict[bytes, _Value] = OrderedDict()

    def __call__(self, der: bytes) -> _Value:
        """Return the value of `der`; what does not decode is not remembered."""
        value = self._kept.get(der)
        if value is not None:
            self._kept.move_to_end(der)
            return value
        value = self._decode(der)
        if len(der) <= self._room:
            self._kept[der] = value
            self._octets += len(der)
        while self._octets > self._room:
            self._octets -= len(self._kept.popitem(last=False)[0])
        return value
