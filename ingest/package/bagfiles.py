"""The files of a bag, whatever carries it: by path below the base, located and readable.

A bag is held in memory as a list, so `Limits.plain_archive_members` bounds it.
"""

import hashlib
from collections.abc import Iterable

from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import Container, Place, read_whole
from ingest.package.names import decode_name, is_inside, is_utf8
from verify.findings import CheckStatus, Finding

__all__ = ["BAG_ALGORITHMS", "BagFiles"]

BAG_ALGORITHMS = {
    "md5": "md5", "sha1": "sha1", "sha224": "sha224", "sha256": "sha256", "sha384": "sha384",
    "sha512": "sha512", "sha3256": "sha3_256", "sha3512": "sha3_512", "sm3": "sm3",
}  # fmt: skip
"""Digest algorithms by their names in bags: lower case, without hyphens (RFC 8493 2.4)."""

_DECLARATION = "bagit.txt"


class BagFiles:
    """Every file of a bag."""

    def __init__(self, container: Container, faults: Faults, limits: Limits) -> None:
        """List and locate every member.

        Raises:
            MalformedError: the container cannot be read to its end, or holds too many members.
        """
        self.places: dict[str, Place] = {}
        self._container = container
        self._limits = limits
        self._buffer = memoryview(bytearray(limits.read_buffer_octets))
        listed: dict[str, Place] = {}
        for number, member in enumerate(container.scan(faults), 1):
            if number > limits.plain_archive_members:
                limit = str(limits.plain_archive_members)
                raise malformed("package.limit_exceeded", "members", str(number), limit)
            try:
                place = container.locate(member)
            except MalformedError as error:
                faults.add(error.finding)
                continue
            if not member.path.endswith(b"/"):
                _list(member.path, place, listed, faults)
        base = _base_of(listed)
        for path, place in listed.items():
            if path.startswith(base):
                self.places[path[len(base) :]] = place
            else:
                faults.fail("package.base_ambiguous", "archive", quoted(path))

    def content(self, path: str) -> bytes | None:
        """Return the octets of a tag file, None where it is absent.

        Raises:
            MalformedError: it cannot be read, or is too large for the list of all members.
        """
        place = self.places.get(path)
        if place is None:
            return None
        longest = self._limits.plain_archive_members * self._limits.manifest_line_octets
        return read_whole(self._container, place, longest)

    def digests(self, path: str, algorithms: Iterable[str]) -> dict[str, str]:
        """Return a file's digests in hex, read once; what cannot be computed here is absent.

        Raises:
            MalformedError: it cannot be read.
        """
        hashers = {}
        for name in algorithms:
            try:
                hashers[name] = hashlib.new(BAG_ALGORITHMS[name], usedforsecurity=False)
            except ValueError:
                continue
        for piece in self._container.read(self.places[path], self._buffer):
            for hasher in hashers.values():
                hasher.update(piece)
        return {name: hasher.hexdigest() for name, hasher in hashers.items()}


def _list(name: bytes, place: Place, listed: dict[str, Place], faults: Faults) -> None:
    path = decode_name(name).removeprefix("./")
    if not is_utf8(name):
        finding = Finding("package.name_not_utf8", CheckStatus.PASSED, quoted(path))
        faults.add(finding)
    if not is_inside(path):
        faults.fail("package.path_unsafe", quoted(path))
    elif path in listed:
        faults.fail("package.member_twice", quoted(path))
    else:
        listed[path] = place


def _base_of(listed: Iterable[str]) -> str:
    """Return the one directory that holds `bagit.txt`, empty where that is the root."""
    bases = {
        base + slash
        for base, slash, name in (path.rpartition("/") for path in listed)
        if name == _DECLARATION and "/" not in base
    }
    return min(bases, default="")
