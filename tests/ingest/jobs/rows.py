"""Rows of attempts and workers as tests write and read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from ingest.jobs.claims import Claim, take
from ingest.jobs.port import Attempt, AttemptState
from ingest.jobs.workers import WorkerState
from ingest.store.database import Database
from ingest.store.schema import METADATA

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
_attempt = METADATA.tables["attempt"]
_worker = METADATA.tables["worker"]


class SetClock:
    """A clock that stands where it is set."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def step(self, by: timedelta) -> None:
        self.at += by


def ask(database: Database, name: str, *, priority: int = 1, **values: object) -> None:
    """Write an attempt that is ready, without an engine."""
    row = {
        "id": name, "environment": "sandbox", "sender": "s", "share": "s", "kind": "shard",
        "subject": "jdg-1", "part": name, "state": AttemptState.READY, "token": 0, "delivery": 1,
        "priority": priority, "tries": 0, "created_at": NOON,
    }  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(_attempt).values({**row, **values}))


def come(database: Database, worker: str) -> None:
    """Write a worker that is alive."""
    with database.write() as connection:
        connection.execute(insert(_worker).values(
            id=worker, host="here", process=1, state=WorkerState.ALIVE, beat=0, started_at=NOON,
            beat_at=NOON,
        ))  # fmt: skip


def declare_dead(database: Database, worker: str) -> None:
    """Say that a worker is dead."""
    with database.write() as connection:
        connection.execute(
            update(_worker).where(_worker.c.id == worker).values(state=WorkerState.DEAD)
        )


def taken(
    database: Database, attempt: str, worker: str = "w", clock: SetClock | None = None
) -> Claim:
    """Take an attempt that can be taken."""
    with database.write() as connection:
        claim = take(connection, attempt, worker, clock or SetClock())
    assert claim is not None
    return claim


def row_of(database: Database, name: str) -> Row[Any]:
    """Return the row of an attempt."""
    with database.read() as connection:
        return connection.execute(select(_attempt).where(_attempt.c.id == name)).one()


def shard(name: str) -> Attempt:
    """Return an attempt at a shard."""
    return Attempt("shard", "jdg-1", name)
