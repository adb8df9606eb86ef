"""The central directory of a ZIP, read as a stream (APPNOTE 6.3.10 4.3.12, 4.5.3).

What a general ZIP library forgives is refused here: every entry is judged for flags, method, file
type and extra fields, the entries fill the directory exactly, and each member carries the offset
at which it has to end, so that whoever reads it proves the tiling (formats, package 6).
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from anchors.limits import Limits
from anchors.units import MIB
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import DEFLATED, STORED, Member, is_listable
from ingest.package.octets import Octets
from ingest.package.zipend import DirectoryExtent
from verify.findings import CheckStatus, Finding

__all__ = ["STREAMED", "CentralDirectory", "extra_fields", "zip64_values"]

_ENTRY = struct.Struct("<4s6H3I5H2I")
_MARK = b"PK\x01\x02"
_BLOCK = MIB
_LONGEST_ENTRY = _ENTRY.size + 3 * 0xFFFF
"""A central header with its three 16-bit lengths at their largest."""
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
_UNIX_REGULAR = 3 << 4 | _REGULAR >> 12
"""Host and file type of what nearly every writer writes: a regular file, by Unix."""


class _Entry(NamedTuple):
    """One central header: what a member is made of, and what is judged of it."""

    core: tuple[bytes, int, int, int, int, int, int]
    """Path, size, packed size, method, flags, CRC, offset: the first fields of `Member`."""
    position: int
    attributes: int
    """External attributes, with the host system above their 32 bits."""
    extra: bytes

    def member(self, limit: int) -> Member:
        """Return the member, which has to end at `limit`."""
        return Member(*self.core, limit, self.position)


class CentralDirectory:
    """Reads entries of the central directory; a position is an offset in the file."""

    def __init__(self, source: Octets, extent: DirectoryExtent, limits: Limits) -> None:
        self.extent = extent
        self._source = source
        self._limits = limits

    def members(self, position: int, count: int) -> Iterator[Member]:
        """Yield at most `count` members from `position` on, without judging them again."""
        return (entry.member(limit) for entry, limit in islice(self._pairs(position), count))

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
                yield entry.member(limit)
        if number != declared:
            raise malformed(
                "package.archive_malformed", "central directory", str(number), str(declared)
            )

    def _pairs(self, position: int) -> Iterator[tuple[_Entry, int]]:
        """Yield entries, each with the offset of the next, or of the directory after the last."""
        held: _Entry | None = None
        for entry in self._entries(position):
            if held is not None:
                yield held, entry.core[6]
            held = entry
        if held is not None:
            yield held, self.extent.start

    def _entries(self, position: int) -> Iterator[_Entry]:
        """Yield the entries that fill the directory from `position` to its stop."""
        block, start, at, stop = b"", position, 0, self.extent.stop
        while start + at < stop:
            if at + _LONGEST_ENTRY > len(block) and start + len(block) < stop:
                start, at = start + at, 0
                block = self._source.pread(min(_BLOCK, stop - start), start)
            if at + _ENTRY.size > len(block) or not block.startswith(_MARK, at):
                raise malformed("package.archive_malformed", "central directory", str(start + at))
            entry, end = _decode(block, at, start)
            outside = max(entry.core[2], entry.core[6]) > self.extent.start
            if end > len(block) or outside:
                raise malformed("package.archive_malformed", "central directory", str(start + at))
            yield entry
            at = end

    def _judge(self, entry: _Entry, faults: Faults) -> bool:
        """Judge one entry; whether its name can be listed at all."""
        path, size, packed, method, flags, _, _ = entry.core
        if not is_listable(path, self._limits):
            faults.fail("package.path_unsafe", quoted(path))
            return False
        folder = path.endswith(b"/")
        plain = entry.attributes >> 28 == _UNIX_REGULAR and not entry.attributes & _DOS_DIRECTORY
        if flags & ~_PLAIN_FLAGS or method not in _METHODS or folder or not plain:
            _judge_rare(entry, faults)
        if entry.extra and _unicode_path_differs(entry):
            faults.fail("package.header_mismatch", quoted(path), "another name in field 0x7075")
        if method == DEFLATED:
            _judge_growth(entry, self._limits, faults)
        elif method == STORED and size != packed:
            faults.fail("package.header_mismatch", quoted(path), str(packed), str(size))
        return True


def _comment_finding(comment: bytes) -> Finding:
    observed = quoted(comment)
    return Finding("package.archive_comment", CheckStatus.PASSED, "archive", observed)


def _judge_rare(entry: _Entry, faults: Faults) -> None:
    """Judge flags, method and file type, where they are not those of a plain Unix file."""
    path, size, _, method, flags, _, _ = entry.core
    subject = quoted(path)
    if flags & _ENCRYPTED or method == _AES:
        faults.fail("package.member_encrypted", subject)
    elif flags & ~_KNOWN_FLAGS:
        faults.fail("package.archive_unsupported", subject, f"flags {flags:#06x}")
    elif method not in _METHODS:
        faults.fail("package.archive_unsupported", subject, f"method {method}")
    host, attributes = divmod(entry.attributes, 1 << 32)
    kind = attributes >> 16 & _TYPE if host in _UNIX else 0
    folder = path.endswith(b"/")
    if kind not in {0, _DIRECTORY if folder else _REGULAR} or (
        attributes & _DOS_DIRECTORY and not folder
    ):
        faults.fail("package.member_not_regular", subject, f"attributes {attributes:#010x}")
    if folder and size:
        faults.fail("package.member_not_regular", subject, "a directory with content")


def _judge_growth(entry: _Entry, limits: Limits, faults: Faults) -> None:
    path, size, packed, *_ = entry.core
    if size > limits.inflated_octets:
        observed, limit = str(size), str(limits.inflated_octets)
        faults.fail("package.limit_exceeded", quoted(path), observed, limit)
    if size > limits.inflate_ratio * packed:
        observed = f"{packed} octets declared to grow to {size}"
        faults.fail("package.deflate_malformed", quoted(path), observed)


def _decode(block: bytes, at: int, start: int) -> tuple[_Entry, int]:
    """Return the central header at `at` of a block that begins at `start`, and where it ends."""
    (_, made_by, _, flags, method, _, _, crc, packed, size, name, extra_octets, comment, disk, _,
     attributes, offset) = _ENTRY.unpack_from(block, at)  # fmt: skip
    name_start = at + _ENTRY.size
    name_stop = name_start + name
    extra_stop = name_stop + extra_octets
    path = block[name_start:name_stop]
    extra = block[name_stop:extra_stop] if extra_octets else b""
    if extra or _U32 in (size, packed, offset):
        size, packed, offset = zip64_values(extra, (size, packed, offset), path)
    if disk:
        raise malformed("package.archive_unsupported", quoted(path), "on another disk")
    core = (path, size, packed, method, flags, crc, offset)
    host = (made_by >> 8) << 32 | attributes
    return _Entry(core, start + at, host, extra), extra_stop + comment


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
    path = entry.core[0]
    fields = extra_fields(entry.extra, path)
    return any(kind == _UNICODE_PATH and data[5:] != path for kind, data in fields)
