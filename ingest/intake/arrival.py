"""What arrived, as far as it says itself: the head, and the digest by which it will be named.

Only the tag files are read, by the bounded reader of packages. What cannot name itself is no
package: it is refused, with every finding. What names itself is received, and whatever else is
wrong with it is for a judgement to say, which its sender and the court can look up later.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.intake.synthetic import real_numbers
from ingest.package.containers import container_kind, open_container
from ingest.package.faults import Faults, quoted
from ingest.package.jsontext import decode_json
from ingest.package.manifest import OpenManifest
from ingest.package.member import Container, Place, read_whole
from ingest.package.survey import Survey, survey
from ingest.package.tags import TagFiles, read_tags
from ingest.package.workspace import Workspace
from ingest.package.ziparchive import ZipArchive
from verify.findings import CheckStatus, Finding
from verify.model import PackageHead

__all__ = ["Arrival", "PartsPlan", "look_at_archive", "look_at_tags", "many_members"]

_HEAD = "package.json"
_MANIFEST = "manifest-sha256.txt"
_CASES = b"/cases.jsonl"
_SHARED = b"data/shared/"
_SMALLEST_IN_TAR = 1024
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


class PartsPlan(NamedTuple):
    """What is to be sent by parts."""

    arrival: Arrival
    tags: Mapping[str, bytes]
    """The tag files."""
    files: Mapping[str, str]
    """Path to SHA-256 of everything that the manifest names."""


def many_members(path: Path, limits: Limits = LIMITS) -> bool:
    """Whether listing an archive takes longer than a server's thread should be busy."""
    kind = container_kind(path)
    if kind != "zip":
        return kind == "tar" and path.stat().st_size > _FEW_MEMBERS * _SMALLEST_IN_TAR
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


def look_at_tags(path: Path, limits: Limits = LIMITS) -> PartsPlan | Arrival:
    """Return what an archive of the tag files alone says is to come; else why it is refused.

    Raises:
        OSError: it cannot be read.
    """
    few = replace(limits, package_members=2 * limits.tag_files)
    with ExitStack() as resources:
        look = _Look(path, few, resources)
        arrival = look.named() if look.run() else look.nameless()
        if arrival.head is None:
            return arrival
        try:
            return PartsPlan(arrival, look.tag_files(), look.listed(limits.upload_files))
        except MalformedError as error:
            return arrival._replace(head=None, findings=(*arrival.findings, error.finding))


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

    def tag_files(self) -> dict[str, bytes]:
        """Return every tag file; raises `MalformedError`."""
        return {name: self._tag(name) for name in self._survey.tags}

    def listed(self, most: int) -> dict[str, str]:
        """Return path to digest of every line of the manifest; raises `MalformedError`."""
        found: dict[str, str] = {}
        for manifest in self._tags.manifests:
            if manifest.name != _MANIFEST:
                continue
            opened = OpenManifest(manifest, self._path)
            self._resources.callback(opened.close)
            for line in opened.lines():
                found[line.path.decode("ascii")] = line.digest.decode("ascii")
                if len(found) > most:
                    raise MalformedError(_too_many(most))
        return found

    def _tag(self, name: str) -> bytes:
        place = self._container.locate(self._survey.tags[name])
        return read_whole(self._container, place, _longest(name, self._limits))

    def _real(self, head: PackageHead) -> tuple[str, ...]:
        """Return cases with a real person's number, of a small package of a sandbox."""
        if head.environment != "sandbox" or head.counts.cases > self._limits.intake_cases_read:
            return ()
        found: list[str] = []
        try:
            for line, elements in self._elements():
                found += [f"{line}#{name}" for name in real_numbers(elements)]
        except MalformedError:
            return tuple(found)
        return tuple(found)

    def _elements(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield place and elements of the case lines, as far as they can be read."""
        seen = self._survey
        left = self._limits.intake_cases_read
        for member in seen.listing.members(seen.start, seen.members):
            path = member.path[len(seen.base) :]
            if not path.endswith(_CASES) or path.startswith(_SHARED):
                continue
            place = self._container.locate(member)
            for number, line in enumerate(_lines(self._container, place, self._limits)):
                left -= 1
                value = decode_json(line, "case", self._limits) if left >= 0 else None
                elements = value.get("elements") if isinstance(value, dict) else None
                if isinstance(elements, dict):
                    yield f"{quoted(path)}:{number + 1}", elements


def _lines(container: Container, place: Place, limits: Limits) -> list[bytes]:
    whole = read_whole(container, place, limits.shard_octets)
    return [line for line in whole.split(b"\n") if line]


def _longest(name: str, limits: Limits) -> int:
    manifest = name.startswith("manifest-")
    return limits.upload_tags_octets if manifest else limits.tag_file_octets


def _too_many(most: int) -> Finding:
    status = CheckStatus.FAILED
    return Finding("package.limit_exceeded", status, _MANIFEST, f"> {most}", str(most))
