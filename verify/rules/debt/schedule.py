"""The schedule that the contract gives: due days, principal and interest of each instalment.

Interest and principal are rounded half up to the cent, instalment by instalment, and the last one
takes the remaining principal (debt conventions 3). Equal instalments come from the annuity of a
twelfth of the yearly rate; where interest counts days, each instalment keeps that amount and the
last takes the difference.
"""

from collections.abc import Sequence

from verify.rules.debt.duedays import periods_of
from verify.rules.debt.loan import Loan
from verify.rules.debt.methods import METHODS, Method, annuity
from verify.rules.debt.periods import Period
from verify.rules.debt.rounding import MONTHS, RATE_UNIT, half_up

__all__ = ["Share", "interest_of", "scheduled", "shares"]

Share = tuple[int, int]
"""Principal and interest of one instalment."""
_MONTHLY = MONTHS * RATE_UNIT


def scheduled(loan: Loan, principal: int) -> list[tuple[int, int, int]] | None:
    """Return due day, principal and interest of each instalment; None where none follow."""
    if loan.method not in METHODS:
        return None
    periods = periods_of(loan)
    if not periods or loan.paid_out_by > periods[0].due:
        return None
    parts = shares(loan, principal, periods, _first_interest(loan, principal, periods[0].due))
    return [(one.due, *part) for one, part in zip(periods, parts, strict=True)]


def _first_interest(loan: Loan, principal: int, due: int) -> int | None:
    """Return the first interest of a loan paid out on several days: each sum for its own days."""
    if loan.paid_out_by == loan.start:
        return None
    days, parts = loan.weighed_days(loan.start, due)
    return half_up(principal * days * loan.rate, parts * loan.conventions.day_basis * RATE_UNIT)


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
    if loan.conventions.level_by_days and method.amount is annuity:
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
