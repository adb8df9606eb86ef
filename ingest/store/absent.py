"""A row written where there is none of its key: of two who write it at once, one is first.

Both databases know the statement, each under a dialect of its own.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

__all__ = ["insert_absent"]

_INSERT: Mapping[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert, "postgresql": postgresql.insert,
}  # fmt: skip


def insert_absent(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Write a row; False where one of its key is there, whoever's transaction wrote it."""
    return connection.execute(_absent(connection.dialect.name, table), row).first() is not None


@cache
def _absent(dialect: str, table: Table) -> ReturningInsert[Any]:
    """Return the statement, which takes longer to build than to run."""
    insert = _INSERT[dialect](table).on_conflict_do_nothing()
    return insert.returning(*table.primary_key.columns)
