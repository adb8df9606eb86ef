"""The whole service under harm, with a real package: from its receipt to the last verdict."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from fixtures.package import write_package
from ingest.jobs.port import AttemptState
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.kill.stand import wait_until
from tests.services.gateway import serving

pytestmark = [pytest.mark.kill, pytest.mark.enable_socket]
_CASES = 140
"""Two shards."""
_attempt, _worker = METADATA.tables["attempt"], METADATA.tables["worker"]
_verdict, _judgement = METADATA.tables["verdict"], METADATA.tables["judgement"]
_outbox, _package = METADATA.tables["outbox"], METADATA.tables["package"]
_receipt = METADATA.tables["receipt"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A package of two shards."""
    path = tmp_path_factory.mktemp("sent") / "package.zip"
    write_package(path, cases=_CASES, item_size=900, environment="sandbox")
    return path.read_bytes()


def test_workers_killed_in_every_stage_lose_no_case_and_name_none_twice(
    database_address: str, tmp_path: Path, package: bytes
) -> None:
    data = tmp_path / "data"
    with (
        serving(data, workers=2, database=database_address) as gateway,
        closing(Database(database_address)) as database,
    ):
        gateway.submit(package)
        killed: set[int] = set()
        for kind in ("open", "shard", "shard", "close"):
            killed.add(_signal_who_runs(database, kind, killed, signal.SIGKILL))
        wait_until(lambda: _states(database) == ["judged"], 120)

        assert _counted(database) == (_CASES, _CASES, _CASES)
        assert _received(database) == (1, 1)


def test_a_worker_that_stands_still_while_it_closes_doubles_nothing_when_it_wakes_up(
    database_address: str, tmp_path: Path, package: bytes
) -> None:
    data = tmp_path / "data"
    with (
        serving(data, workers=2, database=database_address) as gateway,
        closing(Database(database_address)) as database,
    ):
        gateway.submit(package)
        asleep = _signal_who_runs(database, "close", set(), signal.SIGSTOP)
        _let_go_of_writing(database, asleep)
        try:
            wait_until(lambda: _states(database) == ["judged"], 180)
        finally:
            os.kill(asleep, signal.SIGCONT)
        wait_until(lambda: not _running(database), 60)
        assert _counted(database) == (_CASES, _CASES, _CASES)


def test_a_service_told_to_stop_gives_back_what_it_judges_and_another_goes_on(
    database_address: str, tmp_path: Path, package: bytes
) -> None:
    data = tmp_path / "data"
    with closing(Database(database_address)) as database:
        with serving(data, workers=1, database=database_address) as gateway:
            gateway.submit(package)
            wait_until(lambda: _running(database) == {"shard"}, 60)
            assert gateway.stop() == 0
        assert _running(database) == set()
        with serving(data, workers=1, database=database_address):
            wait_until(lambda: _states(database) == ["judged"], 120)
        assert _counted(database) == (_CASES, _CASES, _CASES)


def _running(database: Database) -> set[str]:
    """Return the kinds of attempts that a worker has in hand."""
    running = select(_attempt.c.kind).where(_attempt.c.state == AttemptState.RUNNING)
    with database.read() as connection:
        return set(connection.scalars(running))


def _signal_who_runs(database: Database, kind: str, but: set[int], number: int) -> int:
    """Signal another worker that has an attempt of a kind in hand, as soon as one has."""
    running = (
        select(_worker.c.process)
        .join(_attempt, _attempt.c.worker == _worker.c.id)
        .where(_attempt.c.kind == kind, _attempt.c.state == AttemptState.RUNNING)
        .where(_worker.c.process.not_in(but))
    )
    found: list[int] = []

    def looks() -> bool:
        with database.read() as connection:
            found.extend(connection.scalars(running))
        return bool(found)

    wait_until(looks, 120)
    os.kill(found[0], number)
    return found[0]


def _let_go_of_writing(database: Database, asleep: int) -> None:
    """Wake a sleeper for a moment until it sleeps outside a write.

    SQLite has one writer: who sleeps in the middle of a write holds up everybody until it wakes.
    """
    while database.is_sqlite and not _is_free(database):
        os.kill(asleep, signal.SIGCONT)
        os.kill(asleep, signal.SIGSTOP)


def _is_free(database: Database) -> bool:
    path = make_url(database.address).database or ""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as rows:
        try:
            rows.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        rows.execute("ROLLBACK")
    return True


def _states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(_package.c.state)))


def _counted(database: Database) -> tuple[int, int, int]:
    """Return rows of verdicts, cases that judgements name, and verdicts told of."""
    named = select(func.sum(_judgement.c.cases)).where(_judgement.c.state == "closed")
    told = select(func.count()).where(_outbox.c.kind == "verdict.recorded")
    with database.read() as connection:
        verdicts, cases, events = (
            connection.execute(query).scalar_one()
            for query in (select(func.count()).select_from(_verdict), named, told)
        )
    return int(verdicts), int(cases), int(events)


def _received(database: Database) -> tuple[int, int]:
    """Return how many packages there are, and how many receipts."""
    with database.read() as connection:
        packages, receipts = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (_package, _receipt)
        )
    return int(packages), int(receipts)
