"""A row written where there is none of its key: of two who write it at once, one is first.

Both databases know the statement, each under a dialect of its own.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

__all__ = ["insert_absent"]

_INSERT: Mapping[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert, "postgresql": postgresql.insert,
}  # fmt: skip


def insert_absent(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Write a row; False where one of its key is there, whoever's transaction wrote it."""
    insert = _INSERT[connection.dialect.name](table).values(row).on_conflict_do_nothing()
    key = insert.returning(*table.primary_key.columns)
    return connection.execute(key).first() is not None
