"""A page ends with a cursor where more follows, and the cursor names the row to go on from."""

from typing import NamedTuple

import pytest

from api.paging import next_cursor, row_of


class Row(NamedTuple):
    seq: int


ROWS = [Row(3), Row(5), Row(9)]


@pytest.mark.parametrize(("limit", "page", "cursor"), [
    (3, ROWS, None), (2, ROWS[:2], "s5"), (1, ROWS[:1], "s3"), (200, ROWS, None),
])  # fmt: skip
def test_a_page_ends_where_its_cursor_goes_on(
    limit: int, page: list[Row], cursor: str | None
) -> None:
    assert next_cursor(ROWS[: limit + 1], limit) == (page, cursor)
    assert row_of(cursor) == (page[-1].seq if cursor else None)
