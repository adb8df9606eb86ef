"""Taking attempts and letting go of them: on SQLite and on PostgreSQL."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select

from ingest.errors import FencedError, WorkerLostError
from ingest.jobs.claims import Claim, give_back, take, take_next
from ingest.jobs.port import AttemptState, JobTimes
from ingest.jobs.queues import stands_in
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.ingest.jobs.rows import NOON, SetClock, ask, come, declare_dead, row_of, taken

TIMES = JobTimes(retry=timedelta(seconds=4), retry_bound=timedelta(seconds=10), tries=4)

_ENDINGS: Mapping[str, Callable[[Claim, Connection], None]] = {
    "finish": lambda claim, connection: claim.finish(connection),
    "wait": lambda claim, connection: claim.wait(connection, NOON, "source_down"),
    "fail": lambda claim, connection: claim.fail(connection, "no"),
    "raised": lambda claim, connection: claim.raised(connection, "ValueError", TIMES),
    "put_off": lambda claim, connection: claim.put_off(connection, "BlobStoreError", TIMES),
}


@pytest.fixture
def asked(database: Database) -> Database:
    """One attempt, and one worker that is alive."""
    come(database, "w")
    ask(database, "a")
    return database


def test_who_takes_an_attempt_counts_its_token_up(asked: Database) -> None:
    assert taken(asked, "a").token == 1


def test_an_attempt_that_is_taken_is_not_taken_again(asked: Database) -> None:
    taken(asked, "a")
    with asked.write() as connection:
        assert take(connection, "a", "w", SetClock()) is None


def test_finishing_keeps_what_came_of_it(asked: Database) -> None:
    claim = taken(asked, "a")
    with asked.write() as connection:
        claim.finish(connection, {"cases": 7})
    row = row_of(asked, "a")

    assert (row.state, row.result, row.worker) == (AttemptState.DONE, {"cases": 7}, None)


@pytest.mark.parametrize("ending", list(_ENDINGS))
def test_whatever_is_written_with_an_old_token_is_undone(asked: Database, ending: str) -> None:
    claim = taken(asked, "a")
    with asked.write() as connection:
        give_back(connection, "a", claim.token, TIMES, "worker_lost")
    taken(asked, "a")
    jti = METADATA.tables["jti"]

    def write() -> None:
        with asked.write() as connection:
            connection.execute(insert(jti).values(client="c", value="v", expires=NOON))
            _ENDINGS[ending](claim, connection)

    with pytest.raises(FencedError):
        write()
    with asked.read() as connection:
        assert connection.execute(select(jti)).all() == []


def test_who_was_cancelled_meanwhile_finishes_nothing(asked: Database) -> None:
    claim = taken(asked, "a")
    attempt = METADATA.tables["attempt"]
    with asked.write() as connection:
        connection.execute(attempt.update().values(state=AttemptState.CANCELLED))
    with pytest.raises(FencedError), asked.write() as connection:
        claim.finish(connection)


def test_who_was_declared_dead_takes_nothing(asked: Database) -> None:
    declare_dead(asked, "w")
    with pytest.raises(WorkerLostError), asked.write() as connection:
        take(connection, "a", "w", SetClock())

    assert row_of(asked, "a").token == 0


def test_an_attempt_that_waits_is_not_taken(asked: Database) -> None:
    claim = taken(asked, "a")
    with asked.write() as connection:
        claim.wait(connection, NOON + timedelta(hours=1), "source_down")
    with asked.write() as connection:
        assert take(connection, "a", "w", SetClock()) is None

    assert row_of(asked, "a").not_before == NOON + timedelta(hours=1)


def test_a_stage_that_raises_is_left_alone_twice_as_long_each_time_and_then_given_up(
    asked: Database,
) -> None:
    attempt = METADATA.tables["attempt"]
    waits = []
    for _ in range(TIMES.tries - 1):
        claim = taken(asked, "a")
        with asked.write() as connection:
            claim.raised(connection, "ValueError", TIMES)
        waits.append((row_of(asked, "a").not_before - NOON).total_seconds())
        with asked.write() as connection:
            connection.execute(attempt.update().values(not_before=None))
    claim = taken(asked, "a")
    with asked.write() as connection:
        claim.raised(connection, "ValueError", TIMES)
    row = row_of(asked, "a")

    assert (waits, row.state, row.reason) == ([4, 8, 10], AttemptState.FAILED, "ValueError")


def test_an_attempt_that_is_put_off_is_not_given_up_however_often(asked: Database) -> None:
    attempt = METADATA.tables["attempt"]
    waits = []
    for token in (1, 2, 3, 4, 5, 100_000):
        with asked.write() as connection:
            connection.execute(attempt.update().values(not_before=None, token=token - 1))
        claim = taken(asked, "a")
        with asked.write() as connection:
            claim.put_off(connection, "BlobStoreError", TIMES)
        waits.append((row_of(asked, "a").not_before - NOON).total_seconds())
    row = row_of(asked, "a")

    assert waits == [4, 8, 10, 10, 10, 10]
    assert (row.state, row.tries, row.reason) == (AttemptState.READY, 0, "BlobStoreError")


def test_an_attempt_whose_workers_keep_dying_is_given_up(asked: Database) -> None:
    given = []
    for _ in range(TIMES.tries):
        token = taken(asked, "a").token
        with asked.write() as connection:
            given.append(give_back(connection, "a", token, TIMES, "worker_lost"))
    row = row_of(asked, "a")

    assert (given, row.state) == ([True, True, True, False], AttemptState.FAILED)


def test_what_was_finished_is_not_given_back(asked: Database) -> None:
    claim = taken(asked, "a")
    with asked.write() as connection:
        claim.finish(connection)
    with asked.write() as connection:
        assert not give_back(connection, "a", claim.token, TIMES, "worker_lost")

    assert row_of(asked, "a").state == AttemptState.DONE


def test_who_is_next_in_its_own_line_is_taken(asked: Database) -> None:
    ask(asked, "b", priority=0, kind="stamp")
    ask(asked, "c", priority=0, not_before=NOON)
    ask(asked, "d", priority=2)
    with asked.write() as connection:
        first = take_next(connection, stands_in("judging"), "w", SetClock())
        second = take_next(connection, stands_in("judging"), "w", SetClock())
        third = take_next(connection, stands_in("judging"), "w", SetClock())

    assert [claim and claim.id for claim in (first, second, third)] == ["a", "d", None]
