"""The yearly cost held against numpy-financial, and decided in whole numbers near a half."""

import numpy_financial as npf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from verify.rules.debt.irr import Flow, Rates, yearly_rates

LOANS = st.lists(st.integers(0, 10_000_000), min_size=1, max_size=36).flatmap(
    lambda payments: st.tuples(
        st.integers(sum(payments) // 3 + 1, max(sum(payments), 1)), st.just(payments)
    )
)
"""A principal, and payments that return it with at most twice as much again."""


def _rates(principal: int, payments: list[int]) -> Rates | None:
    flows = [Flow(k, money) for k, money in enumerate(payments, 1)]
    return yearly_rates(principal, flows, by_months=True)


def _monthly(principal: int, interest: int) -> int:
    rates = _rates(principal, [principal + interest])
    assert rates is not None
    return rates.monthly


@settings(deadline=None)
@given(LOANS)
def test_the_rate_is_that_of_the_library(loan: tuple[int, list[int]]) -> None:
    principal, payments = loan
    assume(100 < principal < sum(payments))
    rates = _rates(principal, payments)
    monthly = npf.irr([-principal, *payments])
    assert rates is not None
    assert abs(rates.monthly / 1e8 - monthly * 12) <= 0.00006


@settings(deadline=None)
@given(LOANS)
def test_the_effective_rate_bears_its_own_interest(loan: tuple[int, list[int]]) -> None:
    principal, payments = loan
    assume(100 < principal < sum(payments))
    rates = _rates(principal, payments)
    monthly = npf.irr([-principal, *payments])
    assert rates is not None
    assert abs(rates.effective / 1e8 - ((1 + monthly) ** 12 - 1)) <= 0.00006


def test_twelve_per_cent_by_the_month_is_twelve() -> None:
    assert _rates(1_200_000, [12_000] * 11 + [1_212_000]) == Rates(12_000_000, 12_680_000)


def test_a_rate_at_a_half_is_rounded_up_exactly() -> None:
    # One payment after a month: 125,005 × 12 of 12,000,000 are 12.5005 % …
    assert _monthly(12_000_000, 125_005) == 12_500_000
    # … and 0.0005 % more are the half, which no float may miss.
    assert _monthly(1_200_000_000, 12_505_000) == 12_510_000


def test_what_is_repaid_without_interest_costs_nothing() -> None:
    assert _rates(100, [50, 50]) == Rates(0, 0)


@pytest.mark.parametrize(("principal", "payments"), [(0, [1]), (100, [99]), (100, [])])
def test_a_principal_that_is_not_repaid_has_no_rate(principal: int, payments: list[int]) -> None:
    assert _rates(principal, payments) is None


def test_a_rate_beyond_all_bounds_is_not_told() -> None:
    assert _rates(1, [10**15]) is None


def test_payments_by_the_day_are_discounted_on_a_year_of_365() -> None:
    rates = yearly_rates(1_000_000, [Flow(365, 1_120_000)], by_months=False)
    assert rates == Rates(11_390_000, 12_000_000)
