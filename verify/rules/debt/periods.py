"""Days of the calendar as whole numbers: due days that clamp at the month's end, whole months.

Days between are later less earlier: the earlier one is not counted, the later one is (民法典 201).
There is no shift for holidays.
"""

from calendar import monthrange
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.rules.debt.rounding import MONTHS

__all__ = ["Period", "due_in", "month_of", "period", "whole_months"]

_NEVER = date.max.toordinal() + 1


class Period(NamedTuple):
    """One period of interest."""

    due: int
    """The day it ends, on which its instalment is due; proleptic ordinal."""
    months: int
    """Whole months that it lasts; 0 where it is broken and its days count."""
    days: int


def month_of(day: int) -> int:
    """Return the month of a day, counted from the year nought."""
    value = date.fromordinal(day)
    return value.year * MONTHS + value.month - 1


@lru_cache(maxsize=LIMITS.element_readings)
def due_in(month: int, due_day: int) -> int:
    """Return the due day of a month: its last where it has no such day."""
    year, before = divmod(month, MONTHS)
    if year > MAXYEAR:
        return _NEVER
    last = monthrange(year, before + 1)[1]
    return date(year, before + 1, min(due_day, last)).toordinal()


@lru_cache(maxsize=LIMITS.element_readings)
def whole_months(start: int, end: int, due_day: int) -> int:
    """Return how many whole months lie between two due days; 0 where either is none."""
    first, last = month_of(start), month_of(end)
    on_days = due_in(first, due_day) == start and due_in(last, due_day) == end
    return last - first if on_days else 0


def period(start: int, end: int, due_day: int) -> Period:
    """Return the period of interest between two days."""
    return Period(end, whole_months(start, end, due_day), end - start)
