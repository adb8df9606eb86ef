"""A stated instant is read in UTC, one without zone as of Beijing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.instants import BEIJING, stated_instant


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2024-09-01T10:00:00+08:00", datetime(2024, 9, 1, 2, tzinfo=UTC)),
        ("2024-09-01T10:00:00Z", datetime(2024, 9, 1, 10, tzinfo=UTC)),
        ("2024-09-01 10:00:00", datetime(2024, 9, 1, 2, tzinfo=UTC)),
        ("2024-09-01", datetime(2024, 8, 31, 16, tzinfo=UTC)),
    ],
)
def test_a_stated_instant_is_read_in_utc(value: str, instant: datetime) -> None:
    assert stated_instant(value) == instant


@pytest.mark.parametrize(
    "value", [None, 20240901, "", "yesterday", "2024-13-01", "0001-01-01", "9999-12-31T23:59-08:00"]
)
def test_what_states_no_instant_gives_none(value: object) -> None:
    assert stated_instant(value) is None


@given(st.text())
def test_no_text_makes_it_raise(value: str) -> None:
    stated_instant(value)


@given(st.datetimes(timezones=st.just(BEIJING)).filter(lambda instant: instant.year > 1))
def test_a_time_without_zone_is_that_time_in_beijing(instant: datetime) -> None:
    assert stated_instant(instant.replace(tzinfo=None).isoformat()) == instant
