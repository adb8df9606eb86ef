"""From a package on disk to judged cases: read, plan, stream, judge, shard by shard.

The shell around the pure engine. One shard is one unit of work and the same function serves one
process or many; results leave memory at once, into a spool of one file of report lines a shard.
A fault found in the last shard refuses the whole package, so reports count only when the run ends
accepted.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from ingest.closing import close_judgement
from ingest.facts import PACKAGE_FACTS, ShardFacts, write_facts, write_index
from ingest.handoffs import write_handoffs
from ingest.issued import issued_of
from ingest.memory import CaseMemory
from ingest.opening import collect_shared, judge_shared_facts, open_judgement
from ingest.package.read import Package, PackageHandle, ShardRef, attach, open_package
from ingest.recall import Recalls, check_package_id, remember, take_recalls
from ingest.runs import SHARED, CheckSettings, PackageRun, Progress, ShardRun
from ingest.sharding import Collected, Judge, at_rest, collect, judge_cases, shard_run
from verify.canonical import canonical_json
from verify.context import VerificationContext

__all__ = ["Spool", "run_package", "spool_shard"]


class Spool(NamedTuple):
    """Where what comes of shards is left, a file a shard."""

    reports: Path
    facts: Path | None = None
    """Where facts are kept; None where they are not."""
    recalls: Recalls | None = None
    """Takes what is to be remembered; None where nothing is."""
    handoffs: bool = False
    """Whether the hand-off object of every case is left beside the reports too."""

    def path(self, shard: str) -> Path:
        """Return the file of a shard's reports."""
        return self.reports / f"{shard}.jsonl"

    def keep_facts(self, shard: str, facts: ShardFacts) -> None:
        """Keep the facts of a shard, where they are kept."""
        if self.facts is not None:
            write_facts(self.facts / f"shard-{shard}.json", facts)


class _Worker(NamedTuple):
    """What one process holds to collect and judge shards."""

    package: Package
    judge: Judge
    spool: Spool


_worker: list[_Worker] = []
"""The one worker of a process made by `_start`; a pool gives no other place to keep it."""


def run_package(
    path: Path,
    settings: CheckSettings,
    spool: Path,
    *,
    facts: Path | None = None,
    progress: Progress | None = None,
    memory: CaseMemory | None = None,
    handoffs: bool = False,
) -> PackageRun:
    """Verify a package and leave its reports in `spool`, and its facts in `facts` if given.

    Cases are held against each other and against the memory, which keeps an accepted package.

    Raises:
        OSError: the path is absent or cannot be read.
    """
    with open_package(path) as package:
        established = check_package_id(package.facts, memory)
        opened = open_judgement(established, settings)
        if facts is not None:
            write_facts(facts / PACKAGE_FACTS, established)
            write_index(facts)
        if isinstance(opened, PackageRun):
            return opened
        inputs, context, seal = opened
        recalls = take_recalls(package, inputs.filing, memory, spool)
        kept = Spool(spool, facts, recalls, handoffs)
        shared = collect_shared(package, context, recalls)
        if shared is not None:
            kept.keep_facts(SHARED, shared)
        outcomes = judge_shared_facts(shared, inputs, context)
        worker = _Worker(package, Judge(outcomes, inputs, context, recalls), kept)
        runs = list(_run_shards(worker, settings, progress))
        if facts is not None:
            write_index(facts)
        done = close_judgement(established, seal, shared, outcomes, runs)
        if memory is not None and not done.refused:
            names = [ref.name for ref in package.shards]
            told = (*outcomes.contradicted, *recalls.every_contradicted(names))
            remember(package, inputs.filing, memory, told)
        if not done.refused:
            done = done._replace(spool=tuple([kept.path(run.name) for run in runs]))
        judged_by, issued = inputs.admission, issued_of(inputs, context)
        return done._replace(recalls=recalls, judged_by=judged_by, issued=issued)


def _run_shards(
    worker: _Worker, settings: CheckSettings, progress: Progress | None
) -> Iterator[ShardRun]:
    refs = worker.package.shards
    if settings.jobs <= 1 or len(refs) <= 1:
        runs: Iterable[ShardRun] = (_run_shard(worker, ref) for ref in refs)
        yield from _counted(runs, len(refs), progress)
        return
    arguments = (worker.package.handle(), worker.judge, worker.spool, settings)
    with ProcessPoolExecutor(settings.jobs, get_context("fork"), _start, arguments) as pool:
        yield from _counted(pool.map(_run_in_worker, refs), len(refs), progress)


def _counted(runs: Iterable[ShardRun], total: int, progress: Progress | None) -> Iterator[ShardRun]:
    for done, run in enumerate(runs, 1):
        if progress is not None:
            progress(done, total)
        yield run


def _start(handle: PackageHandle, judge: Judge, spool: Spool, settings: CheckSettings) -> None:
    """Open the package again, and judge with caches of one's own."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    _worker.append(_Worker(attach(handle), judge._replace(context=context), spool))


def _run_in_worker(ref: ShardRef) -> ShardRun:
    return _run_shard(_worker[-1], ref)


def _run_shard(worker: _Worker, ref: ShardRef) -> ShardRun:
    """Read, plan, stream and judge one shard."""
    with at_rest():
        collected = collect(worker.package, ref, worker.judge)
        worker.spool.keep_facts(ref.name, collected.facts)
        return spool_shard(collected, worker.judge, worker.spool)


def spool_shard(collected: Collected, judge: Judge, spool: Spool) -> ShardRun:
    """Judge one shard's facts and spool its reports, a line a case."""
    shard = collected.facts.shard
    judged = judge_cases(collected, judge)
    path, reports = spool.path(shard.name), [canonical_json(case.report) for case in judged]
    path.write_bytes(b"".join([one + b"\n" for one in reports]))
    if spool.recalls is not None:
        wrong = {case.case_key: case.contradicted for case in judged if case.contradicted}
        spool.recalls.keep("contradicted", shard.name, wrong)
    if spool.handoffs and judged and judge.inputs.admission is not None:
        write_handoffs(path, shard, judged, reports, judge.inputs)
    return shard_run(collected, judged, judge)
