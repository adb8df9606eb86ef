"""Due days clamp at the month's end, and days are later less earlier."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.test_schedule import loan_of
from verify.rules.debt.duedays import due_days
from verify.rules.debt.periods import due_in, month_of, period, whole_months

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.toordinal)


def _days(spec: Spec, **changes: object) -> list[str]:
    loan = loan_of(spec, **changes)
    return [date.fromordinal(day).isoformat() for day in due_days(loan)]


def test_a_due_day_that_a_month_lacks_is_its_last() -> None:
    assert _days(Spec(start=date(2024, 1, 31), instalments=3, payments=())) == [
        "2024-02-29", "2024-03-31", "2024-04-30",
    ]  # fmt: skip


def test_a_stated_due_day_begins_in_the_next_month_where_no_schedule_says_otherwise() -> None:
    days = _days(Spec(instalments=3), f_due_day="20", i_schedule=[], f_end_date="2024-09-20")
    assert days == ["2024-07-20", "2024-08-20", "2024-09-20"]


def test_the_stated_schedule_says_in_which_month_payment_begins() -> None:
    row = {"no": "1", "due": "2024-06-20", "principal": "1.00", "interest": "0.00", "fee": "0.00"}
    days = _days(Spec(), f_due_day="20", i_schedule=[row], f_end_date="2024-08-20")
    assert days == ["2024-06-20", "2024-07-20", "2024-08-20"]


def test_a_term_that_ends_between_due_days_ends_with_a_broken_period() -> None:
    days = _days(Spec(), f_due_day="20", i_schedule=[], f_end_date="2024-08-25")
    assert days == ["2024-07-20", "2024-08-20", "2024-08-25"]


@pytest.mark.parametrize(
    ("start", "end", "due_day", "months"),
    [
        ("2024-01-31", "2024-02-29", 31, 1),
        ("2024-02-29", "2024-03-31", 31, 1),
        ("2024-01-15", "2024-04-15", 15, 3),
        ("2024-01-15", "2024-04-16", 15, 0),
        ("2024-01-10", "2024-02-15", 15, 0),
    ],
)
def test_whole_months_lie_between_due_days_alone(
    start: str, end: str, due_day: int, months: int
) -> None:
    first, last = date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal()
    assert whole_months(first, last, due_day) == months


@given(DAYS, st.integers(1, 31))
def test_a_due_day_lies_in_its_month(day: int, due_day: int) -> None:
    month = month_of(day)
    assert month_of(due_in(month, due_day)) == month


@given(DAYS, DAYS)
def test_days_are_the_later_less_the_earlier(first: int, second: int) -> None:
    assert period(first, second, 1).days == second - first


def test_no_due_day_lies_beyond_the_calendar() -> None:
    assert due_in(12 * 10_000, 1) == date.max.toordinal() + 1
