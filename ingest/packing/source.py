"""The files of the folder that is packed: found by the paths that lines give, and read.

A path is relative to the folder and stays in it, links included: what lies elsewhere on the
packer's machine is never packed.
"""

import os
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import NamedTuple
from unicodedata import normalize

from anchors.digest import DIGEST_ALGORITHMS, new_hasher
from anchors.errors import DigestUnsupportedError
from anchors.limits import LIMITS
from ingest.package.faults import malformed, quoted
from ingest.package.names import decode_name
from ingest.package.sniff import sniff_media_type

__all__ = ["FileFacts", "SourceFolder"]

_BUFFER = LIMITS.read_buffer_octets
_FOLDERS = 1024
_NO_NAMES = frozenset({"", ".", ".."})


class FileFacts(NamedTuple):
    """One file, as it was when it was read."""

    path: Path
    size: int
    crc: int
    digests: dict[str, str]
    """Algorithm to lower-case hex."""
    media_type: str
    """Sniffed from its first octets."""

    def chunks(self) -> Iterator[bytes]:
        """Yield its content again."""
        with self.path.open("rb") as file:
            while piece := file.read(_BUFFER):
                yield piece


class SourceFolder:
    """A folder whose files are looked up, and which remembers those that were."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve(strict=True))
        self._used: set[int] = set()
        # A folder's files are looked up one after the other: its own path is resolved once.
        self._resolved = lru_cache(_FOLDERS)(lambda path: os.path.realpath(path, strict=True))

    def find(self, path: str, subject: str) -> Path:
        """Return the file at a relative path.

        Raises:
            MalformedError: there is none, it lies outside, or it is no regular file.
        """
        if not path or "\0" in path or path.startswith("/"):
            raise malformed("package.path_unsafe", subject, quoted(path))
        # Systems give names in either form of Unicode: written in one, it may lie in the other.
        for name in dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path))):
            try:
                found, status = self._resolve(f"{self._root}/{name}")
            except OSError:
                continue
            if os.path.commonpath((found, self._root)) != self._root:
                raise malformed("package.path_unsafe", subject, quoted(path))
            if not S_ISREG(status.st_mode):
                raise malformed("package.member_not_regular", subject, quoted(path))
            self._used.add(hash(found))
            return Path(found)
        raise malformed("package.file_absent", subject, quoted(path))

    def _resolve(self, path: str) -> tuple[str, os.stat_result]:
        """Return where a path leads, links followed, and what is there."""
        folder, name = os.path.split(path)
        found = f"{self._resolved(folder)}/{name}"
        status = os.lstat(found)
        if name in _NO_NAMES or S_ISLNK(status.st_mode):
            found = os.path.realpath(found, strict=True)
            status = os.lstat(found)
        return found, status

    def digest(self, path: Path, algorithms: set[str], subject: str) -> FileFacts:
        """Read a file once and return what it is; algorithms that nobody has are left out.

        Raises:
            MalformedError: it cannot be read.
        """
        hashers = {}
        for name in sorted(algorithms & DIGEST_ALGORITHMS.keys()):
            try:
                hashers[name] = new_hasher(name)
            except DigestUnsupportedError:
                continue
        size = crc = 0
        head = b""
        try:
            with path.open("rb", buffering=0) as file:
                while piece := file.read(_BUFFER):
                    head = head or piece[: LIMITS.sniffed_octets]
                    size += len(piece)
                    crc = zlib.crc32(piece, crc)
                    for hasher in hashers.values():
                        hasher.update(piece)
        except OSError as error:
            raise _unreadable(subject, error) from error
        digests = {name: hasher.digest().hex() for name, hasher in hashers.items()}
        return FileFacts(path, size, crc, digests, sniff_media_type(head))

    def read(self, path: Path, most: int, subject: str) -> bytes:
        """Return a whole file of at most `most` octets.

        Raises:
            MalformedError: it is larger, or cannot be read.
        """
        data = self.slice(path, 0, most + 1, subject)
        if len(data) > most:
            raise malformed("package.limit_exceeded", subject, f"> {most}", str(most))
        return data

    def slice(self, path: Path, offset: int, length: int, subject: str) -> bytes:
        """Return so many octets of a file, or those that there are.

        Raises:
            MalformedError: it cannot be read.
        """
        try:
            with path.open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except OSError as error:
            raise _unreadable(subject, error) from error

    def unused(self, most: int) -> tuple[list[str], int]:
        """Return paths that were never looked up, the first `most` of them, and how many more."""
        kept: list[str] = []
        more = 0
        for folder, folders, names in os.walk(self._root):
            folders.sort()
            for name in sorted(names):
                path = f"{folder}/{name}"
                if hash(path) not in self._used and hash(os.path.realpath(path)) not in self._used:
                    if len(kept) < most:
                        kept.append(decode_name(os.fsencode(path[len(self._root) + 1 :])))
                    else:
                        more += 1
        return kept, more


def _unreadable(subject: str, error: OSError) -> Exception:
    # A file of the packer's own: what cannot be read cannot be packed.
    return malformed("package.member_unreadable", subject, quoted(error.strerror or str(error)))
