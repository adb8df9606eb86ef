"""An open package, and how a worker process opens the same one again.

The parent looks at every member once; a worker gets a small handle and opens descriptors of its
own, because an inherited file offset is shared and an inherited archive object is not safe.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Self

from anchors.limits import Limits
from ingest.package.closure import ShardRef
from ingest.package.containers import open_container
from ingest.package.manifest import ManifestFile, OpenManifest
from ingest.package.member import Container, Member, MemberIndex, Place
from ingest.package.spill import SpilledIndex
from ingest.package.ziparchive import ZipArchive
from verify.model import BundleShard, PackageFacts

__all__ = ["Package", "PackageHandle", "attach", "open_index", "open_manifests"]

_SHARED = "shared"


class PackageHandle(NamedTuple):
    """What a worker needs to open a package again; valid while the package is open."""

    path: Path
    base: bytes
    spilled: Path | None
    manifests: tuple[ManifestFile, ...]
    shared: ShardRef | None
    facts: PackageFacts
    limits: Limits


class Package:
    """An open package: what reading it established, and where its shards lie."""

    def __init__(
        self,
        handle: PackageHandle,
        shards: tuple[ShardRef, ...],
        container: Container | None,
        index: MemberIndex | None,
        manifests: list[OpenManifest],
        resources: ExitStack,
    ) -> None:
        self.facts = handle.facts
        """What reading it established, findings included."""
        self.shards = shards
        """Its data shards in order, without `shared`; empty in a worker."""
        self.limits = handle.limits
        self.shared = handle.shared
        """Where the shared shard lies; None where there is none."""
        self.shared_bundle: BundleShard | None = None
        """The shared shard, once it has been read."""
        self.manifests = manifests
        self._handle = handle
        self._container = container
        self._index = index
        self._resources = resources
        self._places: dict[str, Mapping[str, Place]] = {}

    @property
    def container(self) -> Container:
        """The container; a package that could not be opened has no shards that would ask."""
        if self._container is None:
            raise ValueError("the package could not be opened; see its findings")
        return self._container

    def members(self, ref: ShardRef) -> Iterator[tuple[str, Member]]:
        """Yield the files of a shard with their paths below the base."""
        prefix = self._handle.base + f"data/{ref.name}/".encode()
        skip = len(self._handle.base)
        if self._index is not None:
            for member in self._index.members(ref.position, ref.members):
                if member.path.startswith(prefix) and not member.path.endswith(b"/"):
                    yield member.path[skip:].decode("ascii", "backslashreplace"), member

    def keep_places(self, shard: str, places: Mapping[str, Place]) -> None:
        """Remember where the files of a shard lie: of the shared one, and of the last other."""
        if shard != _SHARED:
            self._places = {name: kept for name, kept in self._places.items() if name == _SHARED}
        self._places[shard] = places

    def places(self, shard: str) -> Mapping[str, Place]:
        """Return where the files of a shard lie that was read last.

        Raises:
            ValueError: another shard has been read since.
        """
        if shard not in self._places:
            raise ValueError(f"shard {shard} is not the one that was read last")
        return self._places[shard]

    def handle(self) -> PackageHandle:
        """Return what `attach` needs in another process."""
        return self._handle

    def close(self) -> None:
        """Close every descriptor and remove the temporary files of this process."""
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def attach(handle: PackageHandle) -> Package:
    """Open the package of a handle in another process, with descriptors of its own.

    Raises:
        MalformedError: the container is no longer what it was.
        OSError: it is no longer there.
    """
    with ExitStack() as opening:
        container = open_container(handle.path, handle.limits)
        opening.callback(container.close)
        index = open_index(container, handle.spilled, opening)
        manifests = open_manifests(handle.manifests, handle.path, opening)
        return Package(handle, (), container, index, manifests, opening.pop_all())


def open_index(
    container: Container, spilled: Path | None, resources: ExitStack
) -> MemberIndex | None:
    """Open the temporary index of a package, or take the central directory as one."""
    if spilled is not None:
        index = SpilledIndex(spilled)
        resources.callback(index.close)
        return index
    return container if isinstance(container, ZipArchive) else None


def open_manifests(
    manifests: tuple[ManifestFile, ...], container: Path, resources: ExitStack
) -> list[OpenManifest]:
    """Open every payload manifest."""
    opened = []
    for manifest in manifests:
        opened.append(OpenManifest(manifest, container))
        resources.callback(opened[-1].close)
    return opened
