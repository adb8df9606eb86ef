"""One shard read: its lines, its proofs' bytes, and what its lines refer to.

`cases.jsonl`, `shared.jsonl` and `proofs.bin` are digested against every manifest before anything
in them is believed; where one is rotten the lines are not read (formats, package 9). Originals
are not touched here.
"""

from collections.abc import Sequence

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from ingest.errors import MalformedError
from ingest.package.closure import ShardRef
from ingest.package.decode import decode_case, decode_shared
from ingest.package.faults import Faults, malformed, undecided
from ingest.package.lines import decode_lines
from ingest.package.manifest import true_and_false
from ingest.package.member import Place, read_whole
from ingest.package.package import Package
from ingest.package.references import (
    ShardPaths,
    check_claims,
    check_proofs,
    check_rows,
    check_tiling,
    check_unique,
)
from verify.findings import CheckStatus
from verify.model import BundleShard, CaseLine, Locator, Proof, SharedLine

__all__ = ["read_shard", "read_shared"]

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
    """Read the shared shard, once; None where the package has none."""
    if package.shared is not None and package.shared_bundle is None:
        package.shared_bundle = read_shard(package, package.shared)
    return package.shared_bundle


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
        self._shared_ids: frozenset[str] | None = None

    def run(self) -> BundleShard:
        """Locate the files, digest lines and proofs, decode, and check every reference."""
        self._locate()
        self._list_digests()
        self._check_size()
        paths = self._paths
        raw = {path: self._read(path) for path in (paths.lines, paths.proofs)}
        rotten = [
            path for path, data in raw.items() if data is not None and self._is_rotten(path, data)
        ]
        if rotten:
            for path in rotten:
                self.faults.add(undecided("package.shard_rotten", path))
            return self.bundle(rotten=True)
        lines = raw[paths.lines]
        if lines is None:
            self.faults.fail("package.lines_missing", paths.lines)
            return self.bundle()
        if self._ref.name == _SHARED:
            return self._read_shared_lines(lines, raw[paths.proofs])
        return self._read_case_lines(lines, raw[paths.proofs])

    def _locate(self) -> None:
        """Find where every file lies; its headers and the tiling are checked on the way."""
        container = self._package.container
        for path, member in self._package.members(self._ref):
            self._present[path] = member.size
            try:
                self._places[path] = container.locate(member)
            except MalformedError as error:
                self.faults.add(error.finding)
        self._package.keep_places(self._ref.name, self._places)

    def _list_digests(self) -> None:
        for manifest, (start, stop) in zip(self._package.manifests, self._ref.lines, strict=True):
            algorithm = manifest.manifest.algorithm
            for line in manifest.lines(start, stop):
                digests = self._manifest.setdefault(line.path.decode(), {})
                digests[algorithm] = line.digest.decode()

    def _check_size(self) -> None:
        """Bound what is held in memory before any of it is read."""
        paths, limit = self._paths, self._package.limits.shard_octets
        single = [path for path in self._places if path.startswith(paths.single_proofs)]
        held = sum(self._present.get(path, 0) for path in (paths.lines, paths.proofs, *single))
        if held > limit:
            raise malformed("package.limit_exceeded", paths.folder, str(held), str(limit))

    def _read(self, path: str) -> bytes | None:
        place = self._places.get(path)
        if place is None:
            return None
        return read_whole(self._package.container, place, self._package.limits.shard_octets)

    def _is_rotten(self, path: str, data: bytes) -> bool:
        """Whether a file differs from its manifest lines."""
        lines = self._manifest.get(path, {})
        digests: dict[str, bytes] = {}
        for algorithm in lines:
            try:
                digests[algorithm] = compute_digest(algorithm, data)
            except DigestUnsupportedError:
                self.faults.add(undecided("package.digest_unsupported", path, algorithm))
        right, wrong = true_and_false(lines, digests)
        if right and wrong:
            self.faults.fail("package.manifests_disagree", path, ", ".join(wrong))
        return bool(wrong)

    def _read_case_lines(self, lines: bytes, proofs: bytes | None) -> BundleShard:
        limits, paths = self._package.limits, self._paths
        most = limits.shard_cases
        self._shared_ids = _known_shared(self._package)
        cases = decode_lines(lines, paths.lines, decode_case, most, self.faults, limits)
        for number, case in enumerate(cases):
            if case is not None:
                folder = f"{paths.folder}evidence/{number:03}/"
                check_rows(case.case_key, case.evidence, folder, paths, self.faults)
                check_proofs(case.case_key, case.proofs, case.evidence, paths, self.faults)
                self._check_shared(case)
        whole = [case for case in cases if case is not None]
        used = [proof for case in whole for proof in case.proofs]
        self._close(used, proofs, complete=len(whole) == len(cases))
        return self.bundle(cases=tuple(whole))

    def _check_shared(self, case: CaseLine) -> None:
        """Check references to shared documents, where what they may refer to is known."""
        if self._shared_ids is None:
            return
        for name in case.shared:
            if name not in self._shared_ids:
                self.faults.fail("package.shared_unresolved", case.case_key, name)

    def _read_shared_lines(self, lines: bytes, proofs: bytes | None) -> BundleShard:
        limits, paths = self._package.limits, self._paths
        most = limits.shared_lines
        rows = decode_lines(lines, paths.lines, decode_shared, most, self.faults, limits)
        whole = [row for row in rows if row is not None]
        for row in whole:
            check_rows(row.id, [row.evidence], f"{paths.folder}evidence/", paths, self.faults)
            check_proofs(row.id, row.proofs, [row.evidence], paths, self.faults)
        check_unique(_SHARED, [row.id for row in whole], self.faults)
        used = [proof for row in whole for proof in row.proofs]
        self._close(used, proofs, complete=len(whole) == len(rows))
        return self.bundle(shared=tuple(whole))

    def _close(self, used: Sequence[Proof], proofs: bytes | None, *, complete: bool) -> None:
        """Keep the bytes of every proof; where all lines were read, nothing else may be here."""
        locators = {proof.locator for proof in used}
        for locator in locators:
            self._keep(locator, proofs)
        if complete:
            check_tiling(locators, self._paths, self.faults)
            check_claims(self._paths, self.faults)

    def _keep(self, locator: Locator, proofs: bytes | None) -> None:
        path, offset, length = locator
        if path == self._paths.proofs and proofs is not None:
            start = offset or 0
            data = proofs[start:] if length is None else proofs[start : start + length]
            if length is not None and len(data) != length:
                return
        elif path in self._rotten_files or not path.startswith(self._paths.single_proofs):
            return
        else:
            whole = self._read(path)
            if whole is None:
                return
            if self._is_rotten(path, whole):
                self._rotten_files.add(path)
                self.faults.add(undecided("package.proof_rotten", path))
                return
            data = whole
        if len(data) > self._package.limits.proof_octets:
            limit = str(self._package.limits.proof_octets)
            self.faults.add(undecided("package.proof_too_large", path, str(len(data)), limit))
            return
        self._proofs[locator] = data

    def bundle(
        self,
        *,
        cases: tuple[CaseLine, ...] = (),
        shared: tuple[SharedLine, ...] = (),
        rotten: bool = False,
    ) -> BundleShard:
        """Return the shard as far as it was read."""
        return BundleShard(
            self._ref.name,
            cases,
            shared,
            self._proofs,
            self._manifest,
            self._present,
            rotten,
            frozenset(self._rotten_files),
            self.faults.found(),
        )


def _known_shared(package: Package) -> frozenset[str] | None:
    """Return the ids of shared lines; None where some are not known.

    A correction may refer to documents of the package that it corrects.
    """
    head, shared = package.facts.head, read_shared(package)
    if head is None or head.kind == "correction":
        return None
    if shared is None:
        return frozenset()
    unread = shared.rotten or any(f.status is CheckStatus.FAILED for f in shared.findings)
    return None if unread else frozenset(line.id for line in shared.shared)
