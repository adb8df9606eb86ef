"""Verdicts of one shard with everything that goes with them, written once and together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update

from ingest.store.judgements import JudgementRow
from ingest.store.schema import METADATA

__all__ = [
    "CaseStanding", "count_verdicts", "insert_questions", "insert_verdicts", "keep_standings",
    "recorded_shards", "shards_of_cases", "verdict_ids",
]  # fmt: skip

_verdict = METADATA.tables["verdict"]
_question = METADATA.tables["question"]
_case = METADATA.tables["case_state"]
_AT_ONCE = 500
"""Values of one list in a statement."""


class CaseStanding(NamedTuple):
    """Where a case stands once a judgement has named it, or lets it wait."""

    case_key: str
    shard: str
    order_key: str
    parties_sealed: bytes
    verdict: int | None
    """None where it waits."""
    ended: str | None
    waiting: Sequence[str] | None
    next_attempt: datetime | None
    wait_until: datetime | None


def recorded_shards(connection: Connection, judgement: str) -> frozenset[str]:
    """Return the shards of which a judgement has recorded verdicts: all of a shard, or none."""
    asked = select(_verdict.c.shard).where(_verdict.c.judgement == judgement).distinct()
    return frozenset(connection.scalars(asked))


def count_verdicts(connection: Connection, judgement: str) -> int:
    """Return how many cases a judgement has named."""
    asked = select(func.count()).select_from(_verdict).where(_verdict.c.judgement == judgement)
    return connection.execute(asked).scalar_one()


def insert_verdicts(connection: Connection, rows: Sequence[Mapping[str, object]]) -> dict[str, int]:
    """Write verdicts and return their numbers by case key."""
    if not rows:
        return {}
    made = insert(_verdict).returning(_verdict.c.case_key, _verdict.c.seq)
    return dict(connection.execute(made, list(rows)).all())


def insert_questions(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Write the questions that verdicts leave, or that were answered."""
    if rows:
        connection.execute(insert(_question), list(rows))


def keep_standings(
    connection: Connection, judgement: JudgementRow, standings: Sequence[CaseStanding]
) -> None:
    """Bring cases to where a judgement leaves them; what a later one said of a case stays.

    A case that waits keeps the verdict it had, and the end of its waiting that was set first.
    """
    known = _known(connection, judgement.package, [one.case_key for one in standings])
    owned = {name: getattr(judgement, name) for name in ("environment", "sender", "package")}
    new = [
        {**owned, **one._asdict(), "judgement_no": judgement.no if one.verdict else 0}
        for one in standings
        if one.case_key not in known
    ]
    if new:
        connection.execute(insert(_case), new)
    old = [one for one in standings if known.get(one.case_key, judgement.no) < judgement.no]
    _name(connection, judgement, [one for one in old if one.verdict is not None])
    _let_wait(connection, judgement, [one for one in old if one.verdict is None])


def _known(connection: Connection, package: str, keys: Sequence[str]) -> dict[str, int]:
    """Return the judgement that named each of some cases last."""
    found: dict[str, int] = {}
    for some in _batched(keys):
        asked = select(_case.c.case_key, _case.c.judgement_no).where(
            _case.c.package == package, _case.c.case_key.in_(some)
        )
        found.update(dict(connection.execute(asked).all()))
    return found


def _name(connection: Connection, judgement: JudgementRow, named: Sequence[CaseStanding]) -> None:
    if named:
        changed = _of_case(judgement).values(
            verdict=bindparam("new_verdict"), ended=bindparam("new_ended"),
            judgement_no=judgement.no, waiting=None, next_attempt=None, wait_until=None,
        )  # fmt: skip
        rows = [
            {"of": one.case_key, "new_verdict": one.verdict, "new_ended": one.ended}
            for one in named
        ]
        connection.execute(changed, rows)


def _let_wait(
    connection: Connection, judgement: JudgementRow, cases: Sequence[CaseStanding]
) -> None:
    if cases:
        until = func.coalesce(_case.c.wait_until, bindparam("until", type_=_case.c.wait_until.type))
        changed = _of_case(judgement).values(
            waiting=bindparam("codes", type_=_case.c.waiting.type),
            next_attempt=bindparam("again", type_=_case.c.next_attempt.type),
            wait_until=until,
        )
        rows = [
            {"of": one.case_key, "codes": one.waiting, "again": one.next_attempt,
             "until": one.wait_until}
            for one in cases
        ]  # fmt: skip
        connection.execute(changed, rows)


def _of_case(judgement: JudgementRow) -> Any:  # noqa: ANN401 - an update of the driver's kind
    return update(_case).where(
        _case.c.package == judgement.package, _case.c.case_key == bindparam("of")
    )


def shards_of_cases(connection: Connection, package: str, keys: Sequence[str]) -> list[str]:
    """Return the shards in which some cases of a package stand, in their order."""
    found: set[str] = set()
    for some in _batched(keys):
        asked = select(_case.c.shard).where(_case.c.package == package, _case.c.case_key.in_(some))
        found.update(connection.scalars(asked))
    return sorted(found)


def verdict_ids(connection: Connection, package: str, shard: str) -> dict[str, str]:
    """Return the current verdict of each case of a shard that has one."""
    asked = select(_case.c.case_key, _verdict.c.verdict_id).join(
        _verdict, _case.c.verdict == _verdict.c.seq
    )
    rows = connection.execute(asked.where(_case.c.package == package, _case.c.shard == shard))
    return dict(rows.all())


def _batched(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))
