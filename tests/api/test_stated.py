"""Instants are taken where one can count from them, and in UTC."""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from api.stated import StatedInstant

_INSTANTS: TypeAdapter[datetime] = TypeAdapter(StatedInstant)


def test_an_instant_is_taken_in_utc() -> None:
    found = _INSTANTS.validate_python("2025-06-10T11:00:00+08:00")
    assert found == datetime(2025, 6, 10, 3, tzinfo=UTC)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "stated",
    [
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-08:00",
        "1899-01-01T00:00:00Z",
        "2200-01-01T00:00:00Z",
    ],
)  # fmt: skip
def test_what_is_at_the_edge_of_the_calendar_is_not_taken(stated: str) -> None:
    with pytest.raises(ValidationError):
        _INSTANTS.validate_python(stated)
