"""The due days that a contract gives, and the periods of interest between them.

What the contract leaves open is taken as the stated schedule has it: the month of the first due
day, and whether a due day shortly before the last day of the contract is one. Loans of one product
and day have one calendar: it is drawn once.
"""

from datetime import date
from functools import lru_cache

from anchors.limits import LIMITS
from verify.rules.debt.loan import Loan
from verify.rules.debt.methods import METHODS
from verify.rules.debt.periods import Period, due_in, month_of, period

__all__ = ["due_days", "periods_of"]

_LAST = date.max.toordinal()
_KEPT_DAYS = 3700
"""Terms of up to ten years are kept: longer ones have calendars that are large and rare."""


def periods_of(loan: Loan) -> tuple[Period, ...]:
    """Return the periods that end on the due days of the contract; none where none follow."""
    step, due_day = METHODS[loan.method].step, loan.conventions.due_day
    plan, end = loan.plan, loan.end
    first, last = (plan[0].due, plan[-1].due) if plan else (0, 0)
    draw = _calendar
    if end is None or end - loan.start > _KEPT_DAYS:
        draw = _calendar.__wrapped__  # type: ignore[assignment]
    return draw(step, loan.start, end or 0, due_day, first, last, len(plan))


def due_days(loan: Loan) -> list[int]:
    """Return the due days of the contract."""
    return [one.due for one in periods_of(loan)]


@lru_cache(maxsize=LIMITS.debt_calendars)
def _calendar(
    step: int, start: int, end: int, due_day: int, first: int, last: int, count: int
) -> tuple[Period, ...]:
    """Return the periods from the start to the end; an end of nought is not known."""
    days = _due_days(step, start, end, due_day, first, last, count)
    starts = (start, *days)
    return tuple([period(one, due, due_day) for one, due in zip(starts, days, strict=False)])


def _due_days(
    step: int, start: int, end: int, due_day: int, first: int, last: int, count: int
) -> list[int]:
    if step == 0 or 0 < end <= start:
        return [end] if end > start else []
    month = _first_month(step, start, due_day, first)
    if not end:
        days = [due_in(month + step * k, due_day) for k in range(count)]
        return days if days and days[-1] <= _LAST else []
    days = []
    due = due_in(month, due_day)
    while due < end and len(days) <= LIMITS.element_instalments:
        days.append(due)
        month += step
        due = due_in(month, due_day)
    if due == end or not days or count != len(days):
        return [*days, end]
    return days if last == days[-1] else [*days[:-1], end]


def _first_month(step: int, start: int, due_day: int, first: int) -> int:
    """Return the month of the first due day: the stated one where the contract allows for it."""
    usual = month_of(start) + step
    if first and due_in(usual - step, due_day) != start:
        month = month_of(first)
        if start < first == due_in(month, due_day) and month <= usual + 1:
            return month
    return usual
