"""Lists by the page: a limit, and an opaque cursor to what comes next."""

import base64
from collections.abc import Sequence
from typing import Annotated, Protocol, TypeVar

from fastapi import Query

from api.problems import Fault, ProblemError

__all__ = ["CursorText", "Limit", "next_cursor", "row_of"]

Limit = Annotated[int, Query(ge=1, le=200, description="at most so many")]
CursorText = Annotated[
    str | None,
    Query(
        max_length=40, pattern="^[A-Za-z0-9_-]+$", description="`next_cursor` of the page before"
    ),
]
_DIGITS = 18
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
    text = f"{_MARK}{page[-1].seq}".encode()
    return page, base64.urlsafe_b64encode(text).decode().rstrip("=")


def row_of(cursor: str | None) -> int | None:
    """Return the row that a cursor names; None without one.

    Raises:
        ProblemError: it is none of ours.
    """
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError:
        text = ""
    number = text.removeprefix(_MARK)
    if not text.startswith(_MARK) or not number.isascii() or not number.isdigit():
        raise _unknown()
    if len(number) > _DIGITS:
        raise _unknown()
    return int(number)


def _unknown() -> ProblemError:
    fault = Fault(pointer="cursor", detail="不是本系统给出的游标 no cursor of ours")
    return ProblemError("http.invalid", errors=[fault])
