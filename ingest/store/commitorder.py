"""Reading rows in the order of commits: what is read once is never followed by something earlier.

A row number is given when a row is written, not when it is committed, so that a reader who goes by
it alone can pass one over. On PostgreSQL a row carries the number of its transaction, and only rows
of transactions older than any that still runs are read, in the order of both numbers: whatever
comes later has a larger one. On SQLite writers follow each other, and the row number suffices.
"""

from typing import Any, NamedTuple, Self

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, Text, and_, cast, func, or_

__all__ = ["Place", "after", "order", "settled", "transaction_number"]


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


def transaction_number(connection: Connection) -> Any:  # noqa: ANN401 - a number, or SQL that gives it
    """Return what a row written now carries in its column `xid`."""
    if connection.dialect.name == "sqlite":
        return 0
    return cast(cast(func.pg_current_xact_id(), Text), BigInteger)


def settled(connection: Connection, table: Table) -> ColumnElement[bool]:
    """Return which rows no earlier one can follow any more."""
    if connection.dialect.name == "sqlite":
        return table.c.seq > 0
    oldest = func.pg_snapshot_xmin(func.pg_current_snapshot())
    return table.c.xid < cast(cast(oldest, Text), BigInteger)


def after(table: Table, place: Place) -> ColumnElement[bool]:
    """Return which rows come after a place."""
    later = and_(table.c.xid == place.xid, table.c.seq > place.seq)
    return or_(table.c.xid > place.xid, later)


def order(table: Table) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return by what rows are put in order."""
    return table.c.xid, table.c.seq
