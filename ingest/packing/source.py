"""The files of the folder that is packed: found by the paths that lines give, and read.

A path is relative to the folder and stays in it, links included: what lies elsewhere on the
packer's machine is never packed.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from anchors.digest import DIGEST_ALGORITHMS, new_hasher
from anchors.errors import DigestUnsupportedError
from anchors.limits import LIMITS
from ingest.package.faults import malformed, quoted
from ingest.package.sniff import sniff_media_type

__all__ = ["FileFacts", "SourceFolder"]

_BUFFER = LIMITS.read_buffer_octets


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
        self._root = root.resolve(strict=True)
        self._used: set[int] = set()

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
                found = (self._root / name).resolve(strict=True)
            except OSError:
                continue
            if not found.is_relative_to(self._root):
                raise malformed("package.path_unsafe", subject, quoted(path))
            if not found.is_file():
                raise malformed("package.member_not_regular", subject, quoted(path))
            self._used.add(hash(str(found)))
            return found
        raise malformed("package.file_absent", subject, quoted(path))

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
                path = str(Path(folder, name).resolve())
                if hash(path) not in self._used:
                    if len(kept) < most:
                        kept.append(str(Path(folder, name).relative_to(self._root)))
                    else:
                        more += 1
        return kept, more


def _unreadable(subject: str, error: OSError) -> Exception:
    # A file of the packer's own: what cannot be read cannot be packed.
    return malformed("package.member_unreadable", subject, quoted(error.strerror or str(error)))
