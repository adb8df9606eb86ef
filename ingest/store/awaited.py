"""Rows of `source`, `wanted` and `awaited`: whom we ask for what, and which case waits for it.

A case awaits an item while a row of `awaited` says so; a source is asked while such a row names it.
Whoever asks a source or has cases await it holds its row meanwhile; whoever decides that a case
awaits nothing more holds its package, for two sources may bring at once what it was short of.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, select, update

from ingest.jobs.port import AttemptState
from ingest.store.absent import insert_absent
from ingest.store.judgements import JudgementState
from ingest.store.schema import METADATA

__all__ = [
    "Awaited", "LastAttempt", "SourceRow", "await_items", "cases_without_wants", "drop_awaited",
    "drop_idle", "forget_cases", "hold_source", "last_part", "mark_asked", "mark_given",
    "open_items", "overdue_cases", "packages_awaiting", "packages_overdue", "postpone",
    "save_source",
]  # fmt: skip

_source = METADATA.tables["source"]
_wanted = METADATA.tables["wanted"]
_awaited = METADATA.tables["awaited"]
_case = METADATA.tables["case_state"]
_attempt = METADATA.tables["attempt"]
_judgement = METADATA.tables["judgement"]
_JUDGED = [state.value for state in JudgementState if state.over]
_OVER = (AttemptState.DONE, AttemptState.FAILED, AttemptState.CANCELLED)


class SourceRow(NamedTuple):
    """Where a source stands."""

    id: str
    state: str
    """up, down or conflict."""
    failures: int
    reason: str | None
    next_attempt: datetime | None


class Awaited(NamedTuple):
    """What one case waits for."""

    case_key: str
    source: str
    item: str


class LastAttempt(NamedTuple):
    """How far a subject's attempts have been counted."""

    part: str
    over: bool
    """Whether nothing comes of it any more."""


def hold_source(connection: Connection, source: str, environment: str) -> SourceRow:
    """Return a source's row, made where it is absent, held until the transaction ends."""
    row = {"id": source, "environment": environment, "state": "up", "failures": 0}
    insert_absent(connection, _source, row)
    asked = select(*[_source.c[name] for name in SourceRow._fields]).where(_source.c.id == source)
    return SourceRow(*connection.execute(asked.with_for_update()).one())


def save_source(
    connection: Connection,
    row: SourceRow,
    *,
    asked_at: datetime | None,
    answered_at: datetime | None,
) -> None:
    """Write where a source stands, and when it was asked and answered if it was."""
    told = {"asked_at": asked_at, "answered_at": answered_at}
    values = {**row._asdict(), **{name: at for name, at in told.items() if at is not None}}
    connection.execute(update(_source).where(_source.c.id == row.id).values(values))


def await_items(
    connection: Connection,
    *,
    environment: str,
    sender: str,
    package: str,
    awaited: Collection[Awaited],
    now: datetime,
) -> None:
    """Have cases of a package await items; what is awaited already stays as it is."""
    known = {
        Awaited(*row)
        for row in connection.execute(
            select(_awaited.c.case_key, _awaited.c.source, _awaited.c.item).where(
                _awaited.c.package == package
            )
        )
    }
    owned = {"environment": environment, "sender": sender, "package": package}
    rows = [{**owned, **one._asdict()} for one in sorted(set(awaited) - known)]
    if rows:
        connection.execute(insert(_awaited), rows)
    _want(connection, {(one.source, one.item) for one in awaited}, now)


def _want(connection: Connection, wanted: Iterable[tuple[str, str]], now: datetime) -> None:
    for source, item in sorted(wanted):
        named = and_(_wanted.c.source == source, _wanted.c.item == item)
        again = update(_wanted).where(named).values(given_at=None)
        if connection.execute(again).rowcount == 0:
            connection.execute(insert(_wanted).values(source=source, item=item, since=now))


def open_items(connection: Connection, source: str, most: int | None = None) -> list[str]:
    """Return what is awaited of a source: what was asked for longest ago first, at most so many."""
    awaited = select(_awaited.c.item).where(_awaited.c.source == source)
    asked = (
        select(_wanted.c.item)
        .where(_wanted.c.source == source, _wanted.c.item.in_(awaited))
        .order_by(func.coalesce(_wanted.c.asked_at, 0), _wanted.c.since, _wanted.c.item)
        .limit(most)
    )
    return list(connection.scalars(asked))


def mark_asked(connection: Connection, source: str, items: Collection[str], at: datetime) -> None:
    """Write when a source was asked for items."""
    _mark(connection, source, items, asked_at=at)


def mark_given(connection: Connection, source: str, items: Collection[str], at: datetime) -> None:
    """Write since when items are there."""
    _mark(connection, source, items, given_at=at)


def _mark(connection: Connection, source: str, items: Collection[str], **values: datetime) -> None:
    named = and_(_wanted.c.source == source, _wanted.c.item.in_(items))
    connection.execute(update(_wanted).where(named).values(values))


def drop_idle(connection: Connection, source: str) -> None:
    """Forget what cases awaited of a source that wait no more: they were judged or ended."""
    named = and_(_awaited.c.source == source, ~exists().where(_same_case(), _waits()))
    connection.execute(delete(_awaited).where(named))


def packages_awaiting(connection: Connection, source: str, items: Collection[str]) -> list[str]:
    """Return the packages with a case that awaits one of these items, in order."""
    asked = select(_awaited.c.package).where(_of(source, items)).distinct()
    return sorted(connection.scalars(asked))


def drop_awaited(
    connection: Connection, package: str, source: str, items: Collection[str]
) -> tuple[str, ...]:
    """Have a package's cases await these items no more, and return the cases that did."""
    named = and_(_awaited.c.package == package, _of(source, items))
    found = sorted(set(connection.scalars(select(_awaited.c.case_key).where(named))))
    connection.execute(delete(_awaited).where(named))
    return tuple(found)


def cases_without_wants(
    connection: Connection, package: str, cases: Collection[str]
) -> tuple[str, ...]:
    """Return those of a package's waiting cases that await nothing more."""
    asked = select(_case.c.case_key).where(
        _case.c.package == package, _waits(), ~exists().where(_same_case())
    )
    return tuple(sorted(set(connection.scalars(asked)) & set(cases)))


def packages_overdue(connection: Connection, environment: str, now: datetime) -> list[str]:
    """Return the packages with overdue cases, in order."""
    asked = select(_case.c.package).where(_case.c.environment == environment, _overdue(now))
    return sorted(connection.scalars(asked.distinct()))


def overdue_cases(connection: Connection, package: str, now: datetime) -> tuple[str, ...]:
    """Return a package's cases that waited as long as a case may, and that nobody is judging."""
    asked = select(_case.c.case_key).where(_case.c.package == package, _overdue(now))
    return tuple(sorted(connection.scalars(asked)))


def forget_cases(connection: Connection, package: str, cases: Collection[str]) -> None:
    """Have cases await nothing of anybody: they are judged as they stand."""
    named = and_(_awaited.c.package == package, _awaited.c.case_key.in_(cases))
    connection.execute(delete(_awaited).where(named))


def postpone(connection: Connection, source: str, until: datetime) -> None:
    """Tell the cases that wait for a source when it is asked again."""
    named = and_(_waits(), exists().where(_same_case(), _awaited.c.source == source))
    connection.execute(update(_case).where(named).values(next_attempt=until))


def last_part(connection: Connection, kind: str, subject: str, *, but: str) -> LastAttempt | None:
    """Return a subject's attempt of the highest part, `but` left aside; None: there is none."""
    asked = (
        select(_attempt.c.part, _attempt.c.state.in_(_OVER))
        .where(_attempt.c.kind == kind, _attempt.c.subject == subject, _attempt.c.part != but)
        .order_by(_attempt.c.part.desc())
        .limit(1)
    )
    found = connection.execute(asked).first()
    return None if found is None else LastAttempt(*found)


def _of(source: str, items: Collection[str]) -> ColumnElement[bool]:
    return and_(_awaited.c.source == source, _awaited.c.item.in_(items))


def _waits() -> ColumnElement[bool]:
    return _case.c.wait_until.is_not(None)


def _overdue(now: datetime) -> ColumnElement[bool]:
    """Return what is true of such cases, whatever they await: one may have lost its source."""
    judged = exists().where(
        _judgement.c.package == _case.c.package, _judgement.c.state.not_in(_JUDGED)
    )
    return and_(_waits(), _case.c.wait_until <= now, ~judged)


def _same_case() -> ColumnElement[Any]:
    return and_(_awaited.c.package == _case.c.package, _awaited.c.case_key == _case.c.case_key)
