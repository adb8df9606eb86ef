"""Who is at work: a row a process, whose count goes up as long as the process does.

No clock is compared with another: a watcher sees the count stand still, by its own monotonic clock.
A worker that finds itself declared dead has lost whatever it had in hand, and stops at once.
"""

import logging
import os
import platform
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from sqlalchemy import insert, update
from sqlalchemy.exc import SQLAlchemyError

from ingest.store.database import Database
from ingest.store.ids import new_id
from ingest.store.schema import METADATA

__all__ = ["Heartbeat", "WorkerState", "enter", "leave"]

_log = logging.getLogger(__name__)
_worker = METADATA.tables["worker"]


class WorkerState(StrEnum):
    """Where a worker stands."""

    ALIVE = "alive"
    DEAD = "dead"
    """Its attempts were given away; the row goes once the engine forgot it too."""


def enter(database: Database, clock: Callable[[], datetime]) -> str:
    """Write the row of this process and return its id, which no other start ever had."""
    worker, now = new_id("wrk"), clock()
    row = {
        "id": worker, "host": platform.node()[:128] or "?", "process": os.getpid(),
        "state": WorkerState.ALIVE, "beat": 0, "started_at": now, "beat_at": now,
    }  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(_worker).values(row))
    return worker


def leave(database: Database, worker: str) -> None:
    """Declare oneself dead, so that nobody waits to find out; the next round buries."""
    with database.write() as connection:
        connection.execute(
            update(_worker).where(_worker.c.id == worker).values(state=WorkerState.DEAD)
        )


class Heartbeat:
    """Counts a worker's beats up from a thread of its own, for as long as the block runs."""

    def __init__(
        self,
        database: Database,
        worker: str,
        every: timedelta,
        clock: Callable[[], datetime],
        lost: Callable[[], None],
    ) -> None:
        """Beat for a worker; `lost` is called once where it was declared dead."""
        self._database = database
        self._worker = worker
        self._every = every.total_seconds()
        self._clock = clock
        self._lost = lost
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(self._every):
            try:
                alive = self._beat()
            except SQLAlchemyError as error:  # the database is away: so it is for those who watch
                _log.warning("no heartbeat: %s", type(error).__name__)
                continue
            if not alive:
                self._lost()
                return

    def _beat(self) -> bool:
        own = update(_worker).where(
            _worker.c.id == self._worker, _worker.c.state == WorkerState.ALIVE
        )  # fmt: skip
        with self._database.write() as connection:
            beaten = connection.execute(
                own.values(beat=_worker.c.beat + 1, beat_at=self._clock())
            )  # fmt: skip
        return beaten.rowcount == 1
