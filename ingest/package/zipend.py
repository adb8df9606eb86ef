"""The end of a ZIP: end record, zip64 end record and locator (APPNOTE 6.3.10 4.3.14 to 4.3.16).

A reader that searches backwards for a signature can be shown another directory than one that
takes the first; so exactly one end record is accepted, its comment reaches the last octet, and
directory, zip64 records and end record follow each other without a gap (formats, package 6).
"""

import struct
from typing import NamedTuple

from anchors.limits import Limits
from ingest.package.faults import malformed
from ingest.package.octets import Octets

__all__ = ["DirectoryExtent", "read_end"]

_END = struct.Struct("<4s4H2IH")
_LOCATOR = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQ2H2I4Q")
_END_MARK = b"PK\x05\x06"
_U16 = 0xFFFF
_U32 = 0xFFFFFFFF
_SMALLEST_ENTRY = 46


class DirectoryExtent(NamedTuple):
    """Where the central directory lies and what it claims to hold."""

    start: int
    stop: int
    members: int
    comment: bytes


class _End(NamedTuple):
    members: int
    size: int
    start: int


def read_end(source: Octets, limits: Limits) -> DirectoryExtent:
    """Return the extent of the central directory.

    Raises:
        MalformedError: there is no end record, or it is not the only and last thing.
    """
    octets = source.size
    window = min(octets, _END.size + limits.archive_comment_octets)
    tail = source.pread(window, octets - window)
    at = _find_end(tail)
    mark, *disks, here, members, size, start, comment = _END.unpack_from(tail, at)
    del mark
    end_at = octets - window + at
    end = _End(members, size, start)
    end, stop = _with_zip64(source, end, end_at)
    if any(disks) or (here, members) not in {(members, members), (_U16, _U16)}:
        raise malformed("package.archive_unsupported", "archive", "split over several disks")
    if end.start + end.size != stop:
        raise malformed(
            "package.archive_gap", "archive", f"directory ends at {end.start + end.size}", str(stop)
        )
    if end.members > limits.package_members:
        raise malformed(
            "package.limit_exceeded", "members", str(end.members), str(limits.package_members)
        )
    if end.members * _SMALLEST_ENTRY > end.size:
        raise malformed("package.archive_malformed", "archive", f"{end.members} members declared")
    return DirectoryExtent(
        end.start, stop, end.members, tail[len(tail) - comment :] * (comment > 0)
    )


def _find_end(tail: bytes) -> int:
    """Return where the one end record begins in the last octets of the file."""
    whole: list[int] = []
    at = tail.find(_END_MARK)
    last = -1
    while at >= 0:
        last = at
        if at + _END.size <= len(tail) and _stop_of(tail, at) == len(tail):
            whole.append(at)
        at = tail.find(_END_MARK, at + 1)
    if len(whole) == 1 and whole[0] == last:
        return last
    if whole:
        raise malformed("package.archive_malformed", "archive", "more than one end record")
    if last >= 0 and last + _END.size <= len(tail) and _stop_of(tail, last) < len(tail):
        after = len(tail) - _stop_of(tail, last)
        raise malformed("package.archive_gap", "archive", f"{after} octets after the end record")
    raise malformed("package.archive_malformed", "archive", "no end record: cut off, or no ZIP")


def _stop_of(tail: bytes, at: int) -> int:
    return at + _END.size + int.from_bytes(tail[at + 20 : at + 22], "little")


def _with_zip64(source: Octets, end: _End, end_at: int) -> tuple[_End, int]:
    """Return the end values, from the zip64 record where there is one, and the directory's stop."""
    raw = source.pread(_LOCATOR.size, max(end_at - _LOCATOR.size, 0))
    if not raw.startswith(b"PK\x06\x07"):
        if end.members == _U16 or _U32 in {end.size, end.start}:
            raise malformed("package.archive_malformed", "archive", "zip64 record absent")
        return end, end_at
    _, disk, start64, disks = _LOCATOR.unpack(raw)
    expected = end_at - _LOCATOR.size - _END64.size
    raw = source.pread(_END64.size, max(expected, 0))
    if disk or disks != 1 or start64 != expected or not raw.startswith(b"PK\x06\x06"):
        raise malformed("package.archive_malformed", "archive", "zip64 record not where it belongs")
    _, length, _, _, disk, disk_start, here, members, size, start = _END64.unpack(raw)
    if length != _END64.size - 12 or disk or disk_start or here != members:
        raise malformed("package.archive_unsupported", "archive", "zip64 record of another form")
    end64 = _End(members, size, start)
    for short, long, sentinel in zip(end, end64, (_U16, _U32, _U32), strict=True):
        if short not in {long, sentinel}:
            raise malformed("package.header_mismatch", "archive", f"{short} and {long}")
    return end64, expected
