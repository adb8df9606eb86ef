"""A signed container held in memory as a closed world: the rules of a package, over octets.

ASiC and OFD are ZIPs, and a signature in them covers members by name. So whoever reads one has to
see the same members as everybody else: one end record, central directory and local headers that
agree, members that tile the file from its first octet to the directory, no two names that some
system takes for one, nothing encrypted, no way out of the container (formats, package 6). What
breaks a rule is not read at all: two readers might be shown two documents.

Names need not be ours: Chinese ones are read, in GBK too, and that is told.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import STORED, Member, read_whole
from ingest.package.names import alias_key, decode_name, is_inside, is_utf8
from ingest.package.ziparchive import ZipArchive
from verify.codes.table import CODES, finding
from verify.findings import CheckStatus, Finding

__all__ = ["Members", "open_members"]

_NAMED_IN_UTF8 = 1 << 11
"""Flag bit 11: the name is UTF-8 (APPNOTE 6.3.10 appendix D)."""
_NO_STEPS = frozenset({"", ".", ".."})


class Members(Mapping[str, bytes]):
    """The members of a container by name, in the order in which they lie; folders are none."""

    def __init__(
        self,
        contents: Mapping[str, bytes],
        stored: frozenset[str] = frozenset(),
        comment: bytes = b"",
        findings: tuple[Finding, ...] = (),
    ) -> None:
        """Hold what was read."""
        self._contents = MappingProxyType(dict(contents))
        self.stored = stored
        """Names of those that are not compressed."""
        self.comment = comment
        """Of the archive."""
        self.findings = findings
        """What is told and moves nothing; their subject is empty: they are the document's."""

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
        MalformedError: a rule is broken; its finding is `embedded.unreadable` of the document.
    """
    try:
        archive = ZipArchive(octets, limits)
        return _read(archive, octets, limits)
    except MalformedError as error:
        raise _unreadable(error.finding) from error


def _unreadable(cause: Finding) -> MalformedError:
    """Return the error that says what is wrong in the words of the package reader."""
    parts = (CODES[cause.code].zh, cause.subject, cause.observed)
    observed = " ".join(part for part in parts if part)
    return MalformedError(
        finding("embedded.unreadable", "", observed=observed, expected=cause.expected)
    )


def _read(archive: ZipArchive, octets: bytes, limits: Limits) -> Members:
    faults = Faults(limits.container_members)
    members = _in_place(archive, faults, limits)
    found = faults.found()
    for one in found:
        if one.status is CheckStatus.FAILED:
            raise MalformedError(one)
    contents: dict[str, bytes] = {}
    names = _Names()
    for member in members:
        place = archive.locate(member)
        if member.path.endswith(b"/"):
            names.check(member)
        elif place.method == STORED:
            contents[names.check(member)] = octets[place.offset : place.offset + place.size]
        else:
            contents[names.check(member)] = read_whole(archive, place, limits.container_octets)
    names.finish()
    stored = frozenset(decode_name(one.path) for one in members if one.method == STORED)
    told = tuple(_of_document(one) for one in found) + tuple(names.told)
    return Members(contents, stored, archive.directory.extent.comment, told)


def _in_place(archive: ZipArchive, faults: Faults, limits: Limits) -> list[Member]:
    """Return the members as they lie, each with the place at which it has to end.

    A directory may be in another order than its members: both are read by the members' own.
    """
    extent = archive.directory.extent
    if extent.members > limits.container_members:
        observed, most = str(extent.members), str(limits.container_members)
        raise malformed("package.limit_exceeded", "members", observed, most)
    members = sorted(archive.scan(faults), key=lambda one: one.offset)
    octets = sum(one.size for one in members)
    if octets > limits.container_octets:
        most = str(limits.container_octets)
        raise malformed("package.limit_exceeded", "octets", str(octets), most)
    starts = [*(one.offset for one in members), extent.start]
    if starts[0]:
        raise malformed("package.archive_gap", "archive", f"{starts[0]} octets before the first")
    return [
        one._replace(limit=after) for one, (_, after) in zip(members, pairwise(starts), strict=True)
    ]


class _Names:
    """Names seen so far: no two of them may be one anywhere."""

    def __init__(self) -> None:
        self.told: list[Finding] = []
        self._files: dict[str, str] = {}
        self._folders: set[str] = set()

    def check(self, member: Member) -> str:
        """Return the name of a member.

        Raises:
            MalformedError: it leads outside, is not what its header says, or stands for another.
        """
        name = decode_name(member.path)
        if not is_utf8(member.path):
            if member.flags & _NAMED_IN_UTF8:
                raise malformed("package.header_mismatch", quoted(member.path), "not UTF-8")
            self.told.append(_told("package.name_not_utf8", name))
        steps = name.replace("\\", "/").removesuffix("/").split("/")
        if not is_inside(name) or not _NO_STEPS.isdisjoint(steps):
            raise malformed("package.path_unsafe", quoted(name))
        key = alias_key("/".join(steps))
        folders = [key.rsplit("/", up)[0] for up in range(1, len(steps))]
        self._folders.update(folders)
        if name.endswith("/"):
            self._folders.add(key)
        elif key in self._files:
            raise malformed("package.path_alias", quoted(name), quoted(self._files[key]))
        else:
            self._files[key] = name
        return name

    def finish(self) -> None:
        """Prove that no name is both a file and a folder.

        Raises:
            MalformedError: one is.
        """
        for key in self._folders & self._files.keys():
            raise malformed("package.path_alias", quoted(self._files[key]), "file and folder")


def _told(code: str, observed: str | None) -> Finding:
    return Finding(code, CheckStatus.PASSED, "", quoted(observed or ""))


def _of_document(one: Finding) -> Finding:
    return one._replace(subject="")
