"""A package on its sender's disk, whatever carries it: tag files together, all others by digest.

The archive of the tag files has the same octets each time, so that a sending that was cut is known
again by them.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from anchors.limits import LIMITS
from api.sending.errors import UnusableError
from ingest.errors import MalformedError
from ingest.package.bagfiles import BagFiles
from ingest.package.containers import open_container
from ingest.package.faults import Faults, in_words
from ingest.package.member import Container, Place

__all__ = ["Parcel", "open_parcel"]

_MANIFEST, _SEALED = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_PAYLOAD = "data/"
_LINE = re.compile(r"([0-9a-f]{64})[ \t]+(\S.*)")


class Parcel:
    """What is to be sent."""

    def __init__(self, container: Container) -> None:
        """Read the tag files.

        Raises:
            MalformedError: it cannot be read.
            UnusableError: it is no package, or a file of its manifest is not there.
        """
        self._container = container
        bag = BagFiles(container, Faults(LIMITS.package_findings), LIMITS)
        self.digest = sha256(_content(bag, _SEALED)).hexdigest()
        """By which a package is known: the SHA-256 of its tag manifest."""
        self.tags = _archive(bag)
        self.files = _files(bag)

    @property
    def octets(self) -> int:
        """Of all files but the tag files."""
        return sum(place.size for place in self.files.values())

    def open(self, digest: str) -> io.BufferedReader:
        """Return a file, to be read once."""
        return io.BufferedReader(_Pieces(self._container, self.files[digest]))


@contextmanager
def open_parcel(path: Path) -> Iterator[Parcel]:
    """Give a package: a ZIP, a tar or a folder.

    Raises:
        UnusableError: it is none, or cannot be read.
    """
    try:
        container = open_container(path, LIMITS)
    except MalformedError as error:
        raise UnusableError(in_words(error.finding)) from error
    try:
        yield Parcel(container)
    except MalformedError as error:
        raise UnusableError(in_words(error.finding)) from error
    finally:
        container.close()


class _Pieces(io.RawIOBase):
    """The content of a member as a stream."""

    def __init__(self, container: Container, place: Place) -> None:
        super().__init__()
        buffer = memoryview(bytearray(LIMITS.read_buffer_octets))
        self._pieces = container.read(place, buffer)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = next(self._pieces, memoryview(b""))
        taken = min(len(into), len(self._left))
        into[:taken], self._left = self._left[:taken], self._left[taken:]
        return taken


def _content(bag: BagFiles, name: str) -> bytes:
    found = bag.content(name)
    if found is None:
        raise UnusableError(f"不是证据包：没有 no package, it lacks: {name}")
    return found


def _archive(bag: BagFiles) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in sorted(bag.places):
            if not name.startswith(_PAYLOAD):
                archive.writestr(zipfile.ZipInfo(name), _content(bag, name))
    return whole.getvalue()


def _files(bag: BagFiles) -> Mapping[str, Place]:
    """Return the place of every file that the manifest names, by its digest."""
    found: dict[str, Place] = {}
    for line in _content(bag, _MANIFEST).decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2] not in bag.places:
            raise UnusableError(f"{_MANIFEST}: {line[:200]!r}")
        found[match[1]] = bag.places[match[2]]
    return found
