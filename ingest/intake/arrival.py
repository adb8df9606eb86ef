"""What arrived, as far as it says itself: the head, and the digest by which it will be named.

Only the tag files are read, by the bounded reader of packages. What cannot name itself is no
package: it is refused, with every finding. What names itself is received, and whatever else is
wrong with it is for a judgement to say, which its sender and the court can look up later.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.intake.caselines import CaseFile, is_case_file, real_cases
from ingest.intake.plan import MANIFEST, Digests
from ingest.package.containers import container_kind, open_container
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.manifest import OpenManifest
from ingest.package.member import Container, Member, Place, read_whole
from ingest.package.survey import Survey, survey
from ingest.package.tags import TagFiles, read_tags
from ingest.package.workspace import Workspace
from ingest.package.ziparchive import ZipArchive
from verify.findings import CheckStatus, Finding
from verify.model import PackageHead

__all__ = ["Arrival", "TagParcel", "look_at_archive", "many_members", "open_tags"]

_HEAD = "package.json"
_SANDBOX = "sandbox"
_SMALLEST_IN_ZIP, _SMALLEST_IN_TAR = 46, 1024
"""Octets of what a member is listed by."""
_FEW_MEMBERS = 20_000
"""Members that are listed in a fifth of a second, and so in a thread of the server."""


class Arrival(NamedTuple):
    """What a package says of itself."""

    findings: tuple[Finding, ...]
    """What is wrong with its form; where there is no `head`, why it is refused."""
    head: PackageHead | None
    stated: Mapping[str, object]
    """package.json as it was parsed."""
    digest: str
    """SHA-256 of the tag manifest: the package digest."""
    real: tuple[str, ...] = ()
    """Cases that name a real person's number, as far as case lines were looked at."""


class TagParcel(NamedTuple):
    """The tag files of a package that is to be sent by parts, read piece by piece."""

    arrival: Arrival
    names: tuple[str, ...]
    files: int
    """Lines of the manifest."""
    digests: Digests
    """Of everything that the manifest names."""
    pieces: Callable[[str], Iterator[memoryview]]
    """Yields the content of a tag file; raises `MalformedError`."""


def many_members(path: Path, limits: Limits = LIMITS) -> bool:
    """Whether listing an archive takes longer than a server's thread should be busy."""
    octets = path.stat().st_size
    if octets <= _FEW_MEMBERS * _SMALLEST_IN_ZIP:
        return False
    kind = container_kind(path)
    if kind != "zip":
        return kind == "tar" and octets > _FEW_MEMBERS * _SMALLEST_IN_TAR
    try:
        archive = ZipArchive(path, limits)
    except MalformedError:
        return False
    archive.close()
    return archive.directory.extent.members > _FEW_MEMBERS


def look_at_archive(path: Path, limits: Limits = LIMITS) -> Arrival:
    """Return what an archive says of itself; nothing wrong with it ever raises.

    Raises:
        OSError: it cannot be read.
    """
    with ExitStack() as resources:
        look = _Look(path, limits, resources)
        return look.named() if look.run() else look.nameless()


@contextmanager
def open_tags(path: Path, limits: Limits = LIMITS) -> Iterator[TagParcel | Arrival]:
    """Give what an archive of the tag files alone says is to come; else why it is refused.

    Raises:
        OSError: it cannot be read.
    """
    few = replace(limits, package_members=2 * limits.tag_files)
    with ExitStack() as resources:
        yield _Look(path, few, resources).parcel()


class _Look:
    """The first steps of opening a package, and no more."""

    def __init__(self, path: Path, limits: Limits, resources: ExitStack) -> None:
        self._path = path
        self._limits = limits
        self._resources = resources
        self._faults = Faults(limits.package_findings)
        self._container: Container
        self._survey: Survey
        self._tags: TagFiles

    def run(self) -> bool:
        """Take the steps; False where one cannot be taken."""
        workspace = Workspace()
        self._resources.callback(workspace.close)
        try:
            self._container = open_container(self._path, self._limits)
            self._resources.callback(self._container.close)
            self._survey = survey(self._container, workspace, self._faults, self._limits)
            self._resources.callback(self._survey.close)
            self._tags = read_tags(
                self._container, self._survey.tags, self._path, workspace, self._faults,
                self._limits,
            )  # fmt: skip
        except MalformedError as error:
            self._faults.add(error.finding)
            return False
        return True

    def nameless(self) -> Arrival:
        """Return why this is no package."""
        return Arrival(self._faults.found(), None, {}, "")

    def named(self) -> Arrival:
        """Return what the tag files say, if the tag manifest covers package.json as it stands."""
        head, found = self._tags.head, self._faults.found()
        unbound = any(
            one.subject == _HEAD and one.status is not CheckStatus.PASSED for one in found
        )
        if head is None or not self._tags.tagmanifest or unbound:
            return self.nameless()
        stated = json.loads(self._tag(_HEAD))
        digest = sha256(self._tags.tagmanifest).hexdigest()
        return Arrival(found, head, stated, digest, self._real(head))

    def parcel(self) -> TagParcel | Arrival:
        """Return the tag files, if they name a package of no more files than may come."""
        arrival = self.named() if self.run() else self.nameless()
        if arrival.head is None:
            return arrival
        try:
            for name in self._survey.tags:
                self._place(name)
            listed = list(self._listed())
        except MalformedError as error:
            return arrival._replace(head=None, findings=(*arrival.findings, error.finding))
        names = tuple(self._survey.tags)
        return TagParcel(arrival, names, len(listed), Digests.of(listed), self._pieces)

    def _listed(self) -> Iterator[str]:
        """Yield the digest of every line of the manifest; raises `MalformedError`."""
        most = self._limits.upload_files
        for manifest in self._tags.manifests:
            if manifest.name != MANIFEST:
                continue
            opened = OpenManifest(manifest, self._path)
            self._resources.callback(opened.close)
            for number, line in enumerate(opened.lines()):
                if number == most:
                    raise MalformedError(_too_many(most))
                yield line.digest.decode("ascii")

    def _pieces(self, name: str) -> Iterator[memoryview]:
        buffer = memoryview(bytearray(self._limits.read_buffer_octets))
        return self._container.read(self._place(name), buffer)

    def _place(self, name: str) -> Place:
        """Return where a tag file lies, unless it is too large; raises `MalformedError`."""
        place, limits = self._container.locate(self._survey.tags[name]), self._limits
        listing = name.startswith("manifest-")
        most = limits.upload_tags_octets if listing else limits.tag_file_octets
        if place.size > most:
            raise malformed("package.limit_exceeded", quoted(name), str(place.size), str(most))
        return place

    def _tag(self, name: str) -> bytes:
        return read_whole(self._container, self._place(name), self._limits.tag_file_octets)

    def _real(self, head: PackageHead) -> tuple[str, ...]:
        """Return cases with a real person's number, of a package of a sandbox."""
        return real_cases(self._case_files(), self._limits) if head.environment == _SANDBOX else ()

    def _case_files(self) -> Iterator[CaseFile]:
        seen = self._survey
        for member in seen.listing.members(seen.start, seen.members):
            path = member.path[len(seen.base) :]
            if is_case_file(path):
                yield CaseFile(path, self._content(member))

    def _content(self, member: Member) -> Iterator[memoryview]:
        """Yield the content of a member; raises `MalformedError`."""
        buffer = memoryview(bytearray(self._limits.read_buffer_octets))
        yield from self._container.read(self._container.locate(member), buffer)


def _too_many(most: int) -> Finding:
    status = CheckStatus.FAILED
    return Finding("package.limit_exceeded", status, MANIFEST, f"> {most}", str(most))
