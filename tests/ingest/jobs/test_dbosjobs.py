"""The port over the engine: on SQLite and on PostgreSQL."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from ingest.jobs.dbosjobs import DbosJobs, prepare
from ingest.jobs.port import Attempt, AttemptState, JobTimes, Turn
from ingest.store.database import Database
from tests.ingest.jobs.rows import NOON, SetClock, shard

TIMES = JobTimes(
    heartbeat=timedelta(seconds=1), reaper=timedelta(seconds=1), poll=timedelta(milliseconds=20)
)


@pytest.fixture
def jobs(database: Database) -> Iterator[DbosJobs]:
    """Jobs over an empty database."""
    prepare(database)
    with closing(DbosJobs(database, TIMES, SetClock())) as opened:
        yield opened


@pytest.fixture
def local(prepared: Database) -> Iterator[DbosJobs]:
    """Jobs over an empty database of SQLite."""
    with closing(DbosJobs(prepared, TIMES, SetClock())) as opened:
        yield opened


def _ask(jobs: DbosJobs, connection: Connection, part: str, share: str = "") -> bool:
    return jobs.enqueue(connection, shard(part), environment="sandbox", sender="s", share=share)


class Stage:
    """Finishes what it is given, and says to stop after so many."""

    def __init__(self, database: Database, count: int) -> None:
        self.done: list[str] = []
        self._database = database
        self._count = count

    def __call__(self, turn: Turn) -> None:
        with self._database.write() as connection:
            turn.finish(connection)
        self.done.append(turn.attempt.part)

    def over(self) -> bool:
        return len(self.done) >= self._count


def test_what_is_asked_for_is_done_fairly_between_shares_and_in_silence(
    jobs: DbosJobs, database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    with database.write() as connection:
        for number in range(4):
            assert _ask(jobs, connection, f"big{number}", "big")
        assert _ask(jobs, connection, "small0", "small")
    stage = Stage(database, 5)
    finished = jobs.run_worker({"shard": stage}, stage.over)

    assert finished
    assert stage.done == ["big0", "big1", "small0", "big2", "big3"]
    assert jobs.status(shard("small0")) == AttemptState.DONE
    assert capfd.readouterr() == ("", "")


def test_a_delivery_that_is_forgotten_while_it_is_brought_is_no_error(
    local: DbosJobs, prepared: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with prepared.write() as connection:
        _ask(local, connection, "a")
    stage = Stage(prepared, 2)

    def forgotten(turn: Turn) -> None:
        with prepared.write() as connection:
            connection.execute(text("DELETE FROM workflow_status"))
            if turn.attempt.part == "a":
                _ask(local, connection, "b")
        stage(turn)

    local.run_worker({"shard": forgotten}, stage.over)
    assert (stage.done, caplog.records) == (["a", "b"], [])


def test_what_is_asked_for_in_a_transaction_that_is_undone_was_never_asked_for(
    jobs: DbosJobs, database: Database
) -> None:
    with database.read() as connection:
        _ask(jobs, connection, "a")

    assert jobs.status(shard("a")) is None
    assert _deliveries(database) == []


def test_what_was_asked_for_is_not_asked_for_again(local: DbosJobs, prepared: Database) -> None:
    with prepared.write() as connection:
        assert [_ask(local, connection, "a"), _ask(local, connection, "a")] == [True, False]

    assert len(_deliveries(prepared)) == 1


def test_the_engine_is_told_ids_and_nothing_else(local: DbosJobs, prepared: Database) -> None:
    with prepared.write() as connection:
        _ask(local, connection, "a")
    [inputs] = _deliveries(prepared)
    told = json.loads(inputs)

    assert told["positionalArgs"][0].startswith("att-")
    assert told["positionalArgs"][1:] == ["judging"]


def test_what_waits_for_its_time_is_not_brought(local: DbosJobs, prepared: Database) -> None:
    with prepared.write() as connection:
        local.enqueue(connection, shard("a"), environment="sandbox", sender="s", not_before=NOON)

    assert _deliveries(prepared) == []
    assert local.reap() == 1


def test_what_is_cancelled_is_cancelled_whoever_has_it(local: DbosJobs, prepared: Database) -> None:
    with prepared.write() as connection:
        _ask(local, connection, "a")
        local.enqueue(connection, Attempt("stamp", "rct"), environment="sandbox", sender="s")
    with prepared.write() as connection:
        assert local.cancel(connection, "jdg-1") == 1

    assert local.status(shard("a")) == AttemptState.CANCELLED
    assert local.status(Attempt("stamp", "rct")) == AttemptState.READY


def _deliveries(database: Database) -> list[str]:
    schema = "" if database.is_sqlite else "dbos."
    with database.read() as connection:
        return list(connection.scalars(text(f"SELECT inputs FROM {schema}workflow_input")))
