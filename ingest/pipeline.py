"""From a package on disk to judged cases: read, plan, stream, judge, shard by shard.

The shell around the pure engine. One shard is one unit of work and the same function serves one
process or many; results leave memory at once, into a spool of one file of report lines a shard.
A fault found in the last shard refuses the whole package, so reports count only when the run ends
accepted.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from ingest.collecting import collect_shard, refuses
from ingest.facts import PACKAGE_FACTS, ShardFacts, write_facts, write_index
from ingest.handoffs import write_handoffs
from ingest.issued import Issued, issued_of, numbered
from ingest.memory import CaseMemory
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
from ingest.recall import Recalls, check_package_id, remember, take_recalls
from verify.canonical import canonical_digest, canonical_json
from verify.checks.platform import SealOutcome, check_package
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.engine import (
    NO_SHARED,
    DecodedShard,
    SharedOutcomes,
    decode_shard,
    judge_shard,
    judge_shared,
)
from verify.errors import RuleError
from verify.findings import CheckStatus, Finding
from verify.identity import JudgementInputs
from verify.model import PackageFacts, PackageHead
from verify.policy import Policy
from verify.rules.batch import BatchAdmission, batch_of, merged
from verify.rules.decisions import Decision, decisions_for
from verify.rules.filing import accepted_filing
from verify.rules.inputs import AdmissionInputs, admission_inputs
from verify.rules.marks import marks_of
from verify.rules.rulefile import RuleBook
from verify.rules.ruleset import RuleSet
from verify.trust import TrustStore

__all__ = [
    "SHARED",
    "CheckSettings",
    "Judge",
    "PackageRun",
    "ShardRun",
    "close_judgement",
    "collect_shard",
    "judge_facts",
    "judge_shared_facts",
    "open_judgement",
    "run_package",
]

SHARED = "shared"

Progress = Callable[[int, int], None]
"""Called with shards done and shards in all."""


class CheckSettings(NamedTuple):
    """What one run is made under."""

    trust: TrustStore
    policy: Policy
    at: datetime
    jobs: int = 1
    rules: RuleBook | None = None
    """By what admission is judged; None where integrity alone is asked for."""
    decisions: tuple[Decision, ...] = ()
    """What the court decided before."""
    previous: Issued | None = None
    """The last judgement of the same package, where one was issued."""


class ShardRun(NamedTuple):
    """What came of one shard, small enough to pass between processes."""

    name: str
    tally: ShardTally
    findings: tuple[Finding, ...]
    rotten: bool
    counts: Mapping[str, int]
    admission: BatchAdmission | None = None


class PackageRun(NamedTuple):
    """What came of a package."""

    facts: PackageFacts
    package_digest: str | None
    """SHA-256 of the tag manifest; None where there is none."""
    seal: SealOutcome
    findings: tuple[Finding, ...]
    """Everything about the package as a whole."""
    counts: Mapping[str, int]
    shards_rotten: tuple[str, ...]
    spool: tuple[Path, ...]
    """One file of report lines a shard, in order; empty where refused."""
    recalls: Recalls | None = None
    """What was known of the cases from elsewhere; None for a replay, whose facts hold it."""
    admission: BatchAdmission | None = None
    """What the cases come to before the guideline; None where that was not judged."""
    judged_by: AdmissionInputs | None = None
    issued: Issued | None = None
    """The judgement, as it is kept; None for a refused package."""

    def count(self, result: str) -> int:
        """Return how many items, those of shared documents included, came to a result."""
        return self.counts.get(result, 0) + self.counts.get(f"shared_{result}", 0)

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


class Judge(NamedTuple):
    """What judging shards of one package needs, whether just collected or stored before."""

    shared: SharedOutcomes
    inputs: JudgementInputs
    context: VerificationContext
    spool: Path
    facts: Path | None
    """Where facts are kept; None where they are not."""
    recalls: Recalls | None = None
    """What is known of the cases from elsewhere; None where facts hold it already."""
    handoffs: bool = False
    """Whether the hand-off object of every case is left in the spool too."""


class _Worker(NamedTuple):
    """What one process holds to collect and judge shards."""

    package: Package
    judge: Judge


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
        shared = _collect_shared(package, context, recalls, facts)
        outcomes = judge_shared_facts(shared, inputs, context)
        judge = Judge(outcomes, inputs, context, spool, facts, recalls, handoffs)
        runs = list(_run_shards(_Worker(package, judge), settings, progress))
        if facts is not None:
            write_index(facts)
        done = close_judgement(established, seal, shared, outcomes, runs, spool)
        if memory is not None and not done.refused:
            remember(package, inputs.filing, memory, recalls, outcomes.contradicted)
        judged_by, issued = inputs.admission, issued_of(inputs, context)
        return done._replace(recalls=recalls, judged_by=judged_by, issued=issued)


def open_judgement(
    facts: PackageFacts, settings: CheckSettings
) -> PackageRun | tuple[JudgementInputs, VerificationContext, SealOutcome]:
    """Take step 1; return the run where the package is refused by it, else what judging needs."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    seal = check_package(facts, context)
    if seal.refused or facts.head is None:
        return PackageRun(facts, _digest_of(facts), seal, seal.findings, {}, (), ())
    policy_digest = canonical_digest(settings.policy.as_json())
    digest = sha256(facts.tagmanifest).hexdigest()
    made = decisions_for(settings.decisions, facts.head, digest)
    filing = accepted_filing(facts.head, made, settings.at)
    rules, untold = _rules_of(facts.head, settings, filing.at if filing else settings.at)
    seal = seal._replace(findings=(*seal.findings, *untold))
    inputs = JudgementInputs(facts.head, digest, policy_digest, sealed=seal.passed)
    if rules is not None:
        by = admission_inputs(rules, made, facts.head, seal.findings, context, filing)
        inputs = inputs._replace(admission=by)
    return numbered(inputs, context, settings.previous), context, seal


def _rules_of(
    head: PackageHead, settings: CheckSettings, at: datetime
) -> tuple[RuleSet | None, list[Finding]]:
    """Return the rules of the package's court at an instant, or what is said of there being none.

    A court's record that breaks a table leaves it without rules; it never ends a run.
    """
    if settings.rules is None:
        return None, []
    record, fault = (settings.trust.courts or {}).get(head.audience), None
    try:
        rules = settings.rules.at(head.audience, at, record)
    except RuleError as error:
        rules, fault = None, str(error)[:200]
    told = finding("package.rules_absent", head.audience, observed=fault)
    return rules, [told] if rules is None else []


def _digest_of(facts: PackageFacts) -> str | None:
    """Return the digest a package goes by; nothing is the digest of no tag manifest."""
    return sha256(facts.tagmanifest).hexdigest() if facts.tagmanifest else None


def close_judgement(
    facts: PackageFacts,
    seal: SealOutcome,
    shared: ShardFacts | None,
    outcomes: SharedOutcomes,
    runs: list[ShardRun],
    spool: Path,
) -> PackageRun:
    """Return the run, once every shard is known: what refuses, refuses the whole package."""
    every = list(runs)
    if shared is not None:
        tally = tally_shard(shared.shard)
        counts = Counter(f"shared_{item['result']}" for item in outcomes.items.values())
        every.append(ShardRun(SHARED, tally, shared.shard.findings, shared.shard.rotten, counts))
    closing = finish_closure(facts, [run.tally for run in every])
    findings = (*seal.findings, *(one for run in every for one in run.findings), *closing)
    total: Counter[str] = Counter()
    for run in every:
        total.update(run.counts)
    done = PackageRun(
        facts,
        _digest_of(facts),
        seal,
        findings,
        dict(total),
        tuple(run.name for run in every if run.rotten),
        tuple(_spool_path(spool, run.name) for run in runs),
        admission=merged([run.admission for run in runs]),
    )
    return done._replace(spool=(), counts={}, admission=None) if done.refused else done


def _collect_shared(
    package: Package, context: VerificationContext, recalls: Recalls, facts: Path | None
) -> ShardFacts | None:
    shard = read_shared(package)
    if shard is None:
        return None
    collected, _ = collect_shard(package, shard, context, recalls)
    if facts is not None:
        write_facts(_facts_path(facts, SHARED), collected)
    return collected


def judge_shared_facts(
    shared: ShardFacts | None, inputs: JudgementInputs, context: VerificationContext
) -> SharedOutcomes:
    """Judge the shared documents once, where there are any to judge."""
    if shared is None or shared.shard.rotten or refuses(shared.shard):
        return NO_SHARED
    decoded = decode_shard(shared.shard)
    return judge_shared(decoded, shared.contents, inputs, context, shared.recalls)


def _run_shards(
    worker: _Worker, settings: CheckSettings, progress: Progress | None
) -> Iterator[ShardRun]:
    refs = worker.package.shards
    if settings.jobs <= 1 or len(refs) <= 1:
        runs: Iterable[ShardRun] = (_run_shard(worker, ref) for ref in refs)
        yield from _counted(runs, len(refs), progress)
        return
    arguments = (worker.package.handle(), worker.judge, settings)
    with ProcessPoolExecutor(settings.jobs, get_context("fork"), _start, arguments) as pool:
        yield from _counted(pool.map(_run_in_worker, refs), len(refs), progress)


def _counted(runs: Iterable[ShardRun], total: int, progress: Progress | None) -> Iterator[ShardRun]:
    for done, run in enumerate(runs, 1):
        if progress is not None:
            progress(done, total)
        yield run


def _start(handle: PackageHandle, judge: Judge, settings: CheckSettings) -> None:
    """Open the package again, and judge with caches of one's own."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    _worker.append(_Worker(attach(handle), judge._replace(context=context)))


def _run_in_worker(ref: ShardRef) -> ShardRun:
    return _run_shard(_worker[-1], ref)


def _run_shard(worker: _Worker, ref: ShardRef) -> ShardRun:
    """Read, plan, stream and judge one shard.

    The collector rests meanwhile: a shard makes a million values without a cycle among them, and
    looking through these again and again was measured at a sixth of the time.
    """
    gc.disable()
    try:
        return _collect_and_judge(worker, ref)
    finally:
        gc.enable()


def _collect_and_judge(worker: _Worker, ref: ShardRef) -> ShardRun:
    judge, shard = worker.judge, read_shard(worker.package, ref)
    rules = judge.inputs.admission.rules if judge.inputs.admission else None
    collected, decoded = collect_shard(
        worker.package, shard, judge.context, judge.recalls,
        marks=marks_of(rules) if rules else None,
    )  # fmt: skip
    if judge.facts is not None:
        write_facts(_facts_path(judge.facts, collected.shard.name), collected)
    return judge_facts(collected, decoded, judge)


def judge_facts(collected: ShardFacts, decoded: DecodedShard, judge: Judge) -> ShardRun:
    """Judge one shard's facts and spool its reports, a line a case."""
    shard = collected.shard
    run = ShardRun(shard.name, tally_shard(shard), shard.findings, shard.rotten, {})
    path = _spool_path(judge.spool, shard.name)
    if shard.rotten or refuses(shard):
        path.write_bytes(b"")
        return run
    judged = judge_shard(
        decoded, collected.contents, judge.shared, judge.inputs, judge.context, collected.recalls
    )
    if judge.recalls is not None:
        wrong = {case.case_key: case.contradicted for case in judged if case.contradicted}
        judge.recalls.keep("contradicted", shard.name, wrong)
    counts: Counter[str] = Counter(cases=len(judged))
    with path.open("wb") as out:
        for case in judged:
            out.write(canonical_json(case.report) + b"\n")
            for item in case.items:
                counts[item.result.result.value] += 1
                counts["items"] += 1
    admissions = [case.judgement.admission for case in judged if case.judgement is not None]
    admission = batch_of(admissions) if judge.inputs.admission is not None else None
    if judge.handoffs and admission is not None:
        write_handoffs(_spool_path(judge.spool, shard.name), shard, judged, judge.inputs)
    return run._replace(counts=dict(counts), admission=admission)


def _spool_path(spool: Path, name: str) -> Path:
    return spool / f"{name}.jsonl"


def _facts_path(facts: Path, name: str) -> Path:
    return facts / f"shard-{name}.json"
