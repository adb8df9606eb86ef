"""Open a package for reading: form, tag files, closed world (formats, package 1 to 7).

Nothing wrong with a package ever raises: it becomes a finding, and one that is FAILED refuses
the package. The steps, each in a module of its own:

    1  container: end record, headers, tiling        containers, ziparchive, tararchive, directory
    2  members: base, tag files, order               survey
    3  tag files: declaration, labels, package.json  tags
    4  closed world: members = manifest lines        closure
    5  shard by shard: lines, proofs, references     shard
    6  originals, each streamed once                 contents
    7  the package as a whole: counts, case keys     tally
"""

from contextlib import ExitStack
from pathlib import Path

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.package.closure import ClosedWorld, ShardRef, UnorderedError, close_world
from ingest.package.containers import container_kind, open_container
from ingest.package.faults import Faults
from ingest.package.kind import sniff_container
from ingest.package.manifest import OpenManifest, sort_manifest
from ingest.package.member import Container, MemberIndex
from ingest.package.package import Package, PackageHandle, attach, open_manifests
from ingest.package.shard import read_shard, read_shared
from ingest.package.survey import Survey, survey
from ingest.package.tags import TagFiles, read_tags
from ingest.package.workspace import Workspace
from verify.model import PackageFacts

__all__ = [
    "Package", "PackageHandle", "ShardRef", "attach", "open_package", "read_shard", "read_shared",
    "sniff_container",
]  # fmt: skip

_SHARED = "shared"


def open_package(path: Path, *, limits: Limits = LIMITS) -> Package:
    """Open a package and close its world.

    Raises:
        OSError: there is no such path, or it may not be read.
    """
    with ExitStack() as resources:
        opening = _Opening(path, limits, resources)
        try:
            opening.run()
        except MalformedError as error:
            opening.faults.add(error.finding)
        return opening.package(resources.pop_all())


class _Opening:
    """What the steps of opening a package have come to so far."""

    def __init__(self, path: Path, limits: Limits, resources: ExitStack) -> None:
        self.faults = Faults(limits.package_findings)
        self._path = path
        self._limits = limits
        self._resources = resources
        self._workspace = Workspace()
        resources.callback(self._workspace.close)
        self._container: Container | None = None
        self._survey: Survey | None = None
        self._tags = TagFiles(None, {}, b"", None, None, ())
        self._manifests: list[OpenManifest] = []
        self._world = ClosedWorld((), 0, 0)

    def run(self) -> None:
        """Take the steps 1 to 4.

        Raises:
            MalformedError: a step cannot be taken; those before it stand.
        """
        self._container = open_container(self._path, self._limits)
        self._resources.callback(self._container.close)
        self._survey = survey(self._container, self._workspace, self.faults, self._limits)
        self._resources.callback(self._survey.close)
        self._tags = read_tags(
            self._container,
            self._survey.tags,
            self._path,
            self._workspace,
            self.faults,
            self._limits,
        )
        self._manifests = open_manifests(self._tags.manifests, self._path, self._resources)
        self._world = self._close(self._container, self._survey)
        self._compare_totals()

    def _close(self, container: Container, seen: Survey) -> ClosedWorld:
        """Merge members and manifests, sorting the lines of a manifest that is in no order."""
        while True:
            faults = Faults(self._limits.package_findings)
            try:
                world = close_world(container, seen, self._manifests, faults, self._limits)
            except UnorderedError as error:
                self._sort(error.manifest.name)
                continue
            self.faults.extend(faults.found())
            return world

    def _sort(self, name: str) -> None:
        target = self._workspace.path(f"sorted-{name}")
        ordered = [
            sort_manifest(manifest, target) if manifest.manifest.name == name else manifest.manifest
            for manifest in self._manifests
        ]
        self._manifests = open_manifests(tuple(ordered), self._path, self._resources)

    def _compare_totals(self) -> None:
        """Compare octets and files with package.json and with the label Payload-Oxum."""
        files, octets = self._world.files, self._world.octets
        head = self._tags.head
        if head is not None and head.counts.bytes != octets:
            declared = str(head.counts.bytes)
            self.faults.fail("package.counts_differ", "counts.bytes", declared, str(octets))
        oxum = self._tags.labels.get("payload-oxum")
        if oxum is not None and oxum != f"{octets}.{files}":
            self.faults.fail("package.label_differs", "Payload-Oxum", oxum, f"{octets}.{files}")

    def package(self, resources: ExitStack) -> Package:
        """Return the package as far as it could be opened."""
        shared = [ref for ref in self._world.shards if ref.name == _SHARED]
        shards = tuple(ref for ref in self._world.shards if ref.name != _SHARED)
        seen = self._survey
        handle = PackageHandle(
            self._path.absolute(),
            seen.base if seen else b"",
            seen.spilled if seen else None,
            tuple(manifest.manifest for manifest in self._manifests),
            shared[0] if shared else None,
            self._facts(len(shards)),
            self._limits,
        )
        index: MemberIndex | None = seen.listing if seen else None
        return Package(handle, shards, self._container, index, self._manifests, resources)

    def _facts(self, shards: int) -> PackageFacts:
        container = self._container.kind if self._container else container_kind(self._path)
        members = self._survey.members if self._survey else 0
        return PackageFacts(
            container or "",
            self._tags.head,
            self._tags.tagmanifest,
            self._tags.signature,
            self._tags.signature_timestamp,
            self.faults.found(),
            {
                "members": members,
                "files": self._world.files,
                "bytes": self._world.octets,
                "shards": shards,
            },
        )
