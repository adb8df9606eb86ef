"""The closed world: every payload file is listed by every manifest, and nothing else is.

Members and manifest lines both stand in byte order, so one merge pass proves closure in constant
memory and finds where each shard lies in the index and in each manifest (formats, package 5, 7).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.faults import Faults, quoted
from ingest.package.manifest import ManifestFile, OpenManifest, is_native_path
from ingest.package.member import Container, Member, read_whole
from ingest.package.survey import Survey

__all__ = ["ClosedWorld", "ShardRef", "UnorderedError", "close_world"]

_SHARD = re.compile(rb"data/([0-9]{6}|shared)/")
_AFTER_ALL = b"\xff"
"""Sorts after every native path: where a manifest has no more lines."""


class ShardRef(NamedTuple):
    """One shard: where its members and its manifest lines lie."""

    name: str
    """`000000`…, or `shared`."""
    position: int
    """Of its first member in the index."""
    members: int
    """Index entries from its first member to its last, whatever else stands between them."""
    files: int
    """Payload files among them."""
    octets: int
    """Octets of its files together."""
    lines: tuple[tuple[int, int], ...]
    """First and last offset of its lines, manifest by manifest."""


class ClosedWorld(NamedTuple):
    """What the merge pass established."""

    shards: tuple[ShardRef, ...]
    """In order, `shared` last where there is one."""
    files: int
    octets: int


class UnorderedError(Exception):
    """A manifest's lines do not ascend: it has to be sorted first."""

    def __init__(self, manifest: ManifestFile) -> None:
        super().__init__(manifest.name)
        self.manifest = manifest


def close_world(
    container: Container,
    survey: Survey,
    manifests: Sequence[OpenManifest],
    faults: Faults,
    limits: Limits,
) -> ClosedWorld:
    """Merge the members with the lines of every manifest.

    Raises:
        UnorderedError: the lines of a manifest do not ascend.
        MalformedError: the index or a manifest cannot be read on.
    """
    merge = _Merge(container, [_Cursor(manifest, faults) for manifest in manifests], faults, limits)
    payload = survey.base + b"data/"
    skip = len(survey.base)
    previous = b""
    for number, member in enumerate(survey.listing.members(survey.start, survey.members)):
        if member.path.endswith(b"/"):
            merge.check_folder(member)
        elif member.path.startswith(payload):
            path = member.path[skip:]
            if path == previous:
                faults.fail("package.member_twice", quoted(path))
                continue
            previous = path
            merge.take(path, member, number)
    return merge.finish()


class _Cursor:
    """The next line of one manifest."""

    def __init__(self, manifest: OpenManifest, faults: Faults) -> None:
        self.path = b""
        self.start = 0
        self.name = manifest.manifest.name
        self._manifest = manifest.manifest
        self._lines = manifest.lines()
        self._faults = faults
        self.advance()

    def advance(self) -> None:
        """Go to the next line with another path."""
        before = self.path
        for line in self._lines:
            if line.path > before:
                self.path, self.start = line.path, line.start
                return
            if line.path < before:
                raise UnorderedError(self._manifest)
            self._faults.fail("package.manifest_line_twice", quoted(line.path), self.name)
        self.path, self.start = _AFTER_ALL, self._manifest.size

    def skip_to(self, path: bytes) -> None:
        """Go to the first line not before `path`; what is passed over is missing."""
        while self.path < path:
            self._faults.fail("package.member_missing", quoted(self.path), self.name)
            self.advance()


class _Open(NamedTuple):
    """The shard whose files are passing by."""

    prefix: bytes
    name: str
    position: int
    number: int
    octets: int
    files: int
    starts: tuple[int, ...]


_NO_SHARD = _Open(_AFTER_ALL, "", 0, 0, 0, 0, ())


class _Merge:
    """The state of the merge pass."""

    def __init__(
        self, container: Container, cursors: list[_Cursor], faults: Faults, limits: Limits
    ) -> None:
        self._container = container
        self._cursors = cursors
        self._faults = faults
        self._limits = limits
        self._shards: list[ShardRef] = []
        self._open = _NO_SHARD
        self._last = 0
        self._files = 0
        self._octets = 0

    def take(self, path: bytes, member: Member, number: int) -> None:
        """Take the next payload file, the index's entry `number`."""
        for cursor in self._cursors:
            if cursor.path < path:
                cursor.skip_to(path)
        if not path.startswith(self._open.prefix):
            self._switch(path, member, number)
        for cursor in self._cursors:
            if cursor.path == path:
                cursor.advance()
            else:
                self._unlisted(path, cursor.name)
        if len(path) > self._limits.path_octets:
            self._faults.fail("package.path_not_native", quoted(path))
        self._files += 1
        self._octets += member.size
        self._last = number

    def _unlisted(self, path: bytes, manifest: str) -> None:
        if not is_native_path(path, self._limits.path_octets):
            self._faults.fail("package.path_not_native", quoted(path))
        self._faults.fail("package.member_unlisted", quoted(path), manifest)

    def _switch(self, path: bytes, member: Member, number: int) -> None:
        """Close the shard that is open, and open the one that `path` lies in."""
        self._close()
        match = _SHARD.match(path)
        if match is None:
            self._faults.fail("package.member_misplaced", quoted(path), None, "data/<shard>/")
            return
        starts = tuple(cursor.start for cursor in self._cursors)
        name, position = match[1].decode(), member.position
        self._open = _Open(match[0], name, position, number, self._octets, self._files, starts)

    def _close(self) -> None:
        opened, self._open = self._open, _NO_SHARD
        if opened is _NO_SHARD:
            return
        stops = [cursor.start for cursor in self._cursors]
        files = self._files - opened.files
        ref = ShardRef(
            opened.name,
            opened.position,
            self._last - opened.number + 1,
            files,
            self._octets - opened.octets,
            tuple(zip(opened.starts, stops, strict=True)),
        )
        if files > self._limits.shard_members:
            self._exceeded(f"files of shard {ref.name}", files, self._limits.shard_members)
        elif len(self._shards) >= self._limits.package_shards:
            self._exceeded("shards", len(self._shards) + 1, self._limits.package_shards)
        else:
            self._shards.append(ref)

    def _exceeded(self, subject: str, observed: int, limit: int) -> None:
        self._faults.fail("package.limit_exceeded", subject, str(observed), str(limit))

    def check_folder(self, member: Member) -> None:
        """Check a directory entry: it takes part in the tiling and holds nothing."""
        try:
            read_whole(self._container, self._container.locate(member), 0)
        except MalformedError as error:
            self._faults.add(error.finding)

    def finish(self) -> ClosedWorld:
        """Close the last shard; lines that are left name files that are not here."""
        self._close()
        for cursor in self._cursors:
            cursor.skip_to(_AFTER_ALL)
        return ClosedWorld(tuple(self._shards), self._files, self._octets)
