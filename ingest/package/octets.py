"""Octets read by position: of a file by its own descriptor, or held in memory.

What reads an archive sees only this, so that a container inside another, or an original that is
already in memory, is held to the very rules of a package on disk.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from ingest.package.stored import read_stored

__all__ = ["FileOctets", "HeldOctets", "Octets"]


class Octets(Protocol):
    """Octets that can be read at any place."""

    @property
    def size(self) -> int:
        """How many there are."""

    def pread(self, octets: int, offset: int, /) -> bytes:
        """Return octets from an offset on; fewer where they end before."""


class FileOctets:
    """Those of a file."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.pread = partial(os.pread, self._descriptor)

    @property
    def size(self) -> int:
        """How many the file has now."""
        return os.fstat(self._descriptor).st_size

    def stream(self, offset: int, octets: int, buffer: memoryview) -> Iterator[memoryview]:
        """Yield octets in views of `buffer`."""
        return read_stored(self._descriptor, offset, octets, buffer)

    def close(self) -> None:
        """Close the descriptor."""
        os.close(self._descriptor)


class HeldOctets:
    """Those of an object in memory."""

    def __init__(self, octets: bytes) -> None:
        """Hold them; nothing is copied."""
        self._octets = octets
        self.size = len(octets)

    def pread(self, octets: int, offset: int, /) -> bytes:
        """Return octets from an offset on; fewer where they end before."""
        return self._octets[offset : offset + octets]

    def stream(self, offset: int, octets: int, buffer: memoryview) -> Iterator[memoryview]:
        """Yield octets in views of `buffer`."""
        for start in range(offset, offset + octets, len(buffer)):
            piece = self.pread(min(len(buffer), offset + octets - start), start)
            buffer[: len(piece)] = piece
            yield buffer[: len(piece)]

    def close(self) -> None:
        """Nothing is open."""
