"""An archive that is not ours as a closed world: every reader lists the same files, or none.

Signed containers and foreign packages are read by the rules of our own form (formats, package 4
and 6) but for the names, which may be any that stay inside; one that is not UTF-8 is told.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import Container, Member, Place
from ingest.package.names import alias_key, decode_name, is_inside, is_utf8
from ingest.package.ziparchive import ZipArchive
from verify.findings import CheckStatus, Finding

__all__ = ["ClosedArchive", "close_archive"]

_NAMED_IN_UTF8 = 1 << 11
"""Flag bit 11: the name is UTF-8 (APPNOTE 6.3.10 appendix D)."""
_NO_STEPS = frozenset({"", ".", ".."})


class ClosedArchive(NamedTuple):
    """The files of an archive."""

    places: dict[str, Place]
    """Where the content of each lies, by name, in the order in which they lie."""
    told: tuple[Finding, ...]
    """What is told and moves nothing."""
    empty: tuple[str, ...] = ()
    """Folders that are named, and in which nothing lies."""


def close_archive(container: Container, limits: Limits, *, most: int, octets: int) -> ClosedArchive:
    """List and locate every file of an archive.

    Args:
        container: the archive.
        limits: of names and inflating.
        most: how many members are read.
        octets: how many octets they may have together, inflated.

    Raises:
        MalformedError: a rule is broken, or a limit exceeded.
    """
    faults = Faults(most)
    members = _listed(container, faults, limits, most)
    told = faults.found()
    for one in told:
        if one.status is CheckStatus.FAILED:
            raise MalformedError(one)
    total = sum(one.size for one in members)
    if total > octets:
        raise malformed("package.limit_exceeded", "octets", str(total), str(octets))
    if isinstance(container, ZipArchive):
        members = _in_place(members, container.directory.extent.start)
    names = _Names()
    places = {}
    for member in members:
        place, name = container.locate(member), names.check(member)
        if not name.endswith("/"):
            places[name] = place
    names.finish()
    return ClosedArchive(places, (*told, *names.told), names.empty())


def _listed(container: Container, faults: Faults, limits: Limits, most: int) -> list[Member]:
    """Return every member; a ZIP says before how many there are."""
    if isinstance(container, ZipArchive) and container.directory.extent.members > most:
        declared = str(container.directory.extent.members)
        raise malformed("package.limit_exceeded", "members", declared, str(most))
    members: list[Member] = []
    for member in container.scan(faults):
        if len(members) == most:
            raise malformed("package.limit_exceeded", "members", f"> {most}", str(most))
        if len(member.path) > limits.foreign_path_octets:
            raise malformed("package.path_unsafe", quoted(member.path))
        members.append(member)
    return members


def _in_place(members: Iterable[Member], end: int) -> list[Member]:
    """Return the members of a ZIP as they lie, each with the place at which it has to end.

    A directory may be in another order than its members.
    """
    ordered = sorted(members, key=lambda one: one.offset)
    starts = [*(one.offset for one in ordered), end]
    if starts[0]:
        raise malformed("package.archive_gap", "archive", f"{starts[0]} octets before the first")
    return [
        one._replace(limit=after) for one, (_, after) in zip(ordered, pairwise(starts), strict=True)
    ]


class _Names:
    """Names seen so far: no two of them may be one anywhere."""

    def __init__(self) -> None:
        self.told: list[Finding] = []
        self._files: dict[str, str] = {}
        self._folders: set[str] = set()
        self._named: dict[str, str] = {}
        self._filled: set[str] = set()

    def check(self, member: Member) -> str:
        """Return the name of a member.

        Raises:
            MalformedError: it leads outside, is not what its header says, or stands for another.
        """
        name = decode_name(member.path)
        if not is_utf8(member.path):
            if member.flags & _NAMED_IN_UTF8:
                raise malformed("package.header_mismatch", quoted(member.path), "not UTF-8")
            shown = quoted(name)
            self.told.append(Finding("package.name_not_utf8", CheckStatus.PASSED, shown))
        steps = name.replace("\\", "/").removesuffix("/").split("/")
        if not is_inside(name) or not _NO_STEPS.isdisjoint(steps):
            raise malformed("package.path_unsafe", quoted(name))
        key = alias_key("/".join(steps))
        above = [key.rsplit("/", up)[0] for up in range(1, len(steps))]
        self._folders.update(above)
        self._filled.update(above)
        if name.endswith("/"):
            self._folders.add(key)
            self._named[key] = name
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

    def empty(self) -> tuple[str, ...]:
        """Return the folders that have nothing in them."""
        return tuple([name for key, name in self._named.items() if key not in self._filled])
