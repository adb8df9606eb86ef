"""Messages of one sender look alike: what never changes is compared, and only the rest is read.

A decoded message leaves a stencil: its octets with holes, each the whole content of one primitive
element that every message has anew (a digest, a time, a serial number, a signature value). Another
message of the same length that is equal outside the holes has the same identifier and length octets
in the same places (X.690 8.1), so it is read as the first one was, with its own contents in the
holes. Decoding from elements costs four times as much, and a batch has ten thousand of a kind.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, TypeVar

__all__ = ["Hole", "Stencil", "StencilBook", "hole_of"]

_LENGTHS = 128
"""Lengths remembered: two TSAs and a dozen signers make some forty."""
_OF_A_LENGTH = 4
_NOTED = 1024
"""Kinds seen once, of which a second one is waited for: a one-time signer never comes again."""

Hole = tuple[int, int]
"""Offsets of the first octet of a content, and of the one after its last."""

_Value = TypeVar("_Value")


class Stencil(Generic[_Value]):
    """One message's octets outside its holes, and what it was read as."""

    __slots__ = ("_fixed", "holes", "value")

    def __init__(self, data: bytes, holes: Sequence[Hole], value: _Value) -> None:
        """Keep `data` outside `holes`, which do not overlap."""
        edges = [0, *(edge for hole in sorted(holes) for edge in hole), len(data)]
        pairs = list(pairwise(edges))[::2]
        self._fixed = [(data[start:stop], start) for start, stop in pairs if start < stop]
        self.holes = tuple(holes)
        """Where the contents stand, in the order they were given in."""
        self.value = value
        """What the message was read as."""

    def fits(self, data: bytes) -> bool:
        """Whether a message of the same length is equal outside the holes."""
        begins = data.startswith
        for octets, start in self._fixed:  # noqa: SIM110 - a generator costs more than the work
            if not begins(octets, start):
                return False
        return True


class StencilBook(Generic[_Value]):
    """Stencils by the length of their messages; bounded, and emptied where it is full."""

    __slots__ = ("_noted", "_stencils")

    def __init__(self) -> None:
        self._stencils: dict[int, list[Stencil[_Value]]] = {}
        self._noted: set[object] = set()

    def find(self, data: bytes) -> Stencil[_Value] | None:
        """Return the stencil that a message fits."""
        for stencil in self._stencils.get(len(data), ()):
            if stencil.fits(data):
                return stencil
        return None

    def keep(self, data: bytes, holes: Sequence[Hole | None], value: _Value, kind: object) -> None:
        """Keep a message as a stencil with these holes, once its kind came before."""
        known = [hole for hole in holes if hole is not None]
        if len(known) != len(holes):
            return
        if any(first[1] > second[0] for first, second in pairwise(sorted(known))):
            return
        if kind not in self._noted:
            if len(self._noted) >= _NOTED:
                self._noted.clear()
            self._noted.add(kind)
            return
        if len(self._stencils) >= _LENGTHS and len(data) not in self._stencils:
            self._stencils.clear()
        row = self._stencils.setdefault(len(data), [])
        if len(row) >= _OF_A_LENGTH:
            del row[0]
        row.append(Stencil(data, known, value))


def hole_of(data: bytes, content: bytes) -> Hole | None:
    """Return where a content stands; None where it stands twice, and so could be either."""
    at = data.find(content)
    if not content or at < 0 or data.find(content, at + 1) >= 0:
        return None
    return at, at + len(content)
