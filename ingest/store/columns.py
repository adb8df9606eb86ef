"""Column types that hold alike on SQLite and PostgreSQL.

An instant is whole milliseconds since 1970 in UTC: SQLite has no zone, and a text would sort by its
form. A row number fills itself on both.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator

__all__ = ["Instant", "RowNumber", "as_kept"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""A primary key that counts up; SQLite counts only a plain INTEGER."""


def as_kept(instant: datetime) -> datetime:
    """Return an instant as it is read again: whole milliseconds."""
    return _EPOCH + (instant - _EPOCH) // _MILLISECOND * _MILLISECOND


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept to the millisecond."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Return milliseconds; an instant without zone is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without zone")
        return (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:  # noqa: ANN401 - the driver's
        """Return an aware instant in UTC."""
        return None if value is None else _EPOCH + value * _MILLISECOND
