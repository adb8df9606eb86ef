"""Which cases a decision is about: those whose current verdict asks its question, or is ended.

The end of a case or a batch is about the very package that was looked at (judgement 8). An answer
is about every case that asks the question, whether it was answered before or not: the latest
decision holds, and one that revokes another opens what that closed.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from ingest.store.schema import METADATA
from verify.findings import Scope
from verify.rules.decisions import CONCLUSION, Decision

__all__ = ["Reached", "reached_packages"]

_package = METADATA.tables["package"]
_case = METADATA.tables["case_state"]
_verdict = METADATA.tables["verdict"]
_question = METADATA.tables["question"]


class Reached(NamedTuple):
    """Cases of one package."""

    seq: int
    package: str
    cases: tuple[str, ...] | None
    """None for all."""


def reached_packages(
    connection: Connection, environment: str, decision: Decision, *, after: int, limit: int
) -> list[Reached]:
    """Return packages with cases that a decision is about, those after a row."""
    ends = decision.question == CONCLUSION
    reached = (
        _package.c.package_digest.in_(decision.looked_at)
        if ends
        else _package.c.id.in_(_asking(environment, decision, _question.c.package))
    )
    asked = (
        select(_package.c.seq, _package.c.id)
        .where(_package.c.environment == environment, _package.c.seq > after, reached)
        .order_by(_package.c.seq)
        .limit(limit)
    )
    rows = connection.execute(asked).all()
    return [Reached(seq, name, _cases(connection, name, environment, decision, ends=ends))
            for seq, name in rows]  # fmt: skip


def _cases(
    connection: Connection, package: str, environment: str, decision: Decision, *, ends: bool
) -> tuple[str, ...] | None:
    if ends:
        of_case = decision.scope is Scope.CASE
        return (decision.scope_key.rpartition("/")[2],) if of_case else None
    asked = _asking(environment, decision, _question.c.case_key)
    return tuple(connection.scalars(asked.where(_question.c.package == package)))


def _asking(environment: str, decision: Decision, column: ColumnElement[Any]) -> Select[Any]:
    """Return a query of questions of current verdicts that a decision answers."""
    of_case = and_(_case.c.package == _question.c.package, _case.c.case_key == _question.c.case_key)
    current = and_(_verdict.c.seq == _case.c.verdict, _verdict.c.judgement == _question.c.judgement)
    return (
        select(column)
        .distinct()
        .select_from(_question.join(_case, of_case).join(_verdict, current))
        .where(
            _question.c.environment == environment,
            _question.c.code == decision.question,
            _question.c.scope == decision.scope.value,
            _question.c.scope_key == decision.scope_key,
        )
    )
