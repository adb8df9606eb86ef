"""The database by its address: SQLite in a file, or PostgreSQL; the caller owns the transaction.

SQLite: write-ahead log, every commit on disk before it is answered, one writer at a time, which
says so when it begins; readers see the last commit and wait for nobody; a process that is stopped
in the middle of a write holds up all others until it goes on or ends. PostgreSQL: read committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

__all__ = ["Database"]

_WAIT_MS = 30_000
"""A writer of a shard's verdicts holds SQLite for well under a second."""
_IDLE_MS = 120_000
"""PostgreSQL ends a session that says nothing in the middle of a transaction for so long: a process
that stands still lets go of its rows, and no transaction of ours waits for anything else."""
_PRAGMAS = (
    "journal_mode = WAL", "synchronous = FULL", f"busy_timeout = {_WAIT_MS}", "foreign_keys = ON",
)  # fmt: skip


class Database:
    """A pool of connections, and how a transaction begins.

    `read` and `write` may raise `sqlalchemy.exc.OperationalError`: the database is gone, or busy.
    """

    def __init__(self, address: str, *, pool: int = 10) -> None:
        """Take `sqlite:///PATH` or `postgresql://…`; nothing is connected yet."""
        url = make_url(address)
        self.address = address
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = create_engine(url, pool_size=pool, max_overflow=pool)
            event.listen(self.engine, "connect", _prepare)
        else:
            self.engine = create_engine(
                url.set(drivername="postgresql+psycopg"), pool_size=pool, max_overflow=pool,
                pool_pre_ping=True,
            )  # fmt: skip
            event.listen(self.engine, "connect", _prepare_server)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a view to read from; what is written in it is lost."""
        with self.engine.connect() as connection:
            self._begin(connection, "BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give everything as it stands at one instant, however long it is read."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            self._begin(connection, "BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give one transaction: committed where the block ends well, else undone."""
        with self.engine.connect() as connection, connection.begin():
            self._begin(connection, "BEGIN IMMEDIATE")
            yield connection

    def _begin(self, connection: Connection, how: str) -> None:
        """Begin as SQLite is told to; whoever rolls back in the block begins no other."""
        if self.is_sqlite:
            connection.exec_driver_sql(how)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def engine_for_jobs(self) -> Engine:
        """Return an engine for the job engine's own tables, which begins transactions itself."""
        if not self.is_sqlite:
            return self.engine
        engine = create_engine(make_url(self.address), pool_size=5, max_overflow=20)
        event.listen(engine, "connect", _prepare_jobs)
        return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    connection.isolation_level = None
    _prepare_jobs(connection, _record)


def _prepare_jobs(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_server(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = {_IDLE_MS}")
    connection.commit()
