"""Rows of hand-offs: what was handed on of each case, and the feed of it in the order of commits.

Rows are only added; what a later judgement makes of a handed case is a row of its own. The feed is
read in the order in which rows were committed (`ingest.store.commitorder`), so that of one case
nothing comes before what it follows.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, exists, insert, select, update

from ingest.store.commitorder import Place, after, order, settled, transaction_number
from ingest.store.reading import VerdictRow
from ingest.store.schema import METADATA
from ingest.store.sight import ACTIVE

__all__ = [
    "HandoffRow", "HandoffView", "Settled", "acknowledge", "end_decision", "handoff_of",
    "handoffs_after", "insert_handoffs", "settled_cases",
]  # fmt: skip

_handoff = METADATA.tables["handoff"]
_verdict = METADATA.tables["verdict"]
_judgement = METADATA.tables["judgement"]
_case = METADATA.tables["case_state"]
_question = METADATA.tables["question"]
_decision = METADATA.tables["decision"]
_receipt = METADATA.tables["receipt"]
_VERDICT = [
    (_judgement if name in ("no", "cause") else _verdict).c[name] for name in VerdictRow._fields
]


class HandoffRow(NamedTuple):
    """A row as it is written."""

    id: str
    environment: str
    sender: str
    kind: str
    package: str
    case_key: str
    order_key: str
    verdict: int
    decision: str | None
    body: str
    body_at: int
    body_octets: int
    created_at: datetime


class HandoffView(NamedTuple):
    """A row as it is read."""

    xid: int
    seq: int
    id: str
    kind: str
    package: str
    case_key: str
    order_key: str
    verdict_id: str
    route: str
    decision: str | None
    body: str
    body_at: int
    body_octets: int
    created_at: datetime
    acknowledged_at: datetime | None

    @property
    def place(self) -> Place:
        """Where a reader stands who has read it."""
        return Place(self.xid, self.seq)

    @property
    def active(self) -> bool:
        """Whether the case is with whoever took it over."""
        return self.kind in ACTIVE


class Settled(NamedTuple):
    """A case as a judgement left it, and what was handed on of it before."""

    verdict: VerdictRow
    environment: str
    sender: str
    package: str
    order_key: str
    ended: str | None
    blocked: bool
    """Whether a blocking question is open."""
    receipt: str | None
    last: HandoffView | None


_VIEW = [
    (_verdict if name in ("verdict_id", "route") else _handoff).c[name]
    for name in HandoffView._fields
]


def settled_cases(connection: Connection, judgement: str, shard: str) -> list[Settled]:
    """Return the cases of a shard whose current verdict is of this judgement, in their order."""
    blocked = exists().where(
        _question.c.judgement == judgement,
        _question.c.case_key == _case.c.case_key,
        _question.c.blocking,
        ~_question.c.decided,
    )
    beside = [
        _verdict.c.environment, _verdict.c.sender, _verdict.c.package, _case.c.order_key,
        _case.c.ended, blocked, _receipt.c.id,
    ]  # fmt: skip
    asked = (
        select(*_VERDICT, *beside)
        .join(_judgement, _judgement.c.id == _verdict.c.judgement)
        .join(_case, _case.c.verdict == _verdict.c.seq)
        .outerjoin(_receipt, _receipt.c.package == _verdict.c.package)
        .where(_verdict.c.judgement == judgement, _verdict.c.shard == shard)
        .order_by(_verdict.c.seq)
    )
    rows = connection.execute(asked).all()
    if not rows:
        return []
    last = _last(connection, [VerdictRow(*row[: len(_VERDICT)]).case_key for row in rows], rows)
    found = []
    for row in rows:
        verdict, rest = VerdictRow(*row[: len(_VERDICT)]), row[len(_VERDICT) :]
        found.append(Settled._make((verdict, *rest, last.get(verdict.case_key))))
    return found


def _last(
    connection: Connection, cases: Sequence[str], rows: Sequence[Any]
) -> Mapping[str, HandoffView]:
    """Return the last hand-off of each case that was ever handed on."""
    package = rows[0][len(_VERDICT) + 2]
    asked = (
        select(*_VIEW)
        .join(_verdict, _verdict.c.seq == _handoff.c.verdict)
        .where(_handoff.c.package == package, _handoff.c.case_key.in_(cases))
        .order_by(_handoff.c.seq)
    )
    return {
        view.case_key: view for view in (HandoffView(*row) for row in connection.execute(asked))
    }


def end_decision(
    connection: Connection, environment: str, summary: Mapping[str, Any], at: datetime
) -> str | None:
    """Return the digest of the decision that a report names as the end of its case."""
    asked = select(_decision.c.digest).where(
        _decision.c.environment == environment,
        _decision.c.question == summary["question"],
        _decision.c.scope == summary["scope"],
        _decision.c.scope_key == summary["scope_key"],
        _decision.c.outcome == summary["outcome"],
        _decision.c.made_at == at,
    )
    return connection.scalars(asked.order_by(_decision.c.seq.desc()).limit(1)).first()


def insert_handoffs(connection: Connection, rows: Sequence[HandoffRow]) -> None:
    """Write hand-offs of one shard."""
    if rows:
        xid = transaction_number(connection)
        for row in rows:
            connection.execute(insert(_handoff).values(**row._asdict(), xid=xid))


def handoffs_after(
    connection: Connection, environment: str, place: Place, *, limit: int
) -> list[HandoffView]:
    """Return hand-offs after a place, in the order of their commits."""
    asked = (
        select(*_VIEW)
        .join(_verdict, _verdict.c.seq == _handoff.c.verdict)
        .where(
            and_(_handoff.c.environment == environment, settled(connection, _handoff)),
            after(_handoff, place),
        )
        .order_by(*order(_handoff))
        .limit(limit)
    )
    return [HandoffView(*row) for row in connection.execute(asked)]


def handoff_of(connection: Connection, environment: str, handoff: str) -> HandoffView | None:
    """Return a hand-off by its id."""
    asked = (
        select(*_VIEW)
        .join(_verdict, _verdict.c.seq == _handoff.c.verdict)
        .where(_handoff.c.environment == environment, _handoff.c.id == handoff)
    )
    row = connection.execute(asked).first()
    return None if row is None else HandoffView(*row)


def acknowledge(connection: Connection, environment: str, handoff: str, at: datetime) -> bool:
    """Note that a hand-off arrived, once; False where there is none."""
    named = and_(_handoff.c.environment == environment, _handoff.c.id == handoff)
    fresh = update(_handoff).where(named, _handoff.c.acknowledged_at.is_(None))
    connection.execute(fresh.values(acknowledged_at=at))
    return connection.execute(select(_handoff.c.seq).where(named)).first() is not None
