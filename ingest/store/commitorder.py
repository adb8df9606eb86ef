"""Reading rows in the order of commits: what is read once is never followed by something earlier.

A row number is given when a row is written, not when it is committed, so that a reader who goes by
it alone can pass one over. On PostgreSQL a row carries the number of its transaction, and only rows
of transactions older than any that still runs are read, in the order of both numbers: whatever
comes later has a larger one. On SQLite writers follow each other, and the row number suffices.

Both numbers may be lower in a database that a backup was restored into. So what is written there
counts from a base far above any number of before, and no reader's place is ahead of it.
"""

from datetime import datetime
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    cast,
    func,
    insert,
    or_,
    select,
)

from ingest.store.schema import METADATA

__all__ = ["Place", "after", "begin_again", "order", "settled", "transaction_number"]

_RESTORED = METADATA.tables["restored"]
_BASE = select(func.coalesce(func.max(_RESTORED.c.base), 0)).scalar_subquery()

_BEYOND = 1 << 40
"""Transactions that no database runs between a backup and the day it is brought back."""


class Place(NamedTuple):
    """Where a reader stands."""

    xid: int = 0
    seq: int = 0

    def __str__(self) -> str:
        """Return it as readers keep it."""
        return f"{self.xid}-{self.seq}"

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the place that a reader kept; raises `ValueError`."""
        xid, _, seq = text.partition("-")
        return cls(int(xid), int(seq))


def transaction_number(connection: Connection) -> ColumnElement[Any]:
    """Return what a row written now carries in its column `xid`."""
    if connection.dialect.name == "sqlite":
        return _BASE
    return _BASE + cast(cast(func.pg_current_xact_id(), Text), BigInteger)


def begin_again(connection: Connection, taken_at: datetime, at: datetime) -> None:
    """Count from a new base on, in the transaction that brings rows back."""
    numbered = [table.c.xid for table in METADATA.sorted_tables if "xid" in table.c]
    highest = max(
        connection.scalar(select(func.coalesce(func.max(one), 0))) or 0
        for one in (*numbered, _RESTORED.c.base)
    )
    row = {"base": highest + _BEYOND, "taken_at": taken_at, "restored_at": at}
    connection.execute(insert(_RESTORED).values(row))


def settled(connection: Connection, table: Table) -> ColumnElement[bool]:
    """Return which rows no earlier one can follow any more."""
    if connection.dialect.name == "sqlite":
        return table.c.seq > 0
    oldest = func.pg_snapshot_xmin(func.pg_current_snapshot())
    return table.c.xid < _BASE + cast(cast(oldest, Text), BigInteger)


def after(table: Table, place: Place) -> ColumnElement[bool]:
    """Return which rows come after a place."""
    later = and_(table.c.xid == place.xid, table.c.seq > place.seq)
    return or_(table.c.xid > place.xid, later)


def order(table: Table) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return by what rows are put in order."""
    return table.c.xid, table.c.seq
