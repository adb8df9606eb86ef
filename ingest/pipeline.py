"""From a package on disk to judged cases: read, plan, stream, judge, shard by shard.

The shell around the pure engine. One shard is one unit of work and the same function serves one
process or many; results leave memory at once, into a spool of one file of report lines a shard.
A fault found in the last shard refuses the whole package, so reports count only when the run ends
accepted.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ingest.package.contents import digest_contents
from ingest.package.read import (
    Package,
    PackageHandle,
    ShardRef,
    attach,
    open_package,
    read_shard,
    read_shared,
)
from ingest.package.tally import ShardTally, finish_closure, tally_shard
from verify.canonical import canonical_digest, canonical_json
from verify.checks.platform import SealOutcome, check_package
from verify.context import VerificationContext
from verify.engine import (
    NO_SHARED,
    DecodedShard,
    SharedOutcomes,
    decode_shard,
    judge_shard,
    judge_shared,
    plan_digests,
    replan_digests,
)
from verify.findings import CheckStatus, Finding
from verify.identity import JudgementInputs
from verify.model import BundleShard, ContentFacts, PackageFacts
from verify.policy import Policy
from verify.trust import TrustStore

__all__ = ["CheckSettings", "PackageRun", "collect_contents", "run_package"]

Progress = Callable[[int, int], None]
"""Called with shards done and shards in all."""


class CheckSettings(NamedTuple):
    """What one run is made under."""

    trust: TrustStore
    policy: Policy
    at: datetime
    jobs: int = 1


class ShardRun(NamedTuple):
    """What came of one shard, small enough to pass between processes."""

    name: str
    tally: ShardTally
    findings: tuple[Finding, ...]
    rotten: bool
    counts: Mapping[str, int]


class PackageRun(NamedTuple):
    """What came of a package."""

    facts: PackageFacts
    package_digest: str
    seal: SealOutcome
    findings: tuple[Finding, ...]
    """Everything about the package as a whole."""
    counts: Mapping[str, int]
    shards_rotten: tuple[str, ...]
    spool: tuple[Path, ...]
    """One file of report lines a shard, in order; empty where refused."""

    @property
    def refused(self) -> bool:
        """Whether the package is refused."""
        return any(one.status is CheckStatus.FAILED for one in self.findings)

    def report_lines(self) -> Iterator[bytes]:
        """Return every report's canonical JSON, in order, without its newline."""
        for path in self.spool:
            with path.open("rb") as lines:
                for line in lines:
                    yield line.rstrip(b"\n")


class _Worker(NamedTuple):
    """What one process holds to judge shards."""

    package: Package
    shared: SharedOutcomes
    inputs: JudgementInputs
    context: VerificationContext
    spool: Path


_worker: list[_Worker] = []
"""The one worker of a process made by `_start`; a pool gives no other place to keep it."""


def run_package(
    path: Path, settings: CheckSettings, spool: Path, *, progress: Progress | None = None
) -> PackageRun:
    """Verify a package and leave its reports in `spool`.

    Raises:
        OSError: the path is absent or cannot be read.
    """
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    with open_package(path) as package:
        facts = package.facts
        digest = sha256(facts.tagmanifest).hexdigest()
        seal = check_package(facts, context)
        if seal.refused or facts.head is None:
            return PackageRun(facts, digest, seal, seal.findings, {}, (), ())
        inputs = JudgementInputs(facts.head, digest, canonical_digest(settings.policy.as_json()))
        shared_shard = read_shared(package)
        shared = _judge_shared(package, shared_shard, context)
        worker = _Worker(package, shared, inputs, context, spool)
        runs = list(_run_shards(worker, settings, progress))
        if shared_shard is not None:
            runs.append(_shared_run(shared_shard))
        closing = finish_closure(facts, [run.tally for run in runs])
    findings = (*seal.findings, *(one for run in runs for one in run.findings), *closing)
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(run.counts)
    done = PackageRun(
        facts,
        digest,
        seal,
        findings,
        dict(counts),
        tuple(run.name for run in runs if run.rotten),
        tuple(_spool_path(spool, run.name) for run in runs if run.name != "shared"),
    )
    return done._replace(spool=(), counts={}) if done.refused else done


def _judge_shared(
    package: Package, shard: BundleShard | None, context: VerificationContext
) -> SharedOutcomes:
    if shard is None or shard.rotten:
        return NO_SHARED
    decoded = decode_shard(shard)
    return judge_shared(decoded, collect_contents(package, decoded), context)


def _shared_run(shard: BundleShard) -> ShardRun:
    return ShardRun("shared", tally_shard(shard), shard.findings, shard.rotten, {})


def collect_contents(package: Package, decoded: DecodedShard) -> dict[str, ContentFacts]:
    """Stream every original of a shard through its planned digests; mismatches a second time."""
    shard = decoded.shard
    expected = _declared(decoded)
    plans = plan_digests(decoded)
    contents = dict(digest_contents(package, shard, plans, expected=expected))
    again = replan_digests(decoded, contents)
    if again:
        both = {path: (*plans[path], *specs) for path, specs in again.items()}
        contents.update(digest_contents(package, shard, both, expected=expected))
    return contents


def _declared(decoded: DecodedShard) -> dict[str, frozenset[str]]:
    """Return the SHA-256 each original should have, by its row or else by its manifest line."""
    found = {}
    for line in decoded.lines:
        for row in line.evidence:
            if row.path is not None:
                manifest = decoded.shard.manifest.get(row.path, {})
                digest = row.digests.get("sha256", manifest.get("sha256"))
                found[row.path] = frozenset([digest] if digest else [])
    return found


def _run_shards(
    worker: _Worker, settings: CheckSettings, progress: Progress | None
) -> Iterator[ShardRun]:
    refs = worker.package.shards
    if settings.jobs <= 1 or len(refs) <= 1:
        runs: Iterable[ShardRun] = (_run_shard(worker, ref) for ref in refs)
        yield from _counted(runs, len(refs), progress)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    arguments = (
        worker.package.handle(),
        worker.shared,
        worker.inputs,
        settings,
        worker.spool,
    )
    with ProcessPoolExecutor(
        settings.jobs, multiprocessing.get_context(method), _start, arguments
    ) as pool:
        yield from _counted(pool.map(_run_in_worker, refs), len(refs), progress)


def _counted(runs: Iterable[ShardRun], total: int, progress: Progress | None) -> Iterator[ShardRun]:
    for done, run in enumerate(runs, 1):
        if progress is not None:
            progress(done, total)
        yield run


def _start(
    handle: PackageHandle,
    shared: SharedOutcomes,
    inputs: JudgementInputs,
    settings: CheckSettings,
    spool: Path,
) -> None:
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    _worker.append(_Worker(attach(handle), shared, inputs, context, spool))


def _run_in_worker(ref: ShardRef) -> ShardRun:
    return _run_shard(_worker[-1], ref)


def _run_shard(worker: _Worker, ref: ShardRef) -> ShardRun:
    """Read, plan, stream, judge and spool one shard."""
    shard = read_shard(worker.package, ref)
    tally = tally_shard(shard)
    path = _spool_path(worker.spool, shard.name)
    if shard.rotten or any(one.status is CheckStatus.FAILED for one in shard.findings):
        path.write_bytes(b"")
        return ShardRun(shard.name, tally, shard.findings, shard.rotten, {})
    decoded = decode_shard(shard)
    contents = collect_contents(worker.package, decoded)
    judged = judge_shard(decoded, contents, worker.shared, worker.inputs, worker.context)
    counts: Counter[str] = Counter(cases=len(judged))
    with path.open("wb") as out:
        for case in judged:
            out.write(canonical_json(case.report) + b"\n")
            for item in case.items:
                counts[item.result.result.value] += 1
                counts["items"] += 1
    return ShardRun(shard.name, tally, shard.findings, shard.rotten, dict(counts))


def _spool_path(spool: Path, name: str) -> Path:
    return spool / f"{name}.jsonl"
