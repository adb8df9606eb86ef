"""Bring a database to the version of this program, all of it or nothing.

The steps run in one transaction, on SQLite too: a step that fails leaves the version that was
there, with which the program that is running goes on. Two that migrate at once go one after the
other, and the second finds nothing to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ingest.errors import MigrationError
from ingest.store.database import Database

__all__ = [
    "MIGRATIONS",
    "TARGET",
    "is_current",
    "migrate",
    "migrate_tables",
    "steps_over",
    "version_of",
]

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x45_76_47_77
"""`EvGw`: the number that those who migrate on PostgreSQL wait for one another with."""


def steps_over(connection: Connection | None, folder: Path = MIGRATIONS) -> Config:
    """Return what alembic is called with."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


TARGET = ScriptDirectory.from_config(steps_over(None)).get_current_head()
"""The version that this program reads and writes."""


def migrate(database: Database) -> None:
    """Bring a database to the version of this program, and the job engine's tables to its own.

    Raises:
        MigrationError: a step failed; our tables are as they were.
        sqlalchemy.exc.OperationalError: the database is not there.
    """
    from ingest.jobs.dbosjobs import prepare  # noqa: PLC0415 - only who migrates needs the engine

    prepare(database)
    migrate_tables(database)


def migrate_tables(database: Database, folder: Path = MIGRATIONS) -> None:
    """Bring our own tables to the last step of a folder; raises as `migrate`."""
    try:
        with _alone(database) as connection:
            command.upgrade(steps_over(connection, folder), "head")
    except MigrationError:
        raise
    except Exception as error:
        raise MigrationError(f"{type(error).__name__}: {error}") from error


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """Give one transaction in which nobody else migrates.

    A table of SQLite is altered by copying it, during which nothing may watch who refers to it: the
    references are checked before the commit instead.
    """
    if not database.is_sqlite:
        with database.write() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection
        return
    with database.engine.connect() as opened:
        raw = opened.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with opened.begin():
                opened.exec_driver_sql("BEGIN IMMEDIATE")
                yield opened
                if opened.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise MigrationError("a row refers to one that is not there")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def version_of(database: Database) -> str | None:
    """Return the version of a database; None of an empty one."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database) -> bool:
    """Whether a database is of the version that this program reads and writes."""
    return version_of(database) == TARGET
