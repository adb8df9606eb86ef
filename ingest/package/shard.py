"""One shard read: its lines, its proofs' bytes, and what its lines refer to.

`cases.jsonl`, `shared.jsonl` and `proofs.bin` are digested against every manifest before anything
in them is believed; where one is rotten the lines are not read (formats, package 9). Originals
are not touched here.
"""

from collections.abc import Iterable, Mapping

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from ingest.errors import MalformedError
from ingest.package.closure import ShardRef
from ingest.package.decode import decode_case, decode_shared
from ingest.package.faults import Faults, failed, undecided
from ingest.package.lines import decode_lines
from ingest.package.member import Place, read_whole
from ingest.package.package import Package
from ingest.package.references import (
    ShardPaths,
    check_claims,
    check_proofs,
    check_rows,
    check_tiling,
)
from verify.findings import Finding
from verify.model import BundleShard, CaseLine, Locator, Proof, SharedLine

__all__ = ["manifests_agree", "read_shard", "read_shared"]

_SHARED = "shared"


def read_shard(package: Package, ref: ShardRef) -> BundleShard:
    """Read one shard; whatever is wrong with it is among its findings."""
    reading = _Reading(package, ref)
    try:
        return reading.run()
    except MalformedError as error:
        reading.faults.add(error.finding)
        return reading.bundle()


def read_shared(package: Package) -> BundleShard | None:
    """Read the shared shard, or return None where the package has none."""
    return None if package.shared is None else read_shard(package, package.shared)


def shared_ids(package: Package) -> frozenset[str] | None:
    """Return the ids of the shared lines; None where they cannot be known."""
    if package.shared_ids is None:
        shard = read_shared(package)
        lines = () if shard is None or shard.rotten else shard.shared
        package.shared_ids = frozenset(line.id for line in lines)
        package.shared_known = shard is None or not shard.rotten
    return package.shared_ids


class _Reading:
    """What reading one shard has come to so far."""

    def __init__(self, package: Package, ref: ShardRef) -> None:
        self.faults = Faults(package.limits.package_findings)
        self._package = package
        self._ref = ref
        self._places: dict[str, Place] = {}
        self._manifest: dict[str, dict[str, str]] = {}
        self._present: dict[str, int] = {}
        self._proofs: dict[Locator, bytes] = {}
        self._rotten_files: set[str] = set()
        self._paths = ShardPaths(ref.name, self._present)

    def run(self) -> BundleShard:
        """Locate, digest, decode, and check every reference."""
        self._locate()
        self._list_digests()
        self._check_size()
        lines = self._file(self._paths.lines)
        proofs = self._file(self._paths.proofs)
        if lines is None:
            ...
        raise NotImplementedError
