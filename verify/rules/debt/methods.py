"""Ways of repayment (F18): how often is paid, and what of the principal with each instalment."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from verify.rules.debt.rounding import MONTHS, RATE_UNIT, half_up

__all__ = ["METHODS", "Method", "annuity"]

_MONTHLY = MONTHS * RATE_UNIT


class Method(NamedTuple):
    """A way of repayment (F18)."""

    step: int
    """Months between instalments; 0 = one instalment, at the end."""
    principal: Callable[[int, int, int], int]
    """What of the principal an instalment but the last pays: of balance, number, its interest."""
    amount: Callable[[int, int, int], int]
    """What the rule above is given as its number: of principal, rate, instalments."""


def annuity(principal: int, rate: int, count: int) -> int:
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
    "等额本息": Method(1, _rest_of, annuity),
    "等额本金": Method(1, _part_of, _even),
    "到期一次还本付息": Method(0, _nothing, _nothing),
    "按月付息到期还本": Method(1, _nothing, _nothing),
    "按季付息到期还本": Method(3, _nothing, _nothing),
    "按年付息到期还本": Method(12, _nothing, _nothing),
}
"""Every way of repayment from which a schedule follows; 其他 is none of them."""
