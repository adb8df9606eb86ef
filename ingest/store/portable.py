"""Rows as JSON lines that either database writes and reads.

A column that is NULL is left out of its line; octets are in base64, instants in milliseconds.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    cast,
    func,
    insert,
    null,
    select,
)

from ingest.store.columns import Instant
from ingest.store.schema import METADATA

__all__ = ["TABLES", "add_rows", "count_on", "is_empty", "row_lines"]

_HERE = frozenset({"worker"})
"""Of processes that run."""
_AT_ONCE = 500


def _stored(table: Table) -> Table:
    """Return a table whose instants are the numbers that are stored."""
    return Table(
        table.name, MetaData(),
        *(
            Column(
                one.name, BigInteger() if isinstance(one.type, Instant) else one.type,
                primary_key=one.primary_key,
            )
            for one in table.columns
        ),
    )  # fmt: skip


TABLES: Mapping[str, Table] = MappingProxyType({
    table.name: _stored(table) for table in METADATA.sorted_tables if table.name not in _HERE
})  # fmt: skip
"""Every table whose rows are kept; what refers to another comes after it."""


def row_lines(connection: Connection, name: str) -> Iterator[bytes]:
    """Yield the rows of a table."""
    columns = TABLES[name].columns
    stated = [cast(one, Text) if isinstance(one.type, JSON) else one for one in columns]
    for row in connection.execute(select(*stated).execution_options(yield_per=_AT_ONCE)):
        found = {
            column.name: _written(column, value)
            for column, value in zip(columns, row, strict=True)
            if value is not None
        }
        yield json.dumps(found, ensure_ascii=False).encode() + b"\n"


def add_rows(connection: Connection, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as their lines have them."""
    table, waiting = TABLES[name], iter(rows)
    while batch := [_read(table, row) for row in islice(waiting, _AT_ONCE)]:
        connection.execute(insert(table), batch)


def is_empty(connection: Connection) -> bool:
    """Whether there is no row that a backup would hold."""
    return all(connection.execute(select(one).limit(1)).first() is None for one in TABLES.values())


def count_on(connection: Connection) -> None:
    """Let numbers that fill themselves go on after the highest; SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            next_one = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, next_one, False)))


def _written(column: Column[Any], value: Any) -> object:  # noqa: ANN401 - a driver's
    if isinstance(column.type, JSON):
        return json.loads(value)
    return b64encode(value).decode() if isinstance(column.type, LargeBinary) else value


def _read(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: _value(one, row) for one in table.columns}


def _value(column: Column[Any], row: Mapping[str, Any]) -> object:
    if column.name not in row:
        return null() if isinstance(column.type, JSON) else None
    value = row[column.name]
    return b64decode(value) if isinstance(column.type, LargeBinary) else value
