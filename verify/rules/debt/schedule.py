"""The schedule that the contract gives: due days, principal and interest of each instalment.

Interest and principal are rounded half up to the cent, instalment by instalment, and the last one
takes the remaining principal (debt conventions 3). Equal instalments come from the annuity of a
twelfth of the yearly rate; where interest counts days, each instalment keeps that amount and the
last takes the difference.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.rules.debt.loan import Loan
from verify.rules.debt.periods import Period, due_in, month_of, period
from verify.rules.debt.rounding import MONTHS, RATE_UNIT, half_up

__all__ = ["METHODS", "Method", "Share", "due_days", "interest_of", "scheduled", "shares"]

Share = tuple[int, int]
"""Principal and interest of one instalment."""
_MONTHLY = MONTHS * RATE_UNIT


class Method(NamedTuple):
    """A way of repayment (F18)."""

    step: int
    """Months between instalments; 0 = one instalment, at the end."""
    principal: Callable[[int, int, int], int]
    """What of the principal an instalment but the last pays: of balance, number, its interest."""
    amount: Callable[[int, int, int], int]
    """What the rule above is given as its number: of principal, rate, instalments."""


def _annuity(principal: int, rate: int, count: int) -> int:
    """Return the equal instalment: P·r·(1+r)^n / ((1+r)^n − 1), exactly, rounded once."""
    if rate == 0:
        return half_up(principal, count)
    grown, whole = (_MONTHLY + rate) ** count, _MONTHLY**count
    return half_up(principal * rate * grown, _MONTHLY * (grown - whole))


def _even(principal: int, _rate: int, count: int) -> int:
    return half_up(principal, count)


def _nothing(_first: int, _second: int, _third: int) -> int:
    return 0


def _rest_of(balance: int, amount: int, interest: int) -> int:
    return min(balance, max(amount - interest, 0))


def _part_of(balance: int, amount: int, _interest: int) -> int:
    return min(balance, amount)


METHODS: Mapping[str, Method] = {
    "等额本息": Method(1, _rest_of, _annuity),
    "等额本金": Method(1, _part_of, _even),
    "到期一次还本付息": Method(0, _nothing, _nothing),
    "按月付息到期还本": Method(1, _nothing, _nothing),
    "按季付息到期还本": Method(3, _nothing, _nothing),
    "按年付息到期还本": Method(12, _nothing, _nothing),
}
"""Every way of repayment from which a schedule follows; 其他 is none of them."""


def scheduled(loan: Loan, principal: int) -> list[tuple[int, int, int]] | None:
    """Return due day, principal and interest of each instalment; None where none follow."""
    method = METHODS.get(loan.method)
    days = due_days(loan) if method is not None else []
    if not days or loan.disbursements[-1].day > days[0]:
        return None
    due_day, start = loan.conventions.due_day, loan.start
    periods = []
    for due in days:
        periods.append(period(start, due, due_day))
        start = due
    parts = shares(loan, principal, periods, _first_interest(loan, principal, days[0]))
    return [(one.due, *part) for one, part in zip(periods, parts, strict=True)]


def _first_interest(loan: Loan, principal: int, due: int) -> int | None:
    """Return the first interest of a loan paid out on several days: each sum for its own days."""
    if loan.disbursements[-1].day == loan.start:
        return None
    stated = sum([one.amount for one in loan.disbursements])
    of_days = sum([one.amount * (due - one.day) for one in loan.disbursements])
    basis = loan.conventions.day_basis * RATE_UNIT
    return half_up(principal * of_days * loan.rate, stated * basis) if stated else 0


def shares(
    loan: Loan, balance: int, periods: Sequence[Period], first: int | None = None
) -> list[Share]:
    """Return principal and interest of each of the periods, for a balance at their beginning."""
    method = METHODS[loan.method]
    last = len(periods) - 1
    amount = _amount(loan, method, balance, periods)
    parts: list[Share] = []
    for place, one in enumerate(periods):
        interest = interest_of(loan, balance, one)
        if place == 0 and first is not None:
            interest = first
        principal = balance if place == last else method.principal(balance, amount, interest)
        parts.append((principal, interest))
        balance -= principal
    return parts


def _amount(loan: Loan, method: Method, balance: int, periods: Sequence[Period]) -> int:
    if loan.conventions.level_by_days and method.amount is _annuity:
        return _level(loan, balance, periods)
    return method.amount(balance, loan.rate, len(periods))


def _level(loan: Loan, balance: int, periods: Sequence[Period]) -> int:
    """Return the instalment that is equal when interest counts the days of each period."""
    year = loan.conventions.day_basis * RATE_UNIT
    scale = 1 << 64
    factor, total = scale, 0
    for one in periods:
        factor = factor * year // (year + loan.rate * one.days)
        total += factor
    return half_up(balance * scale, total) if total else 0


def interest_of(loan: Loan, balance: int, one: Period) -> int:
    """Return the interest of a balance for one period; a broken one counts its days."""
    if one.months and not loan.conventions.by_days:
        return half_up(balance * loan.rate * one.months, _MONTHLY)
    return half_up(balance * loan.rate * one.days, loan.conventions.day_basis * RATE_UNIT)


def due_days(loan: Loan) -> list[int]:
    """Return the due days that the contract gives; none where no last day is known.

    What the contract leaves open is taken as the stated schedule has it: the month of the first due
    day, and whether a due day shortly before the last day of the contract is one.
    """
    step = METHODS[loan.method].step
    plan, end = loan.plan, loan.end
    if step == 0:
        return [end] if end is not None and end > loan.start else []
    month = _first_month(loan, step)
    due_day = loan.conventions.due_day
    if end is None:
        return [due_in(month + step * k, due_day) for k in range(len(plan))]
    days: list[int] = []
    due = due_in(month, due_day)
    while due < end and len(days) <= LIMITS.element_instalments:
        days.append(due)
        month += step
        due = due_in(month, due_day)
    on_grid = due == end or not days
    if on_grid or len(plan) != len(days):
        return [*days, end] if end > loan.start else []
    return days if plan[-1].due == days[-1] else [*days[:-1], end]


def _first_month(loan: Loan, step: int) -> int:
    """Return the month of the first due day: the stated one where the contract allows for it."""
    start, due_day = loan.start, loan.conventions.due_day
    usual = month_of(start) + step
    if loan.plan and due_in(usual - step, due_day) != start:
        stated = loan.plan[0].due
        month = month_of(stated)
        if start < stated == due_in(month, due_day) and month <= usual + 1:
            return month
    return usual
