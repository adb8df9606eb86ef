"""What puts right what the engine or a machine lost; every worker does it, and twice is as once.

    watch      a worker whose count stood still is dead: its attempts are ready again
    orphans    attempts that run in no living worker, or that this one does not know of
    waits      attempts whose time has come join the line
    strays     attempts at the head of the line that nobody brings: whatever is lost comes to the
               head in the end, for all that is not lost is served

No clock of another machine is read. A count is watched by the watcher's monotonic clock; a term is
over once this machine's clock says so, or once it was watched to pass, should the clock go back.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from ingest.jobs.claims import give_back
from ingest.jobs.engine import Delivery, Engine
from ingest.jobs.fair import joining_tag
from ingest.jobs.hands import Hands
from ingest.jobs.port import AttemptState, JobTimes
from ingest.jobs.queues import queue_of
from ingest.jobs.watching import Watch
from ingest.jobs.workers import WorkerState
from ingest.store.database import Database
from ingest.store.schema import METADATA

__all__ = ["Reaper"]

_log = logging.getLogger(__name__)
_attempt = METADATA.tables["attempt"]
_worker = METADATA.tables["worker"]
_AT_ONCE = 200
"""Attempts looked at in one round: a round stays well below a second, and the next one goes on."""


class Reaper:
    """One watcher; it remembers what it saw, and nothing of it matters once it is gone."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        times: JobTimes,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        """Begin to watch with the first round."""
        self._database = database
        self._engine = engine
        self._times = times
        self._clock = clock
        self._monotonic = monotonic
        self._beats = Watch(forgets=(times.reaper + times.lease).total_seconds())
        self._terms: dict[tuple[str, datetime], float] = {}

    def round(self, own: str | None = None, hands: Hands | None = None) -> int:
        """Look once at everything; `own` is the worker this is, with what it has in hand.

        Return how many attempts were enqueued.
        """
        self._declare_dead(own)
        self._bury()
        return self._orphans(own, hands) + self._waits() + self._strays()

    def _declare_dead(self, own: str | None) -> None:
        alive = select(_worker.c.id, _worker.c.beat).where(_worker.c.state == WorkerState.ALIVE)
        with self._database.read() as connection:
            beats = {row.id: row.beat for row in connection.execute(alive)}
        beats.pop(own or "", None)
        still = self._beats.look(beats, self._monotonic())
        for worker, seconds in still.items():
            if seconds >= self._times.lease.total_seconds():
                self._declare(worker, beats[worker])

    def _declare(self, worker: str, beat: int) -> None:
        dead = update(_worker).where(
            _worker.c.id == worker, _worker.c.beat == beat, _worker.c.state == WorkerState.ALIVE
        )  # fmt: skip
        with self._database.write() as connection:
            if connection.execute(dead.values(state=WorkerState.DEAD)).rowcount != 1:
                return
        _log.warning("worker %s is dead", worker)

    def _bury(self) -> None:
        """Let the engine forget the dead; only then their rows go."""
        with self._database.read() as connection:
            dead = connection.scalars(
                select(_worker.c.id).where(_worker.c.state == WorkerState.DEAD)
            ).all()
        for worker in dead:
            self._engine.forget_worker(worker)
            with self._database.write() as connection:
                connection.execute(delete(_worker).where(_worker.c.id == worker))

    def _orphans(self, own: str | None, hands: Hands | None) -> int:
        alive = select(_worker.c.id).where(_worker.c.state == WorkerState.ALIVE)
        running = select(_attempt).where(_attempt.c.state == AttemptState.RUNNING)
        gone = running.where(_attempt.c.worker.not_in(alive))
        with self._database.read() as connection:
            rows = list(connection.execute(gone.limit(_AT_ONCE)))
            if own is not None and hands is not None:
                mine = connection.execute(running.where(_attempt.c.worker == own))
                rows += [row for row in mine if row.id not in hands]
        return sum(self._return(row) for row in rows)

    def _return(self, row: Row[Any]) -> bool:
        with self._database.write() as connection:
            if not give_back(connection, row.id, row.token, self._times, "worker_lost"):
                return False
            return self._enqueue(connection, row)

    def _waits(self) -> int:
        waiting = _attempt.c.not_before.is_not(None)
        with self._database.read() as connection:
            rows = list(connection.execute(
                select(_attempt).where(_attempt.c.state == AttemptState.READY, waiting)
                .order_by(_attempt.c.not_before).limit(_AT_ONCE)
            ))  # fmt: skip
        terms = {(row.id, row.not_before): self._term(row) for row in rows}
        self._terms = terms
        now = self._monotonic()
        return sum(
            self._join(row) for row in rows if terms[row.id, row.not_before] <= now
        )  # fmt: skip

    def _term(self, row: Row[Any]) -> float:
        """Return when a term is over, by the monotonic clock: as first seen, or sooner."""
        until: datetime = row.not_before
        over = self._monotonic() + (until - self._clock()).total_seconds()
        return min(over, self._terms.get((row.id, until), over))

    def _join(self, row: Row[Any]) -> bool:
        with self._database.write() as connection:
            tag = joining_tag(connection, row.share)
            return self._enqueue(connection, row, priority=tag, not_before=None)

    def _strays(self) -> int:
        head = (
            select(_attempt)
            .where(_attempt.c.state == AttemptState.READY, _attempt.c.not_before.is_(None))
            .order_by(_attempt.c.priority).limit(_AT_ONCE)
        )  # fmt: skip
        with self._database.read() as connection:
            rows = {_delivery(row).id: row for row in connection.execute(head)}
            workers = connection.scalars(
                select(_worker.c.id).where(_worker.c.state == WorkerState.ALIVE)
            ).all()
        if not rows:
            return 0
        lost = self._engine.lost(rows, workers)
        return sum(self._again(rows[name]) for name in lost)

    def _again(self, row: Row[Any]) -> bool:
        with self._database.write() as connection:
            return self._enqueue(connection, row)

    def _enqueue(self, connection: Connection, row: Row[Any], **values: object) -> bool:
        """Have an attempt brought once more; False where it moved on since it was read."""
        as_seen = update(_attempt).where(
            _attempt.c.id == row.id, _attempt.c.state == AttemptState.READY,
            _attempt.c.delivery == row.delivery,
        )  # fmt: skip
        moved = as_seen.values(delivery=row.delivery + 1, **values).returning(_attempt)
        found = connection.execute(moved).one_or_none()
        if found is None:
            return False
        self._engine.deliver(connection, _delivery(found))
        return True


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(row.id, row.delivery, queue_of(row.kind).name, row.priority)
