"""Rows of workers, and their heartbeat."""

import threading
from datetime import timedelta

from sqlalchemy import select

from ingest.jobs.workers import Heartbeat, enter, leave
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.ingest.jobs.rows import SetClock, declare_dead

_worker = METADATA.tables["worker"]
_OFTEN = timedelta(milliseconds=5)


class Losing:
    """Takes note that the worker was lost."""

    def __init__(self) -> None:
        self.lost = threading.Event()

    def __call__(self) -> None:
        self.lost.set()


def test_no_two_starts_have_one_id(prepared: Database) -> None:
    assert enter(prepared, SetClock()) != enter(prepared, SetClock())


def test_the_count_goes_up_as_long_as_the_worker_is_there(prepared: Database) -> None:
    worker = enter(prepared, SetClock())
    beaten = threading.Event()

    def clock_at_each_beat() -> object:
        beaten.set()
        return SetClock()()

    with Heartbeat(prepared, worker, _OFTEN, clock_at_each_beat, Losing()):  # type: ignore[arg-type]
        assert beaten.wait(10)
    with prepared.read() as connection:
        assert connection.execute(select(_worker.c.beat)).scalar_one() > 0


def test_a_worker_that_was_declared_dead_learns_of_it(prepared: Database) -> None:
    worker, losing = enter(prepared, SetClock()), Losing()
    declare_dead(prepared, worker)
    with Heartbeat(prepared, worker, _OFTEN, SetClock(), losing):
        assert losing.lost.wait(10)


def test_a_worker_whose_row_is_gone_learns_of_it_too(prepared: Database) -> None:
    losing = Losing()
    with Heartbeat(prepared, "wrk-unknown", _OFTEN, SetClock(), losing):
        assert losing.lost.wait(10)


def test_who_leaves_is_not_waited_for(prepared: Database) -> None:
    worker = enter(prepared, SetClock())
    leave(prepared, worker)
    with prepared.read() as connection:
        assert connection.execute(select(_worker.c.state)).scalar_one() == "dead"
