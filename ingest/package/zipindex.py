"""The central directory of a ZIP, read as a stream (APPNOTE 6.3.10 4.3.12, 4.5.3).

What a general ZIP library forgives is refused here: every entry is judged for flags, method, file
type and extra fields, the entries fill the directory exactly, and each member carries the offset
at which it has to end, so that whoever reads it proves the tiling (formats, package 6).
"""

import os
import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from anchors.limits import MIB, Limits
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import DEFLATED, STORED, Member
from ingest.package.zipend import DirectoryExtent
from verify.findings import CheckStatus, Finding

__all__ = ["STREAMED", "CentralDirectory", "extra_fields", "zip64_values"]

_ENTRY = struct.Struct("<4s6H3I5H2I")
_LENGTHS = struct.Struct("<3H")
_MARK = b"PK\x01\x02"
_BLOCK = MIB
_U32 = 0xFFFFFFFF

STREAMED = 1 << 3
"""Flag bit 3: sizes and CRC follow the content in a descriptor."""
_ENCRYPTED = 1 << 0
_PLAIN_FLAGS = 1 << 11
_KNOWN_FLAGS = 1 << 1 | 1 << 2 | STREAMED | 1 << 11
_METHODS = frozenset({STORED, DEFLATED})
_AES = 99

_ZIP64_FIELD = 0x0001
_UNICODE_PATH = 0x7075
_UNIX = frozenset({3, 19})
"""Hosts whose external attributes hold a Unix mode: Unix, Darwin."""
_TYPE = 0o170000
_REGULAR = 0o100000
_DIRECTORY = 0o040000
_DOS_DIRECTORY = 0x10


class _Entry(NamedTuple):
    """One central header: what a member is made of, and what is judged of it."""

    path: bytes
    size: int
    packed: int
    method: int
    flags: int
    crc: int
    offset: int
    position: int
    stop: int
    """Where the next central header begins."""
    attributes: int
    """External attributes, shifted so that the host system is above them."""
    extra: bytes


class CentralDirectory:
    """Reads entries of the central directory; a position is an offset in the file."""

    def __init__(self, descriptor: int, extent: DirectoryExtent, limits: Limits) -> None:
        self.extent = extent
        self._descriptor = descriptor
        self._limits = limits

    def members(self, position: int, count: int) -> Iterator[Member]:
        """Yield at most `count` members from `position` on, without judging them again."""
        return (_member(*pair) for pair in islice(self._pairs(position), count))

    def scan(self, faults: Faults) -> Iterator[Member]:
        """Yield every member, its form judged.

        Raises:
            MalformedError: the directory cannot be read on, or is not filled exactly.
        """
        if self.extent.comment:
            faults.add(_comment_finding(self.extent.comment))
        declared = self.extent.members
        number = 0
        for number, (entry, limit) in enumerate(self._pairs(self.extent.start), 1):
            if number > declared:
                break
            if self._judge(entry, faults):
                yield _member(entry, limit)
        if number != declared:
            raise malformed(
                "package.archive_malformed", "central directory", str(number), str(declared)
            )

    def _pairs(self, position: int) -> Iterator[tuple[_Entry, int]]:
        """Yield entries, each with the offset of the next, or of the directory after the last."""
        held: _Entry | None = None
        for entry in self._entries(position):
            if held is not None:
                yield held, entry.offset
            held = entry
        if held is not None:
            yield held, self.extent.start

    def _entries(self, position: int) -> Iterator[_Entry]:
        """Yield the entries that fill the directory from `position` to its stop."""
        block, start, at = b"", position, 0
        while start + at < self.extent.stop:
            end = _end_of(block, at)
            if end > len(block):
                start, at = start + at, 0
                block = os.pread(self._descriptor, min(_BLOCK, self.extent.stop - start), start)
                end = _end_of(block, 0)
            if end > len(block) or not block.startswith(_MARK, at):
                raise malformed("package.archive_malformed", "central directory", str(start + at))
            yield _decode(block, at, end, start)
            at = end

    def _judge(self, entry: _Entry, faults: Faults) -> bool:
        """Judge one entry; whether its name can be listed at all."""
        path = entry.path
        if not path or b"\0" in path or len(path) > self._limits.foreign_path_octets:
            faults.fail("package.path_unsafe", quoted(path))
            return False
        if entry.flags & ~_PLAIN_FLAGS or entry.method not in _METHODS or entry.attributes:
            _judge_rare(entry, faults)
        if entry.extra and _unicode_path_differs(entry):
            faults.fail("package.header_mismatch", quoted(path), "another name in field 0x7075")
        if path.endswith(b"/") and entry.size:
            faults.fail("package.member_not_regular", quoted(path), "a directory with content")
        if entry.method == DEFLATED:
            _judge_growth(entry, self._limits, faults)
        elif entry.method == STORED and entry.size != entry.packed:
            faults.fail("package.header_mismatch", quoted(path), str(entry.packed), str(entry.size))
        return True


def _comment_finding(comment: bytes) -> Finding:
    observed = quoted(comment)
    return Finding("package.archive_comment", CheckStatus.PASSED, "archive", observed)


def _judge_rare(entry: _Entry, faults: Faults) -> None:
    """Judge flags, method and file type, where they are not those of a plain stored member."""
    subject = quoted(entry.path)
    if entry.flags & _ENCRYPTED or entry.method == _AES:
        faults.fail("package.member_encrypted", subject)
    elif entry.flags & ~_KNOWN_FLAGS:
        faults.fail("package.archive_unsupported", subject, f"flags {entry.flags:#06x}")
    elif entry.method not in _METHODS:
        faults.fail("package.archive_unsupported", subject, f"method {entry.method}")
    host, attributes = divmod(entry.attributes, 1 << 32)
    kind = attributes >> 16 & _TYPE if host in _UNIX else 0
    wanted = _DIRECTORY if entry.path.endswith(b"/") else _REGULAR
    if kind not in {0, wanted} or (attributes & _DOS_DIRECTORY and wanted == _REGULAR):
        faults.fail("package.member_not_regular", subject, f"attributes {attributes:#010x}")


def _judge_growth(entry: _Entry, limits: Limits, faults: Faults) -> None:
    if entry.size > limits.inflated_octets:
        observed, limit = str(entry.size), str(limits.inflated_octets)
        faults.fail("package.limit_exceeded", quoted(entry.path), observed, limit)
    if entry.size > limits.inflate_ratio * entry.packed:
        observed = f"{entry.packed} octets declared to grow to {entry.size}"
        faults.fail("package.deflate_malformed", quoted(entry.path), observed)


def _end_of(block: bytes, at: int) -> int:
    """Return where the central header at `at` ends; beyond the block where it is not whole."""
    if at + _ENTRY.size > len(block):
        return len(block) + 1
    name, extra, comment = _LENGTHS.unpack_from(block, at + 28)
    return int(at + _ENTRY.size + name + extra + comment)


def _decode(block: bytes, at: int, end: int, start: int) -> _Entry:
    (_, made_by, _, flags, method, _, _, crc, packed, size, name, extra_octets, _, disk, _,
     attributes, offset) = _ENTRY.unpack_from(block, at)  # fmt: skip
    name_stop = at + _ENTRY.size + name
    path = block[at + _ENTRY.size : name_stop]
    extra = block[name_stop : name_stop + extra_octets]
    if extra or _U32 in (size, packed, offset):
        size, packed, offset = zip64_values(extra, (size, packed, offset), path)
    if disk:
        raise malformed("package.archive_unsupported", quoted(path), "on another disk")
    host = (made_by >> 8) << 32 | attributes
    return _Entry(
        path, size, packed, method, flags, crc, offset, start + at, start + end, host, extra
    )


def _member(entry: _Entry, limit: int) -> Member:
    return Member(*entry[:7], limit, entry.position)


def extra_fields(extra: bytes, path: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the fields that tile an extra field exactly.

    Raises:
        MalformedError: they do not tile it.
    """
    at = 0
    while at < len(extra):
        stop = at + 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
        if at + 4 > len(extra) or stop > len(extra):
            raise malformed("package.archive_malformed", quoted(path), "extra field cut off")
        yield int.from_bytes(extra[at : at + 2], "little"), extra[at + 4 : stop]
        at = stop


def zip64_values(extra: bytes, values: tuple[int, ...], path: bytes) -> tuple[int, ...]:
    """Return size, packed size (and offset) with what the zip64 field says of them.

    The field holds the values whose 32-bit form is all ones. Some writers repeat the others too:
    then all stand there in order, and those that are stated twice have to agree.

    Raises:
        MalformedError: a value is absent, or stated twice and differently.
    """
    fields = [data for kind, data in extra_fields(extra, path) if kind == _ZIP64_FIELD]
    wanted = values.count(_U32)
    if not fields and not wanted:
        return values
    data = fields[0] if len(fields) == 1 else b""
    stated = struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8])
    if len(data) == 8 * wanted:
        following = iter(stated)
        return tuple(next(following) if value == _U32 else value for value in values)
    agree = all(v in {_U32, s} for v, s in zip(values, stated, strict=False))
    if not agree or len(data) % 8 or _U32 in values[len(stated) :] or len(stated) > len(values):
        raise malformed("package.header_mismatch", quoted(path), "zip64 field disagrees")
    return (*stated, *values[len(stated) :])


def _unicode_path_differs(entry: _Entry) -> bool:
    """Whether an Info-ZIP Unicode path field gives the member another name."""
    fields = extra_fields(entry.extra, entry.path)
    return any(kind == _UNICODE_PATH and data[5:] != entry.path for kind, data in fields)
