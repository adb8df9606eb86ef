"""The yearly cost of a loan: its internal rate of return, by the month × 12 and effective.

Payments a whole number of months apart are discounted by the month; others by the day, on a year of
365 (debt conventions 9). The equation Σ payment·vᵉ = principal is solved for the discount factor v
by Newton's method: its left side is convex and grows with v, so that every step but the first lands
above the root, and none passes it. A rate is rounded once, to 0.01 %; one by the month that
lies too close to a half for that is decided in whole numbers.
"""

from collections.abc import Sequence
from math import floor, log
from typing import NamedTuple

from verify.rules.debt.rounding import MONTHS, RATE_UNIT

__all__ = ["Flow", "Rates", "yearly_rates"]

YEAR = 365
_STEP = RATE_UNIT // 10_000
"""0.01 % in parts of the unit."""
_ROUNDS = 200
_NEAR = 1e-6
_ENOUGH = 1e-13
"""A step that moves a yearly rate by less than a millionth of what is told."""
_MOST = log(1e6)
"""Logarithm of the yearly growth beyond which no cost is told: a hundred million per cent."""


class Flow(NamedTuple):
    """One payment of the borrower, and how many periods after the disbursement it falls due."""

    periods: int
    money: int


class Rates(NamedTuple):
    """Yearly cost, in parts of the unit, whole hundredths of a per cent."""

    monthly: int
    """Internal rate of return by the month, times 12."""
    effective: int
    """The same with its own interest: (1 + r)¹² − 1."""


def yearly_rates(
    principal: int, flows: Sequence[Flow], *, by_months: bool, near: float = 0.0
) -> Rates | None:
    """Return the cost of a principal repaid by flows; None where it is lost or cannot be told.

    Args:
        principal: what was received.
        flows: what is paid back.
        by_months: whether the periods are months; else days.
        near: the rate of a period from which the search begins.
    """
    total = sum([one.money for one in flows])
    if principal <= 0 or total < principal:
        return None
    factor = _factor(principal, flows, 1.0 / (1.0 + near))
    year = MONTHS if by_months else YEAR
    if not 0.0 < factor <= 1.0 or -log(factor) * year > _MOST:
        return None
    effective = factor**-year - 1.0
    month = 1.0 / factor - 1.0 if by_months else factor ** (-YEAR / MONTHS) - 1.0
    steps = _rounded(month * MONTHS)
    if by_months and abs(month * MONTHS * 10_000 % 1.0 - 0.5) < _NEAR:
        steps = _decided(principal, flows, floor(month * MONTHS * 10_000))
    return Rates(steps * _STEP, _rounded(effective) * _STEP)


def _rounded(rate: float) -> int:
    return floor(rate * 10_000 + 0.5)


def _factor(principal: int, flows: Sequence[Flow], factor: float) -> float:
    """Return the discount factor of one period."""
    gaps = _gaps(flows)
    for turn in range(_ROUNDS):
        value, slope = _discounted(gaps, factor)
        if slope <= 0.0:
            break
        step = (value - principal) / slope
        if turn and (step <= 0.0 or factor - step >= factor):
            break
        factor = min(factor - step, 1.0)
        if abs(step) < _ENOUGH:
            break
    return factor


def _gaps(flows: Sequence[Flow]) -> list[tuple[int, float]]:
    """Return the payments, last first, each with the periods since the one before it."""
    gaps, before = [], 0
    for periods, money in sorted(flows):
        gaps.append((periods - before, float(money)))
        before = periods
    gaps.reverse()
    return gaps


def _discounted(gaps: list[tuple[int, float]], factor: float) -> tuple[float, float]:
    """Return the payments' worth at the disbursement, and its slope, by Horner's rule."""
    value = slope = 0.0
    for gap, money in gaps:
        value += money
        if gap == 1:
            slope = slope * factor + value
            value *= factor
        else:
            power = factor ** (gap - 1) if gap else 0.0
            if gap:
                slope = slope * power * factor + value * gap * power
                value *= power * factor
    return value, slope


def _decided(principal: int, flows: Sequence[Flow], below: int) -> int:
    """Return which side of a half a rate by the month lies on, in whole numbers."""
    over = 2 * 10_000 * MONTHS
    rate = over + 2 * below + 1
    last = max(one.periods for one in flows)
    worth = sum([m * rate ** (last - e) * over**e for e, m in flows])
    return below if principal * rate**last > worth else below + 1
