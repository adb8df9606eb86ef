"""Member lists and manifest lines in other orders: sorted on disk, read back in byte order.

A container or manifest whose paths ascend is read where it lies. Any other is written once to
temporary files in sorted runs and merged, so that closure is one merge pass in constant memory
whatever the order (formats, package 5).
"""

import heapq
import os
import struct
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from anchors.units import MIB
from ingest.package.member import Member

__all__ = ["SpilledIndex", "sort_records", "spill_members"]

_RUN_OCTETS = 8 * MIB
_BLOCK = MIB
_LENGTH = struct.Struct(">H")
_FIELDS = struct.Struct(">QQHHIQQ")
"""Size, packed, method, flags, crc, offset, limit."""


def sort_records(records: Iterable[bytes]) -> Iterator[bytes]:
    """Yield records of at most 65,535 octets in ascending order, through sorted runs on disk."""
    runs: list[BinaryIO] = []
    try:
        for run in _runs(records):
            # Closed below, when the merge has been read.
            file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
            runs.append(file)
            file.writelines(_LENGTH.pack(len(record)) + record for record in run)
            file.seek(0)
        yield from heapq.merge(*map(_records, runs))
    finally:
        for file in runs:
            file.close()


def _runs(records: Iterable[bytes]) -> Iterator[list[bytes]]:
    run: list[bytes] = []
    octets = 0
    for record in records:
        run.append(record)
        octets += len(record)
        if octets >= _RUN_OCTETS:
            yield sorted(run)
            run, octets = [], 0
    yield sorted(run)


def _records(file: BinaryIO) -> Iterator[bytes]:
    while head := file.read(_LENGTH.size):
        yield file.read(_LENGTH.unpack(head)[0])


def spill_members(members: Iterable[Member], target: Path, *, tiled_to: int | None) -> None:
    """Write members to `target` in ascending byte order of their paths.

    Args:
        members: in any order; no path holds a NUL.
        target: the file that `SpilledIndex` reads.
        tiled_to: where the central directory of a ZIP begins: each member's limit becomes the
            offset of the next one, or this; None where members carry no limits.
    """
    records: Iterator[bytes] = (_encode(member) for member in members)
    if tiled_to is not None:
        records = _with_limits(records, tiled_to)
    with target.open("wb") as file:
        for record in sort_records(records):
            file.write(_LENGTH.pack(len(record)) + record)


def _encode(member: Member) -> bytes:
    # A path without NUL, then NUL: a path sorts before every longer one that it begins.
    return member.path + b"\0" + _FIELDS.pack(*member[1:8])


def _decode(record: bytes, position: int) -> Member:
    size, packed, method, flags, crc, offset, limit = _FIELDS.unpack(record[-_FIELDS.size :])
    path = record[: -_FIELDS.size - 1]
    return Member(path, size, packed, method, flags, crc, offset, limit, position)


def _with_limits(records: Iterable[bytes], end: int) -> Iterator[bytes]:
    """Set each limit to the offset that follows in the order of offsets."""
    by_offset = sort_records(record[-16:-8] + record for record in records)
    held: bytes | None = None
    for record in by_offset:
        if held is not None:
            yield held[8:-8] + record[:8]
        held = record
    if held is not None:
        yield held[8:-8] + end.to_bytes(8, "big")


class SpilledIndex:
    """Reads what `spill_members` wrote; a position is an offset in the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def members(self, position: int, count: int) -> Iterator[Member]:
        """Yield at most `count` members from `position` on."""
        block, start, at = b"", position, 0
        for _ in range(count):
            stop = at + 2 + int.from_bytes(block[at : at + 2], "big")
            if at + 2 > len(block) or stop > len(block):
                start, at = start + at, 0
                block = os.pread(self._descriptor, _BLOCK, start)
                if not block:
                    return
                stop = 2 + int.from_bytes(block[:2], "big")
            yield _decode(block[at + 2 : stop], start + at)
            at = stop

    def close(self) -> None:
        """Close the descriptor; the file belongs to whoever wrote it."""
        os.close(self._descriptor)
