"""What an adapter is: a reader of one platform's own package, and what it makes of one.

A foreign package says no more than its own files do: there is no element list, no loan and no
seal, so that the integrity of its items is all that is judged. An adapter names every file as an
item or as a record about one; what it does not know stays an item, octet for octet.

* nothing but the files of the package is read, one at a time and bounded;
* what a record says is the sender's word, unless the platform's own record in the trust list says
  how such records are signed: by the form of receipt, too, and never by an adapter;
* a deposit that has not come about is never one that has, and a zone that is assumed is told:
  both by the form of receipt (`verify.receipts`), not by an adapter.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple, Protocol

from anchors.limits import Limits
from ingest.package.closed import close_archive
from ingest.package.member import Container, Place, read_whole
from verify.findings import Finding
from verify.model import Evidence, Locator, Proof

__all__ = ["Adapter", "ForeignBundle", "ForeignFiles"]


class ForeignFiles:
    """The files of a foreign package by name, as a closed world."""

    def __init__(self, container: Container, limits: Limits) -> None:
        """List and locate every file.

        Raises:
            MalformedError: the container is no closed world, or over a limit.
        """
        closed = close_archive(
            container, limits, most=limits.foreign_files, octets=limits.foreign_octets
        )
        self.places: Mapping[str, Place] = closed.places
        self.told = closed.told
        """What is told of names, and moves nothing."""
        self._container = container
        self._buffer = memoryview(bytearray(limits.read_buffer_octets))

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order in which the files lie."""
        return iter(self.places)

    def size(self, name: str) -> int:
        """Return how many octets a file has."""
        return self.places[name].size

    def content(self, name: str, most: int) -> bytes | None:
        """Return a file's octets; None where they are more than `most`.

        Raises:
            MalformedError: it cannot be read.
        """
        place = self.places[name]
        return None if place.size > most else read_whole(self._container, place, most)

    def head(self, name: str, octets: int) -> bytes:
        """Return the first octets of a file.

        Raises:
            MalformedError: it cannot be read.
        """
        head = bytearray()
        for piece in self._container.read(self.places[name], self._buffer[:octets]):
            head += piece
            if len(head) >= octets:
                break
        return bytes(head[:octets])

    def digest(self, name: str) -> bytes:
        """Return the SHA-256 of a file, read in pieces.

        Raises:
            MalformedError: it cannot be read.
        """
        hasher = sha256()
        for piece in self._container.read(self.places[name], self._buffer):
            hasher.update(piece)
        return hasher.digest()


class ForeignBundle(NamedTuple):
    """What a foreign package says, in the terms of every package."""

    form: str
    platform: str
    """Name of the adapter that a platform's record has: its deposits are that platform's."""
    evidence: tuple[Evidence, ...]
    """Every file that is no record, and every deposit whose original is not here."""
    proofs: tuple[Proof, ...]
    octets: Mapping[Locator, bytes]
    """Of every proof, as they lie there."""
    findings: tuple[Finding, ...] = ()


class Adapter(Protocol):
    """Reads packages of one form."""

    @property
    def form(self) -> str:
        """Name and version of the form."""

    @property
    def names(self) -> re.Pattern[str]:
        """What names its platform in a file's name."""

    def sniff(self, files: ForeignFiles, limits: Limits) -> int:
        """Return how surely a package is of this form: 0 not, 1 by its names, 2 by its content.

        Raises:
            MalformedError: a file cannot be read.
        """

    def read(self, files: ForeignFiles, limits: Limits) -> ForeignBundle:
        """Return what a package says.

        Raises:
            MalformedError: a file cannot be read.
        """
