"""Attempts that were given up: listed for who operates the court, and given back to the workers."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, select, true, update

from ingest.jobs.port import Attempt, AttemptState
from ingest.store.judgements import JudgementState
from ingest.store.schema import METADATA

__all__ = [
    "FailedAttempt", "failed_attempts", "is_attempt", "retry_attempt", "retry_every", "revive",
]  # fmt: skip

_attempt = METADATA.tables["attempt"]
_judgement = METADATA.tables["judgement"]
_OVER = [state.value for state in JudgementState if state.over]


class FailedAttempt(NamedTuple):
    """One attempt that nobody takes before a person has looked at it."""

    id: str
    kind: str
    subject: str
    part: str
    sender: str
    reason: str | None
    created_at: datetime
    done_at: datetime | None


def failed_attempts(
    connection: Connection, environment: str, *, subject: str | None = None, limit: int
) -> list[FailedAttempt]:
    """Return what was given up and is still wanted, the oldest first; of one subject, if named."""
    asked = select(*[_attempt.c[name] for name in FailedAttempt._fields]).where(
        _given_up(environment)
    )
    if subject is not None:
        asked = asked.where(_attempt.c.subject == subject)
    rows = connection.execute(asked.order_by(_attempt.c.created_at, _attempt.c.id).limit(limit))
    return [FailedAttempt(*row) for row in rows]


def retry_attempt(connection: Connection, environment: str, attempt: str, now: datetime) -> bool:
    """Give an attempt back, with all its tries; False where it was not given up.

    Being due is enough: the next round of a worker brings it.
    """
    return _retry(connection, environment, now, _attempt.c.id == attempt) == 1


def retry_every(connection: Connection, environment: str, now: datetime) -> int:
    """Give back whatever was given up and is still wanted; return how many attempts."""
    return _retry(connection, environment, now, true())


def revive(connection: Connection, environment: str, attempt: Attempt, now: datetime) -> bool:
    """Give back an attempt that stands for good; False where it was not given up."""
    named = [_attempt.c[name] == value for name, value in attempt._asdict().items()]
    return _retry(connection, environment, now, *named) == 1


def _retry(
    connection: Connection, environment: str, now: datetime, *which: ColumnElement[bool]
) -> int:
    given = update(_attempt).where(_given_up(environment), *which)
    ready = given.values(state=AttemptState.READY, tries=0, not_before=now, done_at=None)
    return connection.execute(ready).rowcount


def is_attempt(connection: Connection, environment: str, attempt: str) -> bool:
    """Whether there is an attempt of this id."""
    asked = select(_attempt.c.id).where(
        _attempt.c.id == attempt, _attempt.c.environment == environment
    )
    return connection.execute(asked).first() is not None


def _given_up(environment: str) -> ColumnElement[bool]:
    """Return what is true of failed attempts, but of judgements that are over anyway."""
    over = exists().where(_judgement.c.id == _attempt.c.subject, _judgement.c.state.in_(_OVER))
    failed = _attempt.c.state == AttemptState.FAILED.value
    return and_(_attempt.c.environment == environment, failed, ~over)
