"""The database goes away for ten seconds, and the clock steps back an hour."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ingest.store.database import Database
from ingest.store.migrate import migrate
from tests.kill.stand import Stand
from tests.services.postgres import Postgres

pytestmark = pytest.mark.kill
_PARTS = [f"p{number}" for number in range(150)]
_AWAY_S = 10.0


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A server of PostgreSQL that may be killed, for nobody else is on it."""
    with TemporaryDirectory(prefix="evidence-server-") as folder:
        Path(folder).chmod(0o755)  # its own account has to come in
        server = Postgres(Path(folder))
        yield server
        server.let_go()


def test_a_server_that_is_gone_for_ten_seconds_loses_and_doubles_nothing(
    server: Postgres, tmp_path: Path
) -> None:
    with closing(Database(server.new_database())) as database:
        migrate(database)
        with Stand(database, tmp_path) as stand:
            stand.ask(_PARTS)
            workers = [stand.start(), stand.start()]
            stand.wait_done(30)
            server.kill()
            time.sleep(_AWAY_S)
            server.start_again()
            stand.wait_done(len(_PARTS), 120)

            assert stand.each_once(_PARTS)
            assert [worker.poll() for worker in workers] == [None, None]


def test_a_file_that_is_locked_for_ten_seconds_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        migrate(database)
        with Stand(database, tmp_path) as stand:
            stand.ask(_PARTS)
            worker = stand.start()
            stand.wait_done(30)
            with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as holder:
                holder.execute("BEGIN EXCLUSIVE")
                time.sleep(_AWAY_S)
                holder.execute("ROLLBACK")
            stand.wait_done(len(_PARTS), 120)

            assert stand.each_once(_PARTS)
            assert worker.poll() is None


def test_a_clock_that_steps_back_an_hour_holds_up_nothing(stand: Stand) -> None:
    now = datetime.now(UTC)
    stand.ask(["soon"], now)
    stand.ask(["later"], now + timedelta(seconds=12))
    worker = stand.start()
    stand.wait_done(1)  # whoever brought the one has seen the other
    (stand.folder / "clock").write_text("-3600")
    stand.ask(_PARTS)
    stand.wait_done(2 + len(_PARTS))

    assert stand.each_once(["soon", "later", *_PARTS])
    assert worker.poll() is None
