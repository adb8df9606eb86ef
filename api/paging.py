"""Lists by the page: a limit, and an opaque cursor to what comes next."""

from collections.abc import Sequence
from typing import Annotated, Protocol, TypeVar

from fastapi import Query

__all__ = ["CursorText", "Limit", "next_cursor", "row_of"]

Limit = Annotated[int, Query(ge=1, le=200, description="at most so many")]
CursorText = Annotated[
    str | None, Query(pattern="^s[0-9]{1,18}$", description="`next_cursor` of the page before")
]
_MARK = "s"


class _Row(Protocol):
    @property
    def seq(self) -> int: ...


_AnyRow = TypeVar("_AnyRow", bound=_Row)


def next_cursor(rows: Sequence[_AnyRow], limit: int) -> tuple[Sequence[_AnyRow], str | None]:
    """Return a page and the cursor after it, of rows of which one more was asked for."""
    if len(rows) <= limit:
        return rows, None
    page = rows[:limit]
    return page, f"{_MARK}{page[-1].seq}"


def row_of(cursor: str | None) -> int | None:
    """Return the row that a cursor names; None without one."""
    return None if cursor is None else int(cursor.removeprefix(_MARK))
