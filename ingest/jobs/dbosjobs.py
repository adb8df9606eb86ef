"""The port over DBOS and our own table: asking, cancelling, working, putting right.

Asking writes the attempt and its delivery in the caller's transaction: either both are there or
neither. A delivery carries an id; what is to be done, and whether it still is, says the table.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import SQLAlchemyError

from ingest.errors import WorkerLostError
from ingest.jobs.bench import Bench
from ingest.jobs.chores import doing_chores
from ingest.jobs.engine import RELEASE, Delivery, Engine
from ingest.jobs.fair import joining_tag
from ingest.jobs.port import Attempt, AttemptState, Chore, JobTimes, Stages
from ingest.jobs.queues import QUEUES, queue_of
from ingest.jobs.reaper import Reaper
from ingest.jobs.workers import Heartbeat, enter, leave
from ingest.store.absent import insert_absent
from ingest.store.database import Database
from ingest.store.ids import new_id
from ingest.store.schema import METADATA

__all__ = ["DbosJobs", "prepare"]

_log = logging.getLogger(__name__)
_attempt = METADATA.tables["attempt"]
_TICK = 0.2
"""Seconds until a worker sees that it is told to stop."""
_FORGETTING = timedelta(minutes=1)
"""The engine's rows of what was brought are of no use to anybody."""


def prepare(database: Database) -> None:
    """Bring the engine's own tables to its version; for `evidence migrate`."""
    Engine(database).prepare()


class DbosJobs:
    """`Jobs` over one database. Who only asks needs no worker, and starts no engine."""

    def __init__(
        self,
        database: Database,
        times: JobTimes,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        release: str = RELEASE,
    ) -> None:
        """Connect to nothing yet; a worker takes what was enqueued under its own release."""
        self._database = database
        self._times = times
        self._clock = clock
        self._engine = Engine(database, release=release)
        self._reaper = Reaper(database, self._engine, times, clock, monotonic)

    def enqueue(
        self,
        connection: Connection,
        attempt: Attempt,
        *,
        environment: str,
        sender: str,
        share: str = "",
        not_before: datetime | None = None,
    ) -> bool:
        """Ask for an attempt; see `Jobs.enqueue`."""
        share = share or sender
        row = {
            "id": new_id("att"), "environment": environment, "sender": sender, "share": share,
            **attempt._asdict(), "state": AttemptState.READY, "token": 0, "delivery": 1,
            "priority": joining_tag(connection, share), "tries": 0, "not_before": not_before,
            "created_at": self._clock(),
        }  # fmt: skip
        if not insert_absent(connection, _attempt, row):
            return False
        if not_before is None:
            line = queue_of(attempt.kind).name
            delivery = Delivery(str(row["id"]), 1, line, row["priority"])
            self._engine.deliver(connection, delivery)
        return True

    def cancel(self, connection: Connection, subject: str) -> int:
        """Cancel what is not done; see `Jobs.cancel`."""
        open_ = _attempt.c.state.in_((AttemptState.READY, AttemptState.RUNNING))
        cancelled = update(_attempt).where(_attempt.c.subject == subject, open_).values(
            state=AttemptState.CANCELLED, worker=None, done_at=self._clock()
        )  # fmt: skip
        return connection.execute(cancelled).rowcount

    def run_worker(
        self, stages: Stages, stop: Callable[[], bool], chores: Sequence[Chore] = ()
    ) -> bool:
        """Work until told to stop; see `Jobs.run_worker`."""
        worker = enter(self._database, self._clock)
        bench = Bench(
            self._database, worker, stages, self._times, self._clock, self._engine.forget
        )  # fmt: skip
        own = Chore(_FORGETTING, self._engine.forget_done)
        with (
            Heartbeat(self._database, worker, self._times.heartbeat, self._clock, bench.lose),
            doing_chores((own, *chores)),
            self._engine.running(
                worker, bench.bring, QUEUES.values(), self._times.poll.total_seconds()
            ),
        ):  # fmt: skip
            self._watch(bench, stop)
            finished = bench.close(self._times.grace.total_seconds())
        leave(self._database, worker)
        self.reap()
        return finished

    def reap(self) -> int:
        """Put right what was lost; see `Jobs.reap`."""
        return self._reaper.round()

    def status(self, attempt: Attempt) -> AttemptState | None:
        """Return where an attempt stands; None where it was never asked for."""
        with self._database.read() as connection:
            state = connection.scalar(
                select(_attempt.c.state).filter_by(**attempt._asdict())
            )  # fmt: skip
        return None if state is None else AttemptState(state)

    def close(self) -> None:
        """Close every connection of the engine."""
        self._engine.close()

    def _watch(self, bench: Bench, stop: Callable[[], bool]) -> None:
        every, due = self._times.reaper.total_seconds(), float("-inf")
        while not stop():
            if time.monotonic() >= due:
                self._round(bench)
                due = time.monotonic() + every
            if bench.lost.wait(min(_TICK, every)):
                raise WorkerLostError(f"{bench.worker} was declared dead")

    def _round(self, bench: Bench) -> None:
        try:
            self._reaper.round(bench.worker, bench.hands)
        except SQLAlchemyError as error:  # the database is away: the next round comes
            _log.warning("nothing reaped: %s", type(error).__name__)
