"""Each way of repayment against a second computation: a library's, or a spreadsheet's formula."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import read, stated
from verify.rules.debt.listed import read_loan
from verify.rules.debt.loan import Loan
from verify.rules.debt.schedule import scheduled

CENT = Decimal("0.01")


def loan_of(spec: Spec, **changes: object) -> Loan:
    loan, _ = read_loan(read(stated(spec, **changes)))
    assert loan is not None
    return loan


def rows(spec: Spec, **changes: object) -> list[tuple[int, int, int]]:
    loan = loan_of(spec, **changes)
    found = scheduled(loan, loan.received)
    assert found is not None
    return found


def _rounded(value: Decimal) -> int:
    return int((value / 100).quantize(CENT, ROUND_HALF_UP) * 100)


@settings(deadline=None)
@given(st.integers(100_000, 50_000_000), st.integers(1, 3600), st.integers(2, 60))
def test_equal_instalments_are_those_of_the_library(principal: int, rate: int, count: int) -> None:
    spec = Spec("等额本息", principal, rate, instalments=count, payments=())
    _, part, interest = rows(spec)[0]
    monthly = -npf.pmt(rate / 120_000, count, principal)
    assert abs(part + interest - monthly) <= 0.51


def test_interest_of_equal_instalments_is_that_of_the_library() -> None:
    spec = Spec("等额本息", 10_000_000, 1200, instalments=12, payments=())
    ours = [interest for _, _, interest in rows(spec)]
    theirs = [-float(one) for one in npf.ipmt(0.01, range(1, 13), 12, 10_000_000)]
    assert all(abs(a - b) <= 12 for a, b in zip(ours, theirs, strict=True))


@settings(deadline=None)
@given(st.integers(100_000, 50_000_000), st.integers(0, 3600), st.integers(1, 60))
def test_equal_principal_is_a_column_of_a_spreadsheet(
    principal: int, rate: int, count: int
) -> None:
    part = _rounded(Decimal(principal) / count)
    open_at = [principal - part * k for k in range(count)]
    interest = [_rounded(Decimal(one) * rate / 120_000) for one in open_at]
    found = rows(Spec("等额本金", principal, rate, instalments=count, payments=()))
    assert [one[2] for one in found] == interest


@pytest.mark.parametrize(
    ("method", "months"),
    [("按月付息到期还本", 1), ("按季付息到期还本", 3), ("按年付息到期还本", 12)],
)
def test_interest_alone_is_paid_until_the_end(method: str, months: int) -> None:
    found = rows(Spec(method, 1_000_000, 1200, instalments=3, payments=()))
    assert [one[1:] for one in found] == [(0, 10_000 * months)] * 2 + [(1_000_000, 10_000 * months)]


def test_one_instalment_bears_the_interest_of_the_whole_term() -> None:
    found = rows(Spec("到期一次还本付息", 1_000_000, 1200, instalments=6, payments=()))
    assert [one[1:] for one in found] == [(1_000_000, 60_000)]


def test_the_last_instalment_takes_the_remaining_principal() -> None:
    parts = [one[1] for one in rows(Spec("等额本金", 100_000, 1200, instalments=7, payments=()))]
    assert parts == [14_286] * 6 + [14_284]


def test_interest_by_days_counts_the_days_of_the_period() -> None:
    # 2024-06-08 to 2024-07-08: 30 days of 360 at 12 % on 12,000.00
    found = rows(Spec("等额本金", 1_200_000, 1200, by_days=True, payments=()))
    assert [one[2] for one in found[:2]] == [12_000, 11_367]


def test_a_year_of_365_days_has_365_in_a_leap_year_too() -> None:
    spec = Spec(
        "到期一次还本付息", 1_000_000, 3650, start=date(2024, 1, 1), basis=365, by_days=True
    )
    assert rows(spec)[0][2] == 366_000


def test_a_rate_of_nought_divides_the_principal() -> None:
    found = rows(Spec("等额本息", 120_000, 0, instalments=12, payments=()))
    assert [one[1:] for one in found] == [(10_000, 0)] * 12


def test_no_schedule_follows_from_another_way_of_repayment() -> None:
    loan = loan_of(Spec(), f_repayment_method="其他")
    assert scheduled(loan, loan.received) is None


def test_a_disbursement_after_the_first_due_day_gives_no_schedule() -> None:
    paid = [
        {"date": "2024-06-08", "amount": "6000.00"},
        {"date": "2024-08-01", "amount": "6000.00"},
    ]
    loan = loan_of(Spec(), h_disbursements=paid)
    assert scheduled(loan, loan.received) is None


def test_two_disbursements_bear_the_first_interest_for_their_own_days() -> None:
    paid = [
        {"date": "2024-06-08", "amount": "6000.00"},
        {"date": "2024-06-18", "amount": "6000.00"},
    ]
    # 6,000 × 12 % × 30/360 and 6,000 × 12 % × 20/360
    assert rows(Spec(), h_disbursements=paid)[0][2] == 6000 + 4000
