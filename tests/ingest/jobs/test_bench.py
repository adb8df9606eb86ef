"""Where a worker does what is brought."""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ingest.errors import (
    BlobDiffersError,
    BlobMissingError,
    BlobSpaceError,
    BlobStoreError,
    FencedError,
)
from ingest.jobs.bench import Bench
from ingest.jobs.port import AttemptState, JobTimes, Turn
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.ingest.jobs.rows import NOON, SetClock, ask, come, declare_dead, row_of

_ATTEMPT = METADATA.tables["attempt"]


@pytest.fixture
def asked(prepared: Database) -> Database:
    """Three attempts, and one worker."""
    come(prepared, "w")
    for number in (1, 2, 3):
        ask(prepared, f"a{number}", priority=number)
    return prepared


def _bench(
    database: Database,
    stage: Callable[[Turn], None],
    forget: Callable[[Collection[str]], None] = lambda _: None,
) -> Bench:
    return Bench(database, "w", {"shard": stage}, JobTimes(), SetClock(), forget)


def test_one_that_is_brought_is_done_and_those_who_are_next_after_it(asked: Database) -> None:
    done, forgotten = [], list[str]()

    def stage(turn: Turn) -> None:
        done.append(turn.attempt.part)
        with asked.write() as connection:
            turn.finish(connection)

    _bench(asked, stage, forgotten.extend).bring("a2", "judging")

    assert done == ["a2", "a1", "a3"]
    assert forgotten == ["a1.1", "a3.1"]


def test_of_a_stage_that_raises_only_the_name_is_kept(
    asked: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def stage(_turn: Turn) -> None:
        raise ValueError("张三 110101199001011234")

    with caplog.at_level(logging.DEBUG):
        _bench(asked, stage).bring("a1", "judging")
    row = row_of(asked, "a1")

    assert (row.state, row.reason, row.tries) == (AttemptState.READY, "ValueError", 1)
    assert row.not_before == NOON + JobTimes().retry
    assert "110101199001011234" not in caplog.text


def test_a_kind_without_stage_is_tried_again_as_one_that_raises(asked: Database) -> None:
    ask(asked, "b", kind="unknown")
    _bench(asked, lambda _: None).bring("b", "judging")

    assert row_of(asked, "b").reason == "KeyError"


def test_a_stage_whose_attempt_was_given_away_leaves_it_as_it_is(asked: Database) -> None:
    def stage(_turn: Turn) -> None:
        raise FencedError("a1")

    _bench(asked, stage).bring("a1", "judging")

    assert row_of(asked, "a1").state == AttemptState.RUNNING


def test_a_stage_that_raises_after_its_attempt_was_cancelled_ends_no_worker(
    asked: Database,
) -> None:
    done = []

    def stage(turn: Turn) -> None:
        done.append(turn.attempt.part)
        with asked.write() as connection:
            connection.execute(
                update(_ATTEMPT).where(_ATTEMPT.c.part == turn.attempt.part)
                .values(state=AttemptState.CANCELLED)
            )  # fmt: skip
        raise ValueError

    _bench(asked, stage).bring("a1", "judging")

    assert done == ["a1", "a2", "a3"]
    assert row_of(asked, "a1").state == AttemptState.CANCELLED


@pytest.mark.parametrize("away", [
    BlobStoreError("no answer"), BlobSpaceError("full"), OperationalError("", None, OSError()),
    PoolTimeoutError(), InterfaceError("", None, OSError()),
])  # fmt: skip
def test_a_store_that_is_away_counts_as_no_try(asked: Database, away: Exception) -> None:
    row = _raising(asked, away)

    assert (row.state, row.reason, row.tries) == (AttemptState.READY, type(away).__name__, 0)
    assert row.not_before == NOON + JobTimes().retry


@pytest.mark.parametrize("lost", [BlobMissingError("d"), BlobDiffersError("d")])
def test_what_a_store_has_lost_counts_as_a_try(asked: Database, lost: Exception) -> None:
    assert _raising(asked, lost).tries == 1


def _raising(database: Database, error: Exception) -> Row[Any]:
    """Return the row of an attempt whose stage raised."""

    def stage(_turn: Turn) -> None:
        raise error

    _bench(database, stage).bring("a1", "judging")
    return row_of(database, "a1")


def test_a_worker_that_was_declared_dead_takes_nothing_and_says_so(asked: Database) -> None:
    declare_dead(asked, "w")
    bench = _bench(asked, lambda _: None)
    bench.bring("a1", "judging")

    assert bench.lost.is_set()
    assert row_of(asked, "a1").state == AttemptState.READY


def test_who_is_closed_takes_nothing_more(asked: Database) -> None:
    bench = _bench(asked, lambda _: None)
    assert bench.close(0)
    bench.bring("a1", "judging")

    assert row_of(asked, "a1").state == AttemptState.READY


def test_what_is_being_done_is_in_hand_and_then_no_more(asked: Database) -> None:
    held = []
    bench = _bench(asked, lambda turn: held.append(turn.attempt.part in bench.hands))
    bench.bring("a1", "judging")

    assert held == [True] * 3
    assert "a1" not in bench.hands


def test_who_closes_while_something_is_in_hand_learns_of_it(asked: Database) -> None:
    finished = []
    bench = _bench(asked, lambda _: finished.append(bench.close(0.01)))
    bench.bring("a1", "judging")

    assert finished == [False]


def test_a_longer_patience_is_bounded() -> None:
    assert JobTimes().retry < JobTimes().retry_bound <= timedelta(hours=1)
