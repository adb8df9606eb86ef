"""The first pass over a container: its base, its tag files, and an index in byte order.

A ZIP whose payload ascends serves as its own index; anything else is written, sorted, to a
temporary one. A package has one base directory or none; two first-level directories refuse
(formats, package 1).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from anchors.limits import Limits
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.member import Container, Member, MemberIndex, is_listable
from ingest.package.names import is_utf8
from ingest.package.spill import SpilledIndex, spill_members
from ingest.package.workspace import Workspace
from ingest.package.ziparchive import ZipArchive
from verify.findings import CheckStatus, Finding

__all__ = ["Survey", "survey"]

_PAYLOAD = b"data"
_INDEX_FILE = "members"
_OUTSIDE = frozenset({b"/", b"../"})
"""Bases of absolute paths, and of paths that leave the place they are unpacked in."""


class Survey(NamedTuple):
    """What one look at every member established."""

    listing: MemberIndex
    start: int
    """Position of the first member in the index."""
    members: int
    base: bytes
    """The one directory around everything, with its `/`; empty where there is none."""
    tags: dict[str, Member]
    """Files outside `data/`, by their paths below the base."""
    spilled: Path | None
    """The temporary index, where the container does not serve as one."""

    def close(self) -> None:
        """Close the temporary index; a container that serves as one is closed by its owner."""
        if isinstance(self.listing, SpilledIndex):
            self.listing.close()


def survey(container: Container, workspace: Workspace, faults: Faults, limits: Limits) -> Survey:
    """List every member of a container once.

    Raises:
        MalformedError: the container cannot be read to its end, or holds too many members.
    """
    seen = _Seen(container, faults, limits)
    if isinstance(container, ZipArchive):
        for _ in seen.watch(container.scan(faults)):
            pass
        extent = container.directory.extent
        if (seen.first_offset if seen.members else extent.start) != 0:
            faults.fail("package.archive_gap", "archive", "octets before the first member")
        if seen.ordered:
            return Survey(container, extent.start, seen.members, *seen.outcome(), None)
        members = container.members(extent.start, extent.members)
        return _spilled(members, seen, workspace, extent.start)
    return _spilled(seen.watch(container.scan(faults)), seen, workspace, None)


def _spilled(
    members: Iterator[Member], seen: "_Seen", workspace: Workspace, tiled_to: int | None
) -> Survey:
    target = workspace.path(_INDEX_FILE)
    listable = (member for member in members if is_listable(member.path, seen.limits))
    spill_members(listable, target, tiled_to=tiled_to)
    index = SpilledIndex(target)
    # Where a directory is in no order, only the sorted index knows where a member has to end.
    seen.renew(index.members(0, seen.members))
    return Survey(index, 0, seen.members, *seen.outcome(), target)


class _Seen:
    """What is kept while members pass by: little, whatever their number."""

    def __init__(self, container: Container, faults: Faults, limits: Limits) -> None:
        self.members = 0
        self.ordered = True
        self.first_offset = 0
        self._in_base = container.kind == "directory"
        self._faults = faults
        self.limits = limits
        self._payload = b"data/" if self._in_base else b"\0"
        self._last = b""
        self._folders: set[bytes] = set()
        self._root_files = self._in_base
        self._tags: dict[bytes, Member] = {}

    def watch(self, members: Iterator[Member]) -> Iterator[Member]:
        """Pass members through, noting order, base and tag files."""
        self.first_offset = 1 << 63
        for member in members:
            self.members += 1
            path = member.path
            if not path.startswith(self._payload):
                self._classify(member)
            if path.startswith(self._payload):
                if path <= self._last:
                    self.ordered = False
                self._last = path
            if member.limit < member.offset:
                self.ordered = False
            self.first_offset = min(self.first_offset, member.offset)
            if self.members > self.limits.package_members:
                limit = str(self.limits.package_members)
                raise malformed("package.limit_exceeded", "members", str(self.members), limit)
            yield member

    def _classify(self, member: Member) -> None:
        """Note a member outside the payload as known so far."""
        first, slash, below = member.path.partition(b"/")
        if not slash:
            self._root_files = True
        elif len(self._folders) < self.limits.tag_files:
            self._folders.add(first)
        if first == _PAYLOAD and slash:
            self._payload = b"data/"
        elif below.startswith(b"data/") and not self._in_base:
            self._payload = first + b"/data/"
        elif not member.path.endswith(b"/"):
            self._note_tag(member)

    def _note_tag(self, member: Member) -> None:
        if member.path in self._tags:
            self._faults.fail("package.member_twice", quoted(member.path))
        elif len(self._tags) < self.limits.tag_files:
            self._tags[member.path] = member
        else:
            limit = str(self.limits.tag_files)
            self._faults.fail("package.limit_exceeded", "tag files", quoted(member.path), limit)

    def renew(self, members: Iterator[Member]) -> None:
        """Take the tag files as another listing has them."""
        self._tags.update((m.path, m) for m in members if m.path in self._tags)

    def outcome(self) -> tuple[bytes, dict[str, Member]]:
        """Return the base and the tag files below it, once every member has passed by."""
        folders = self._folders - {_PAYLOAD}
        base = b""
        if len(self._folders) == 1 and folders and not self._root_files:
            base = folders.pop() + b"/"
        if folders:
            observed = ", ".join(quoted(name) for name in sorted(self._folders))
            self._faults.fail("package.base_ambiguous", "archive", observed)
        if base in _OUTSIDE:
            self._faults.fail("package.path_unsafe", quoted(base))
        if not is_utf8(base):
            finding = Finding("package.name_not_utf8", CheckStatus.PASSED, quoted(base))
            self._faults.add(finding)
        below = {path[len(base) :]: member for path, member in self._tags.items()}
        return base, {path.decode("ascii", "backslashreplace"): m for path, m in below.items()}
