"""A package laid out as a directory, walked in byte order without following a link.

A directory given as PACKAGE is itself the base (formats, package 1). Only regular files and
directories are read; a link, device, socket or pipe is a finding.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.faults import Faults, malformed, quoted, undecided
from ingest.package.member import STORED, ContainerKind, Member, Place
from ingest.package.stored import read_stored

__all__ = ["DirectoryTree"]

_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class DirectoryTree:
    """A directory; members are its files, by their paths below it."""

    kind: ContainerKind = "directory"

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._root = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)

    def scan(self, faults: Faults) -> Iterator[Member]:
        """Yield every file in ascending byte order of its path.

        Raises:
            MalformedError: it has more members than a package may have.
        """
        pending = [b""]
        number = 0
        while pending:
            path = pending.pop()
            if path and not path.endswith(b"/"):
                yield from self._file(path, faults)
                continue
            names = self._names(path, faults)
            number += len(names)
            if number > self._limits.package_members:
                limit = str(self._limits.package_members)
                raise malformed("package.limit_exceeded", "members", str(number), limit)
            pending.extend(sorted((path + name for name in names), reverse=True))

    def _names(self, path: bytes, faults: Faults) -> list[bytes]:
        """Return the names in one directory, those of directories with a `/`."""
        if len(path) > self._limits.foreign_path_octets:
            faults.fail("package.path_unsafe", quoted(path))
            return []
        opened = self._opened(path or b".", os.O_DIRECTORY)
        with opened as descriptor, os.scandir(descriptor) as entries:
            return [
                os.fsencode(entry.name) + b"/" * entry.is_dir(follow_symlinks=False)
                for entry in entries
            ]

    def _file(self, path: bytes, faults: Faults) -> Iterator[Member]:
        with _unreadable(path):
            found = os.stat(path, dir_fd=self._root, follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode):
            faults.fail("package.member_not_regular", quoted(path), stat.filemode(found.st_mode))
            return
        yield Member(path, found.st_size, found.st_size, STORED, 0, 0, 0, 0, 0)

    def locate(self, member: Member) -> Place:
        """Return the whole file: a directory has nothing else that could disagree."""
        return Place(member.path, 0, member.size, member.size, STORED)

    def read(self, place: Place, buffer: memoryview) -> Iterator[memoryview]:
        """Yield the file's octets in views of `buffer`."""
        with self._opened(place.path) as descriptor:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                yield from read_stored(descriptor, 0, place.size, buffer)

    @contextmanager
    def _opened(self, path: bytes, flags: int = 0) -> Iterator[int]:
        with _unreadable(path):
            descriptor = os.open(path, _OPEN | flags, dir_fd=self._root)
            try:
                yield descriptor
            finally:
                os.close(descriptor)

    def close(self) -> None:
        """Close the descriptor of the directory."""
        os.close(self._root)


@contextmanager
def _unreadable(path: bytes) -> Iterator[None]:
    """Turn what the system answers into a finding about one file."""
    try:
        yield
    except OSError as error:
        observed = os.strerror(error.errno or 0)
        finding = undecided("package.member_unreadable", quoted(path), observed)
        raise MalformedError(finding) from error
