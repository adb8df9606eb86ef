"""A signed container held in memory as a closed world: the rules of a package, over octets.

ASiC and OFD are ZIPs, and a signature in them covers members by name. So whoever reads one has to
see the same members as everybody else: one end record, central directory and local headers that
agree, members that tile the file from its first octet to the directory, no two names that some
system takes for one, nothing encrypted, no way out of the container (formats, package 6). What
breaks a rule is not read at all: two readers might be shown two documents.

Names need not be ours: Chinese ones are read, in GBK too, and that is told.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.package.closed import close_archive
from ingest.package.faults import in_words
from ingest.package.member import STORED, read_whole
from ingest.package.ziparchive import ZipArchive
from verify.codes.table import finding
from verify.findings import Finding

__all__ = ["Members", "open_members"]

_OVER_LIMIT = "package.limit_exceeded"
"""What the package reader says of an archive that is over one of its limits."""


class Members(Mapping[str, bytes]):
    """The members of a container by name, in the order in which they lie; folders are none."""

    def __init__(
        self,
        contents: Mapping[str, bytes],
        stored: frozenset[str] = frozenset(),
        comment: bytes = b"",
        findings: tuple[Finding, ...] = (),
        empty: tuple[str, ...] = (),
    ) -> None:
        """Hold what was read."""
        self._contents = MappingProxyType(dict(contents))
        self.stored = stored
        """Names of those that are not compressed."""
        self.comment = comment
        """Of the archive."""
        self.findings = findings
        """What is told and moves nothing; their subject is empty: they are the document's."""
        self.empty = empty
        """Folders without anything in them, whose names nobody signs."""

    def __getitem__(self, name: str) -> bytes:
        """Return the octets of a member."""
        return self._contents[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._contents)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._contents)


def open_members(octets: bytes, limits: Limits = LIMITS) -> Members:
    """Return every member of a ZIP, inflated, once all of it is known to be a closed world.

    Raises:
        MalformedError: a rule is broken, or it is over a limit; its finding is of the document.
    """
    try:
        archive = ZipArchive(octets, limits)
        return _read(archive, octets, limits)
    except MalformedError as error:
        raise _unreadable(error.finding) from error


def _unreadable(cause: Finding) -> MalformedError:
    """Return the error that says what is wrong in the words of the package reader."""
    code = "embedded.over_limit" if cause.code == _OVER_LIMIT else "embedded.unreadable"
    return MalformedError(finding(code, "", observed=in_words(cause), expected=cause.expected))


def _read(archive: ZipArchive, octets: bytes, limits: Limits) -> Members:
    closed = close_archive(
        archive, limits, most=limits.container_members, octets=limits.container_octets
    )
    contents = {}
    for name, place in closed.places.items():
        if place.method == STORED:
            contents[name] = octets[place.offset : place.offset + place.size]
        else:
            contents[name] = read_whole(archive, place, limits.container_octets)
    stored = frozenset(name for name, one in closed.places.items() if one.method == STORED)
    comment = archive.directory.extent.comment
    told = tuple(map(_of_document, closed.told))
    return Members(contents, stored, comment, told, closed.empty)


def _of_document(one: Finding) -> Finding:
    """Return what is told of the archive or of a name as told of the document."""
    return one._replace(subject="", observed=one.observed or one.subject)
