"""What came of one shard, as it is kept between judging it and closing its judgement.

Values alone, written and read by their type hints as facts are: enough for the closure, for the
rows of its verdicts and for the memory, so that closing reads no report.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ingest.package.tally import ShardTally
from ingest.runs import ShardRun
from ingest.sources.wants import Want
from verify.findings import Finding, Scope
from verify.memory import Contradicted
from verify.rules.batch import BatchAdmission
from verify.rules.blockers import Paper
from verify.rules.questions import OpenQuestion
from verify.rules.verdict import Route

__all__ = ["KeptBatch", "KeptCase", "KeptQuestion", "KeptShard", "kept_batch", "run_of"]


class KeptQuestion(NamedTuple):
    """One question that a case leaves, or that was answered."""

    code: str
    scope: Scope
    scope_key: str
    blocking: bool
    decided: bool


class KeptCase(NamedTuple):
    """One case of a shard."""

    case_key: str
    order_key: str
    """SHA-256 of lender and loan."""
    borrower: str
    waits_for: tuple[str, ...] = ()
    """Codes it waits for; empty where it is named, and then the rest stands."""
    wants: tuple[Want, ...] = ()
    """What sources may have of what it waits for."""
    verdict_id: str = ""
    route: str = ""
    report_at: int = 0
    report_octets: int = 0
    report_digest: str = ""
    handoff_at: int = 0
    handoff_octets: int = 0
    counts: Mapping[str, int] = {}
    questions: tuple[KeptQuestion, ...] = ()
    ended: str | None = None


class _Asked(NamedTuple):
    """One question of a batch."""

    question: OpenQuestion
    cases: int
    examples: tuple[str, ...]


class _Waiting(NamedTuple):
    """Cases that wait for the very same papers."""

    papers: tuple[Paper, ...]
    cases: int


class KeptBatch(NamedTuple):
    """What the cases of a shard come to together."""

    routes: Mapping[str, int]
    asked: tuple[_Asked, ...]
    untold: int
    groups: tuple[_Waiting, ...]
    untold_papers: int


class KeptShard(NamedTuple):
    """One shard."""

    name: str
    tally: ShardTally
    findings: tuple[Finding, ...]
    rotten: bool
    counts: Mapping[str, int]
    batch: KeptBatch | None
    cases: tuple[KeptCase, ...]
    contradicted: tuple[Contradicted, ...]


def kept_batch(batch: BatchAdmission) -> KeptBatch:
    """Return what a part of a batch comes to, as a value."""
    tally, papers = batch.tally, batch.papers
    return KeptBatch(
        {route.value: cases for route, cases in tally.by_route.items()},
        tuple([
            _Asked(one, tally.cases[key], tuple(tally.examples[key]))
            for key, one in tally.asked.items()
        ]),
        tally.untold,
        tuple([_Waiting(tuple(sorted(group)), cases) for group, cases in papers.groups.items()]),
        papers.untold,
    )  # fmt: skip


def run_of(kept: KeptShard) -> ShardRun:
    """Return what a shard adds to the whole, out of what was kept of it."""
    admission = None if kept.batch is None else _batch(kept.batch)
    return ShardRun(kept.name, kept.tally, kept.findings, kept.rotten, kept.counts, admission)


def _batch(kept: KeptBatch) -> BatchAdmission:
    batch = BatchAdmission()
    tally, papers = batch.tally, batch.papers
    tally.by_route.update({Route(route): cases for route, cases in kept.routes.items()})
    for question, cases, examples in kept.asked:
        key = question.code, question.scope, question.scope_key
        tally.asked[key], tally.cases[key] = question, cases
        tally.examples[key] = list(examples)
        tally.kept[question.blocking] += 1
    tally.untold = kept.untold
    papers.groups.update({frozenset(one): cases for one, cases in kept.groups})
    papers.untold = kept.untold_papers
    return batch
