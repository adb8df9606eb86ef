"""What is read of packages, judgements, cases and verdicts, each query within a sight.

A row that is not seen is a row that is not there: who asks cannot tell one from the other. A query
takes a sight, or what was found within one: a package, a judgement or a case as its reader sees it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from ingest.store.schema import METADATA
from ingest.store.sight import Sight
from ingest.store.standing import last_verdict

__all__ = [
    "CaseRow", "JudgementView", "PackageView", "Progress", "Standing", "VerdictRow", "Waiting",
    "case_of", "cases_of", "closing_of", "judgement_views", "last_recorded", "package_of",
    "packages_of", "progress_of", "reasons_of", "routes_by_package", "routes_of", "standings_of",
    "verdict_of", "verdicts_of", "waiting_of",
]  # fmt: skip

_package = METADATA.tables["package"]
_judgement = METADATA.tables["judgement"]
_attempt = METADATA.tables["attempt"]
_case = METADATA.tables["case_state"]
_verdict = METADATA.tables["verdict"]


class PackageView(NamedTuple):
    """A package as its reader sees it."""

    seq: int
    id: str
    sender: str
    package_id: str
    package_digest: str
    form: str
    source: str
    octets: int
    head: Mapping[str, Any]
    lender: str
    platform: str | None
    state: str
    received_at: datetime
    stated_at: datetime | None
    settings: Mapping[str, Any]
    delete_at: datetime | None


class JudgementView(NamedTuple):
    """A judgement as its reader sees it."""

    id: str
    no: int
    cause: str
    state: str
    inputs: Mapping[str, Any]
    files: Mapping[str, str]
    summary: str | None
    cases: int
    opened_at: datetime
    closed_at: datetime | None


class Progress(NamedTuple):
    """How far a judgement is."""

    shards_done: int
    shards_all: int
    failed: int
    """Attempts that were given up, for a person to look at."""


class Standing(NamedTuple):
    """Where a package stands at a moment."""

    state: str
    no: int
    """Of its last judgement; 0 before there is one."""
    judgement: str
    progress: Progress

    @property
    def over(self) -> bool:
        """Whether nothing more is coming by itself."""
        resting = self.state not in {"received", "judging"}
        return resting and self.judgement in {"", "closed", "refused", "cancelled"}


class CaseRow(NamedTuple):
    """Where a case stands, with its current verdict where it has one."""

    seq: int
    case_key: str
    shard: str
    parties_sealed: bytes | None
    judgement_no: int
    waiting: Sequence[str] | None
    next_attempt: datetime | None
    wait_until: datetime | None
    ended: str | None
    verdict: int | None
    verdict_id: str | None
    route: str | None
    counts: Mapping[str, int] | None
    recorded_at: datetime | None


class Waiting(NamedTuple):
    """Cases of a package that wait for a source."""

    cases: int
    codes: tuple[str, ...]
    """What they wait for."""
    next_attempt: datetime | None
    until: datetime | None
    """When the first of them is judged as it stands."""


class VerdictRow(NamedTuple):
    """One verdict, and where its report lies."""

    seq: int
    verdict_id: str
    case_key: str
    route: str
    judgement: str
    no: int
    cause: str
    shard: str
    report: str
    report_at: int
    report_octets: int
    report_digest: str
    handoff: str | None
    handoff_at: int | None
    handoff_octets: int | None
    counts: Mapping[str, int]
    recorded_at: datetime


_PACKAGE = [_package.c[name] for name in PackageView._fields]
_JUDGEMENT = [_judgement.c[name] for name in JudgementView._fields]
_CASE = [
    *(_case.c[name] for name in CaseRow._fields[:9]),
    _verdict.c.seq.label("verdict"),
    *(_verdict.c[name] for name in CaseRow._fields[10:]),
]
_OF_JUDGEMENT = ("no", "cause")
_WAITING_READ = 500
"""Waiting cases whose codes are read: cases of a package wait for a few sources alike."""
_VERDICT = [
    (_judgement if name in _OF_JUDGEMENT else _verdict).c[name] for name in VerdictRow._fields
]


def packages_of(
    connection: Connection,
    sight: Sight,
    *,
    state: str | None = None,
    lender: str | None = None,
    before: int | None = None,
    limit: int,
) -> list[PackageView]:
    """Return packages, the newest first, those before a row."""
    asked = select(*_PACKAGE).where(sight.packages()).order_by(_package.c.seq.desc()).limit(limit)
    for column, value in ((_package.c.state, state), (_package.c.lender, lender)):
        asked = asked if value is None else asked.where(column == value)
    asked = asked if before is None else asked.where(_package.c.seq < before)
    return [PackageView(*row) for row in connection.execute(asked)]


def package_of(connection: Connection, sight: Sight, package: str) -> PackageView | None:
    """Return a package by our id."""
    asked = select(*_PACKAGE).where(sight.packages(), _package.c.id == package)
    row = connection.execute(asked).first()
    return None if row is None else PackageView(*row)


def judgement_views(connection: Connection, package: PackageView) -> list[JudgementView]:
    """Return every judgement of a package, the last one first."""
    asked = select(*_JUDGEMENT).where(_judgement.c.package == package.id)
    rows = connection.execute(asked.order_by(_judgement.c.no.desc()))
    return [JudgementView(*row) for row in rows]


def closing_of(connection: Connection, package: PackageView) -> JudgementView | None:
    """Return the judgement that was closed last: its summary is about every case of a package."""
    asked = select(*_JUDGEMENT).where(
        _judgement.c.package == package.id,
        _judgement.c.state == "closed",
        _judgement.c.summary.is_not(None),
    )
    latest = asked.order_by(_judgement.c.closed_at.desc(), _judgement.c.no.desc()).limit(1)
    row = connection.execute(latest).first()
    return None if row is None else JudgementView(*row)


def progress_of(
    connection: Connection, judgements: Collection[JudgementView]
) -> dict[str, Progress]:
    """Return how far judgements are, by their ids."""
    return _progress(connection, [one.id for one in judgements])


def _progress(connection: Connection, judgements: Collection[str]) -> dict[str, Progress]:
    asked = (
        select(_attempt.c.subject, _attempt.c.kind, _attempt.c.state, func.count())
        .where(_attempt.c.subject.in_(judgements))
        .group_by(_attempt.c.subject, _attempt.c.kind, _attempt.c.state)
    )
    found = dict.fromkeys(judgements, Progress(0, 0, 0))
    for subject, kind, state, count in connection.execute(asked):
        done, every, failed = found[subject]
        shards = count if kind == "shard" else 0
        found[subject] = Progress(
            done + (shards if state == "done" else 0),
            every + shards,
            failed + (count if state == "failed" else 0),
        )
    return found


def standings_of(
    connection: Connection, sight: Sight, packages: Collection[str]
) -> dict[str, Standing]:
    """Return where packages of a sight stand, all of them in three queries."""
    last = _judgement.alias()
    newest = select(func.max(last.c.no)).where(last.c.package == _judgement.c.package)
    asked = (
        select(_package.c.id, _package.c.state, _judgement.c.id, _judgement.c.no,
               _judgement.c.state)
        .select_from(_package)
        .outerjoin(_judgement, (_judgement.c.package == _package.c.id)
                   & (_judgement.c.no == newest.scalar_subquery()))
        .where(sight.packages(), _package.c.id.in_(packages))
    )  # fmt: skip
    rows = connection.execute(asked).all()
    progress = _progress(connection, [row[2] for row in rows if row[2]])
    nothing = Progress(0, 0, 0)
    return {
        package: Standing(state, no or 0, judged or "", progress.get(judgement, nothing))
        for package, state, judgement, no, judged in rows
    }


def reasons_of(connection: Connection, judgement: JudgementView) -> list[str]:
    """Return why attempts of a judgement were given back or given up."""
    asked = select(_attempt.c.reason).where(
        _attempt.c.subject == judgement.id,
        _attempt.c.reason.is_not(None),
        _attempt.c.state != "done",
    )
    return sorted({str(one) for one in connection.scalars(asked)})


def routes_of(connection: Connection, package: PackageView) -> dict[str, int]:
    """Return how many cases of a package have each verdict now."""
    asked = (
        select(_verdict.c.route, func.count())
        .join(_case, _case.c.verdict == _verdict.c.seq)
        .where(_case.c.package == package.id)
        .group_by(_verdict.c.route)
    )
    return {str(row[0]): int(row[1]) for row in connection.execute(asked)}


def routes_by_package(
    connection: Connection, sight: Sight, packages: Collection[str]
) -> dict[str, dict[str, int]]:
    """Return how many cases of packages of a sight have each verdict now, in one query."""
    asked = (
        select(_case.c.package, _verdict.c.route, func.count())
        .join(_case, _case.c.verdict == _verdict.c.seq)
        .join(_package, _package.c.id == _case.c.package)
        .where(sight.packages(), _package.c.id.in_(packages))
        .group_by(_case.c.package, _verdict.c.route)
    )
    found: dict[str, dict[str, int]] = {}
    for package, route, cases in connection.execute(asked):
        found.setdefault(package, {})[route] = cases
    return found


def waiting_of(connection: Connection, package: PackageView) -> Waiting:
    """Return which cases of a package wait, and for what."""
    waits = (_case.c.package == package.id, _case.c.next_attempt.is_not(None))
    asked = select(func.count(), func.min(_case.c.next_attempt), func.min(_case.c.wait_until))
    cases, next_attempt, until = connection.execute(asked.where(*waits)).one()
    some = select(_case.c.waiting).where(*waits).order_by(_case.c.seq).limit(_WAITING_READ)
    codes = sorted({code for found in connection.scalars(some) for code in found or ()})
    return Waiting(cases, tuple(codes), _instant(next_attempt), _instant(until))


def _instant(value: Any) -> datetime | None:  # noqa: ANN401 - an aggregate has its column's type
    assert value is None or isinstance(value, datetime)
    return value


def cases_of(
    connection: Connection,
    sight: Sight,
    package: str,
    *,
    route: str | None = None,
    waiting: bool | None = None,
    after: int = 0,
    limit: int,
) -> list[CaseRow]:
    """Return cases of a package in their order, those after a row."""
    asked = _cases(sight, package).where(_case.c.seq > after).order_by(_case.c.seq).limit(limit)
    if route is not None:
        asked = asked.where(_verdict.c.route == route)
    if waiting is not None:
        column = _case.c.next_attempt
        asked = asked.where(column.is_not(None) if waiting else column.is_(None))
    return [CaseRow(*row) for row in connection.execute(asked)]


def case_of(connection: Connection, sight: Sight, package: str, case_key: str) -> CaseRow | None:
    """Return one case of a package."""
    asked = _cases(sight, package).where(_case.c.case_key == case_key)
    row = connection.execute(asked).first()
    return None if row is None else CaseRow(*row)


def last_recorded(connection: Connection, package: PackageView) -> int:
    """Return the row of the last verdict of a package; another one changes what stands of it."""
    return last_verdict(connection, package.id)


def verdict_of(
    connection: Connection, package: PackageView, case: CaseRow, no: int | None = None
) -> VerdictRow | None:
    """Return the current verdict of a case, or that of the judgement of a number."""
    numbered = and_(_verdict.c.case_key == case.case_key, _judgement.c.no == no)
    chosen = _verdict.c.seq == case.verdict if no is None else numbered
    row = connection.execute(_verdicts(package).where(chosen)).first()
    return None if row is None else VerdictRow(*row)


def verdicts_of(
    connection: Connection,
    package: PackageView,
    *,
    case_key: str | None = None,
    judgement: str | None = None,
    route: str | None = None,
    after: int = 0,
    limit: int,
) -> list[VerdictRow]:
    """Return verdicts in the order in which they were recorded, those after a row.

    Args:
        connection: the transaction.
        package: whose cases.
        case_key: of one case, every verdict; without it, those that are current.
        judgement: of one judgement alone, current or not.
        route: of one route alone.
        after: the row after which.
        limit: at most so many.
    """
    asked = _verdicts(package).where(_verdict.c.seq > after)
    if case_key is not None:
        asked = asked.where(_verdict.c.case_key == case_key)
    elif judgement is not None:
        asked = asked.where(_verdict.c.judgement == judgement)
    else:
        asked = asked.join(_case, _case.c.verdict == _verdict.c.seq)
    if route is not None:
        asked = asked.where(_verdict.c.route == route)
    rows = connection.execute(asked.order_by(_verdict.c.seq).limit(limit))
    return [VerdictRow(*row) for row in rows]


def _verdicts(package: PackageView) -> Select[Any]:
    of_judgement = _judgement.c.id == _verdict.c.judgement
    return select(*_VERDICT).join(_judgement, of_judgement).where(_verdict.c.package == package.id)


def _cases(sight: Sight, package: str) -> Select[Any]:
    asked = (
        select(*_CASE)
        .join(_package, _package.c.id == _case.c.package)
        .outerjoin(_verdict, _verdict.c.seq == _case.c.verdict)
        .where(sight.packages(), _case.c.package == package)
    )
    return sight.cases(asked, _case.c.package, _case.c.case_key)
