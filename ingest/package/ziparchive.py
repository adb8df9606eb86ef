"""A ZIP open for reading: local headers checked against the directory, content by `pread`.

Central directory and local headers agree in name, method, flags, CRC and sizes; with flag bit 3
the sizes stand in the descriptor after the content, which may lack its signature; and content and
descriptor end exactly where the next member begins (formats, package 6). CRC values are compared,
never recomputed: SHA-256 is checked over the same octets.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from anchors.limits import Limits
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.inflate import inflate
from ingest.package.member import DEFLATED, STORED, ContainerKind, Member, Place
from ingest.package.octets import FileOctets, HeldOctets
from ingest.package.zipend import read_end
from ingest.package.zipindex import STREAMED, CentralDirectory, zip64_values

__all__ = ["ZipArchive"]

_LOCAL = struct.Struct("<4s5H3I2H")
_MARK = b"PK\x03\x04"
_USUAL_EXTRA = 64
_DESCRIPTOR_MARK = b"PK\x07\x08"
_LARGEST_DESCRIPTOR = 24


class ZipArchive:
    """A ZIP; as a member index it gives the central directory's own order."""

    kind: ContainerKind = "zip"

    def __init__(self, source: Path | bytes, limits: Limits) -> None:
        """Open a file, or octets that are held in memory, and read the end.

        Raises:
            MalformedError: it has no well-formed end.
        """
        self._source = FileOctets(source) if isinstance(source, Path) else HeldOctets(source)
        self._pread = self._source.pread
        try:
            extent = read_end(self._source, limits)
        except BaseException:
            self._source.close()
            raise
        self.directory = CentralDirectory(self._source, extent, limits)

    def scan(self, faults: Faults) -> Iterator[Member]:
        """Yield every member in the order of the central directory."""
        return self.directory.scan(faults)

    def members(self, position: int, count: int) -> Iterator[Member]:
        """Yield `count` members from a position in the central directory on."""
        return self.directory.members(position, count)

    def locate(self, member: Member) -> Place:
        """Check the local header and the tiling of one member; return where its content lies."""
        octets = _LOCAL.size + len(member.path) + _USUAL_EXTRA
        raw = self._pread(octets, member.offset)
        if len(raw) < _LOCAL.size or not raw.startswith(_MARK):
            raise malformed("package.header_mismatch", quoted(member.path), "no local header")
        _, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack_from(raw)
        start = _LOCAL.size + name + extra
        if extra > _USUAL_EXTRA:
            raw = self._pread(start, member.offset)
        path = raw[_LOCAL.size : _LOCAL.size + name]
        if extra:
            size, packed = zip64_values(raw[_LOCAL.size + name : start], (size, packed), path)
        stated = (path, size, packed, method, flags, crc)
        if stated != member[:6] and not _is_streamed(stated, member):
            raise malformed(
                "package.header_mismatch", quoted(member.path), *_difference(stated, member)
            )
        begin = member.offset + start
        self._check_tiling(member, begin + member.packed)
        return Place(member.path, begin, member.size, member.packed, member.method)

    def _check_tiling(self, member: Member, end: int) -> None:
        """Prove that content and descriptor end where the next member begins."""
        left = member.limit - end
        if left < 0:
            raise malformed("package.archive_overlap", quoted(member.path), f"{-left} octets")
        if member.flags & STREAMED and left <= _LARGEST_DESCRIPTOR:
            raw = self._pread(left, end)
            if not _is_descriptor(raw, member):
                raise malformed("package.header_mismatch", quoted(member.path), "descriptor")
        elif left:
            raise malformed("package.archive_gap", quoted(member.path), f"{left} octets after it")

    def read(self, place: Place, buffer: memoryview) -> Iterator[memoryview]:
        """Yield the content in views of `buffer`."""
        if place.method == DEFLATED:
            return inflate(place, self._pread, buffer)
        if place.method != STORED:
            raise malformed("package.archive_unsupported", quoted(place.path), "method")
        return self._source.stream(place.offset, place.size, buffer)

    def close(self) -> None:
        """Close the descriptor."""
        self._source.close()


def _is_streamed(stated: tuple[bytes, int, int, int, int, int], member: Member) -> bool:
    """Whether bit 3 explains the difference: sizes and CRC 0 before a descriptor."""
    return (
        bool(member.flags & STREAMED)
        and stated[0] == member.path
        and stated[3:5] == (member.method, member.flags)
        and stated[1] in {0, member.size}
        and stated[2] in {0, member.packed}
        and stated[5] in {0, member.crc}
    )


def _is_descriptor(raw: bytes, member: Member) -> bool:
    """Whether `raw` is this member's data descriptor, with or without signature and zip64."""
    stated = (member.crc, member.packed, member.size)
    if len(raw) in {16, 24}:
        if not raw.startswith(_DESCRIPTOR_MARK):
            return False
        raw = raw[4:]
    form = {12: "<3I", 20: "<I2Q"}.get(len(raw))
    return form is not None and struct.unpack(form, raw) == stated


def _difference(stated: tuple[bytes, int, int, int, int, int], member: Member) -> tuple[str, str]:
    """Return what the local header says and what the directory says, of what they differ in."""
    names = ("name", "size", "packed size", "method", "flags", "CRC-32")
    pairs = zip(names, stated, member[:6], strict=True)
    name, local, central = next(pair for pair in pairs if pair[1] != pair[2])
    shown = [quoted(v) if isinstance(v, bytes) else str(v) for v in (local, central)]
    return f"{name} {shown[0]}", f"{name} {shown[1]}"
