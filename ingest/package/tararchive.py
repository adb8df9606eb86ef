"""A tar open for reading: ustar, pax (POSIX.1-2001) or GNU, uncompressed, indexed once.

Links, devices and sparse entries refuse, as does whatever else is not a regular file or directory;
after the two end blocks nothing but zero blocks follows (formats, package 1).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from anchors.limits import Limits
from anchors.units import MIB
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import STORED, ContainerKind, Member, Place, is_listable
from ingest.package.stored import read_stored

__all__ = ["TarArchive"]

_BLOCK = 512
_ZERO = bytes(_BLOCK)
_REGULAR = b"0\0"
_FOLDER = b"5"
_EXTENDED = b"xgLK"
_USTAR = b"ustar\x0000"
_GNU = b"ustar  \x00"
_GLOBAL_REFUSED = frozenset({b"path", b"size", b"linkpath"})
_SPARSE = b"GNU.sparse"


class _Header(NamedTuple):
    """One 512-octet header block."""

    path: bytes
    size: int
    kind: bytes


class _Extension(NamedTuple):
    """What extended headers say of the entry that follows them."""

    path: bytes | None = None
    size: int | None = None


class TarArchive:
    """A tar file; a member's offset is that of its content."""

    kind: ContainerKind = "tar"

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._octets = os.fstat(self._descriptor).st_size

    def scan(self, faults: Faults) -> Iterator[Member]:
        """Yield every regular file and directory in the order of the archive.

        Raises:
            MalformedError: a header cannot be read, or the archive does not end as it must.
        """
        at = 0
        extension = _Extension()
        while (block := self._block(at)) != _ZERO:
            header = _decode(block, at)
            at += _BLOCK
            extends = header.kind in _EXTENDED
            header = header if extends else _extended(header, extension)
            end = at + -(-header.size // _BLOCK) * _BLOCK
            if end > self._octets:
                raise malformed("package.archive_malformed", quoted(header.path), "cut off")
            if extends:
                extension = self._extend(extension, header, at)
            else:
                extension = _Extension()
                if self._judge(header, faults):
                    yield _member(header, at)
            at = end
        self._check_end(at)

    def _block(self, at: int) -> bytes:
        block = os.pread(self._descriptor, _BLOCK, at)
        if len(block) < _BLOCK:
            raise malformed("package.archive_malformed", "archive", "cut off before its end blocks")
        return block

    def _extend(self, before: _Extension, header: _Header, at: int) -> _Extension:
        """Return what an extended header adds to those before it."""
        if header.size > self._limits.pax_header_octets:
            limit = str(self._limits.pax_header_octets)
            raise malformed("package.limit_exceeded", "pax header", str(header.size), limit)
        content = os.pread(self._descriptor, header.size, at)
        if header.kind == b"L":
            return before._replace(path=content.rstrip(b"\0"))
        if header.kind == b"K":
            return before
        records = dict(_pax_records(content))
        if any(key.startswith(_SPARSE) for key in records):
            raise malformed("package.member_not_regular", "archive", "sparse entry")
        if header.kind == b"g":
            if _GLOBAL_REFUSED & records.keys():
                raise malformed("package.archive_unsupported", "archive", "global path or size")
            return before
        size = records.get(b"size")
        return _Extension(
            records.get(b"path", before.path),
            before.size if size is None else _decimal(size),
        )

    def _judge(self, header: _Header, faults: Faults) -> bool:
        """Judge one entry; whether it can be listed."""
        path = header.path
        if not is_listable(path, self._limits):
            faults.fail("package.path_unsafe", quoted(path))
            return False
        if header.kind not in _REGULAR and header.kind != _FOLDER:
            observed = f"entry type {quoted(header.kind)}"
            faults.fail("package.member_not_regular", quoted(path), observed)
            return False
        if (header.kind == _FOLDER or path.endswith(b"/")) and header.size:
            faults.fail("package.member_not_regular", quoted(path), "a directory with content")
        return True

    def _check_end(self, at: int) -> None:
        """Two zero blocks, then nothing but zero blocks."""
        if self._octets % _BLOCK or self._block(at + _BLOCK) != _ZERO:
            raise malformed("package.archive_malformed", "archive", "one end block only")
        at += 2 * _BLOCK
        while rest := os.pread(self._descriptor, MIB, at):
            if rest.strip(b"\0"):
                raise malformed("package.archive_gap", "archive", "octets after the end blocks")
            at += len(rest)

    def locate(self, member: Member) -> Place:
        """Return where the content lies: the one header was judged by `scan`."""
        return Place(member.path, member.offset, member.size, member.size, STORED)

    def read(self, place: Place, buffer: memoryview) -> Iterator[memoryview]:
        """Yield the content in views of `buffer`."""
        return read_stored(self._descriptor, place.offset, place.size, buffer)

    def close(self) -> None:
        """Close the descriptor."""
        os.close(self._descriptor)


def _decode(block: bytes, at: int) -> _Header:
    """Return one header block; its checksum counts its own field as blanks."""
    stated = _octal(block[148:156], at)
    if stated != sum(block) - sum(block[148:156]) + 8 * 0x20:
        raise malformed("package.archive_malformed", "archive", f"header checksum at {at}")
    magic = block[257:265]
    if magic not in {_USTAR, _GNU}:
        raise malformed("package.archive_unsupported", "archive", "neither ustar, pax nor GNU tar")
    path = _text(block[:100])
    prefix = _text(block[345:500]) if magic == _USTAR else b""
    kind = block[156:157]
    return _Header(prefix + b"/" + path if prefix else path, _number(block[124:136], at), kind)


def _extended(header: _Header, extension: _Extension) -> _Header:
    path = header.path if extension.path is None else extension.path
    size = header.size if extension.size is None else extension.size
    return _Header(path, size, header.kind)


def _member(header: _Header, at: int) -> Member:
    folder = header.kind == _FOLDER and not header.path.endswith(b"/")
    path = header.path + b"/" * folder
    return Member(path, header.size, header.size, STORED, 0, 0, at, 0, 0)


def _text(field: bytes) -> bytes:
    return field.partition(b"\0")[0]


def _number(field: bytes, at: int) -> int:
    """Return an octal number, or one in GNU's base 256."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    return _octal(field, at)


def _octal(field: bytes, at: int) -> int:
    digits = field.strip(b" \0")
    if digits.strip(b"01234567"):
        raise malformed("package.archive_malformed", "archive", f"no octal number at {at}")
    return int(digits or b"0", 8)


def _decimal(text: bytes) -> int:
    if not text.isdigit() or len(text) > 19:
        raise malformed("package.archive_malformed", "archive", f"pax size {quoted(text)}")
    return int(text)


def _pax_records(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the records `length SP key=value LF` that tile an extended header exactly."""
    at = 0
    while at < len(content):
        digits, blank, _ = content[at : at + 8].partition(b" ")
        length = int(digits) if digits.isdigit() else 0
        record = content[at : at + length]
        key, equals, value = record[len(digits) + 1 : -1].partition(b"=")
        if not (blank and equals and record.endswith(b"\n")) or len(record) != length:
            raise malformed("package.archive_malformed", "archive", "pax record")
        yield key, value
        at += length
