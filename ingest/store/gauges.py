"""What stands in the tables at this moment, for whoever watches: counts alone.

They are read anew each time, so that any number of processes tell the same.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from ingest.store.schema import METADATA

__all__ = ["Gauges", "alive_workers", "read_gauges"]

_ATTEMPT, _CASE, _PACKAGE, _RECEIPT, _WORKER = (
    METADATA.tables[name] for name in ("attempt", "case_state", "package", "receipt", "worker")
)

_SILENT_LEASES = 3
"""By then a worker that is silent was declared dead by another, if there is one."""


class Gauges(NamedTuple):
    """One look at the tables."""

    attempts: Mapping[tuple[str, str], int]
    """By kind and state."""
    packages: Mapping[str, int]
    """Those that were accepted, by state."""
    waiting_cases: int
    receipts_without_token: int
    oldest_ready: datetime | None
    """Since when the attempt that was ready first has been waiting for a turn."""
    oldest_running: datetime | None
    """Since when the attempt that was taken first has been run; a worker that hangs beats on."""
    workers: int
    """Alive, by their own word of a moment ago."""


def read_gauges(connection: Connection, environment: str, at: datetime, lease: timedelta) -> Gauges:
    """Return what stands in the tables of an environment."""
    return Gauges(
        _attempts(connection, environment),
        _packages(connection, environment),
        _waiting(connection, environment),
        _unstamped(connection, environment),
        _oldest_ready(connection, environment, at),
        _oldest_running(connection, environment),
        alive_workers(connection, at, lease),
    )


def alive_workers(connection: Connection, at: datetime, lease: timedelta) -> int:
    """Return how many workers said lately that they are alive.

    Where the last one died nobody is left to bury it, so age counts too: by the machines' clocks,
    which is good enough to be looked at and decides nothing.
    """
    heard = _WORKER.c.state == "alive", _WORKER.c.beat_at > at - _SILENT_LEASES * lease
    return connection.execute(select(func.count()).select_from(_WORKER).where(*heard)).scalar_one()


def _attempts(connection: Connection, environment: str) -> Mapping[tuple[str, str], int]:
    kind, state = _ATTEMPT.c.kind, _ATTEMPT.c.state
    counted = select(kind, state, func.count()).where(_ATTEMPT.c.environment == environment)
    rows = connection.execute(counted.group_by(kind, state)).all()
    return {(row[0], row[1]): row[2] for row in rows}


def _packages(connection: Connection, environment: str) -> Mapping[str, int]:
    state = _PACKAGE.c.state
    counted = select(state, func.count()).where(_PACKAGE.c.environment == environment)
    return {row[0]: row[1] for row in connection.execute(counted.group_by(state)).all()}


def _waiting(connection: Connection, environment: str) -> int:
    """Count cases with an end of waiting: `waiting` itself may hold a JSON null."""
    own, due = _CASE.c.environment == environment, _CASE.c.wait_until.is_not(None)
    return connection.execute(select(func.count()).select_from(_CASE).where(own, due)).scalar_one()


def _unstamped(connection: Connection, environment: str) -> int:
    own, bare = _RECEIPT.c.environment == environment, _RECEIPT.c.token.is_(None)
    counted = select(func.count()).select_from(_RECEIPT).where(own, bare)
    return connection.execute(counted).scalar_one()


def _oldest_ready(connection: Connection, environment: str, at: datetime) -> datetime | None:
    due = (_ATTEMPT.c.not_before.is_(None)) | (_ATTEMPT.c.not_before <= at)
    ready = (_ATTEMPT.c.environment == environment) & (_ATTEMPT.c.state == "ready") & due
    first = select(_ATTEMPT.c.created_at).where(ready).order_by(_ATTEMPT.c.created_at).limit(1)
    return connection.execute(first).scalar_one_or_none()


def _oldest_running(connection: Connection, environment: str) -> datetime | None:
    running = (_ATTEMPT.c.environment == environment) & (_ATTEMPT.c.state == "running")
    first = select(_ATTEMPT.c.taken_at).where(running, _ATTEMPT.c.taken_at.is_not(None))
    return connection.execute(first.order_by(_ATTEMPT.c.taken_at).limit(1)).scalar_one_or_none()
