"""What puts right what was lost."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from ingest.jobs.engine import Delivery, Engine
from ingest.jobs.hands import Hands
from ingest.jobs.port import AttemptState, JobTimes
from ingest.jobs.reaper import Reaper
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.ingest.jobs.rows import NOON, SetClock, ask, come, row_of, taken

TIMES = JobTimes(lease=timedelta(seconds=30), reaper=timedelta(seconds=10), tries=3)
_worker = METADATA.tables["worker"]
_attempt = METADATA.tables["attempt"]


class Watcher:
    """A reaper, its two clocks, and the engine it tells."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = SetClock()
        self.seconds = 1000.0
        self.engine = Engine(database)
        self._reaper = Reaper(database, self.engine, TIMES, self.clock, lambda: self.seconds)

    def look(self, *, after: float = 0.0, own: str | None = None) -> int:
        self.seconds += after
        return self._reaper.round(own, Hands())

    def close(self) -> None:
        self.engine.close()

    def brought(self, name: str) -> bool:
        """Whether the engine is going to bring an attempt."""
        row = row_of(self.database, name)
        delivery = f"{name}.{row.delivery}"
        return not self.engine.lost([delivery], [])


@pytest.fixture
def watcher(prepared: Database) -> Iterator[Watcher]:
    """Over a database with one worker that is alive."""
    come(prepared, "w")
    with closing(Watcher(prepared)) as opened:
        yield opened


def _beat(database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(_worker).values(beat=_worker.c.beat + 1))


def _states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(_worker.c.state)))


def test_what_a_worker_had_whose_count_stood_still_for_a_lease_is_brought_to_another(
    watcher: Watcher,
) -> None:
    ask(watcher.database, "a")
    taken(watcher.database, "a")
    looks = [watcher.look(after=10) for _ in range(4)]
    row = row_of(watcher.database, "a")

    assert looks == [0, 0, 0, 1]
    assert (row.state, row.token, row.reason) == (AttemptState.READY, 1, "worker_lost")
    assert watcher.brought("a")
    assert _states(watcher.database) == []


def test_a_worker_whose_count_goes_on_keeps_what_it_has(watcher: Watcher) -> None:
    ask(watcher.database, "a")
    taken(watcher.database, "a")
    for _ in range(10):
        _beat(watcher.database)
        watcher.look(after=10)

    assert row_of(watcher.database, "a").state == AttemptState.RUNNING


def test_a_watcher_that_was_away_takes_nobody_for_dead(watcher: Watcher) -> None:
    watcher.look()
    watcher.look(after=3600)

    assert _states(watcher.database) == ["alive"]


def test_no_wall_clock_makes_a_worker_dead(watcher: Watcher) -> None:
    for hours in (-1, 5, -9):
        watcher.clock.step(timedelta(hours=hours))
        watcher.look(after=1)

    assert _states(watcher.database) == ["alive"]


def test_what_a_worker_lets_lie_it_brings_itself_anew(watcher: Watcher) -> None:
    ask(watcher.database, "a")
    taken(watcher.database, "a")

    assert watcher.look(own="w") == 1
    assert row_of(watcher.database, "a").state == AttemptState.READY


def test_an_attempt_that_kills_its_workers_is_not_brought_for_ever(watcher: Watcher) -> None:
    ask(watcher.database, "a")
    for _ in range(TIMES.tries):
        taken(watcher.database, "a")
        watcher.look(own="w")

    assert row_of(watcher.database, "a").state == AttemptState.FAILED
    assert not watcher.look()


def test_what_the_engine_lost_is_brought_again_and_what_it_has_is_not(watcher: Watcher) -> None:
    ask(watcher.database, "lost")
    ask(watcher.database, "had")
    with watcher.database.write() as connection:
        watcher.engine.deliver(connection, Delivery("had", 1, "judging", 1))

    assert [watcher.look(), watcher.look()] == [1, 0]
    assert watcher.brought("lost")
    assert row_of(watcher.database, "had").delivery == 1


def test_what_waits_is_brought_when_its_time_has_come_and_joins_the_line_anew(
    watcher: Watcher,
) -> None:
    ask(watcher.database, "a", not_before=NOON + timedelta(seconds=15), priority=2)
    ask(watcher.database, "head", share="t", priority=40)
    watcher.look()
    before = row_of(watcher.database, "a")
    watcher.clock.step(timedelta(seconds=20))
    watcher.look(after=20)
    after = row_of(watcher.database, "a")

    assert (before.not_before, before.delivery) == (NOON + timedelta(seconds=15), 1)
    assert (after.not_before, after.delivery, after.priority) == (None, 2, 41)


def test_a_clock_that_steps_back_an_hour_makes_nobody_wait_an_hour(watcher: Watcher) -> None:
    ask(watcher.database, "a", not_before=NOON + timedelta(seconds=15))
    watcher.look()
    watcher.clock.step(timedelta(hours=-1))

    assert [watcher.look(after=10), watcher.look(after=10)] == [0, 1]


def test_a_worker_that_is_dead_is_forgotten_by_the_engine_too(watcher: Watcher) -> None:
    with watcher.database.write() as connection:
        connection.execute(delete(_worker))
    ask(watcher.database, "a", state=AttemptState.RUNNING, worker="gone", token=1)

    assert watcher.look() == 1
