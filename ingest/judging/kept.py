"""What came of one shard, as it is kept between judging it and closing its judgement.

Values alone, written and read by their type hints as facts are: enough for the closure, for the
rows of its verdicts and for the memory, so that closing reads no report.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ingest.package.tally import ShardTally
from ingest.runs import ShardRun
from ingest.sources.wants import Want
from verify.findings import Finding, Scope
from verify.memory import Contradicted
from verify.rules.admission import Admission
from verify.rules.batch import BatchAdmission
from verify.rules.blockers import Paper, blockers_of
from verify.rules.questions import OpenQuestion
from verify.rules.tally import generalised
from verify.rules.verdict import Route

__all__ = ["Gathered", "KeptCase", "KeptQuestion", "KeptShard", "run_of"]


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
    contract_no: str = ""
    loan_no: str = ""
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
    asked: tuple[int, ...] = ()
    """Places of its questions among those of its shard."""
    papers: int | None = None
    """Place of the papers that it waits for among those of its shard; None where none free it."""
    ended: str | None = None


class KeptShard(NamedTuple):
    """One shard."""

    name: str
    tally: ShardTally
    findings: tuple[Finding, ...]
    rotten: bool
    judged: bool
    """Whether its cases could be judged."""
    asked: tuple[OpenQuestion, ...]
    """Questions of its cases, each once, without what is one case's alone."""
    papers: tuple[tuple[Paper, ...], ...]
    """What its cases wait for, each set of papers once."""
    cases: tuple[KeptCase, ...]
    contradicted: tuple[Contradicted, ...]


class Gathered:
    """What cases of a shard share with one another, kept once: a case names the places of it."""

    def __init__(self) -> None:
        """Begin with no case."""
        self._asked: dict[OpenQuestion, int] = {}
        self._papers: dict[tuple[Paper, ...], int] = {}

    @property
    def asked(self) -> tuple[OpenQuestion, ...]:
        """The questions."""
        return tuple(self._asked)

    @property
    def papers(self) -> tuple[tuple[Paper, ...], ...]:
        """The sets of papers."""
        return tuple(self._papers)

    def placed(self, case: KeptCase, admission: Admission) -> KeptCase:
        """Return a case with the places of what it asks, and of what it waits for."""
        known, papers = self._asked, blockers_of(admission)
        asked = tuple([known.setdefault(generalised(q), len(known)) for q in admission.questions])
        if not papers:
            return case._replace(asked=asked)
        place = self._papers.setdefault(tuple(sorted(papers)), len(self._papers))
        return case._replace(asked=asked, papers=place)


def run_of(kept: KeptShard, wanted: Collection[str] | None = None) -> ShardRun:
    """Return what a shard adds to the whole, out of what was kept of it.

    Args:
        kept: the shard.
        wanted: which of the cases that it names count; None for all.
    """
    run = ShardRun(kept.name, kept.tally, kept.findings, kept.rotten, {})
    if not kept.judged:
        return run
    named = [case for case in kept.cases if not case.waits_for]
    counted = [case for case in named if wanted is None or case.case_key in wanted]
    return run._replace(counts=_counts(counted), admission=_batch(kept, counted))


def _counts(cases: Sequence[KeptCase]) -> dict[str, int]:
    counts = Counter(cases=len(cases))
    for case in cases:
        counts.update(case.counts)
        counts["items"] += sum(case.counts.values())
    return dict(counts)


def _batch(kept: KeptShard, cases: Iterable[KeptCase]) -> BatchAdmission:
    batch = BatchAdmission()
    for case in cases:
        batch.tally.count(case.case_key, Route(case.route), [kept.asked[one] for one in case.asked])
        if case.papers is not None:
            batch.papers.add(frozenset(kept.papers[case.papers]))
    return batch
