"""Called in, all principal is due on the declared day; else it is owed due and not due (6, 7)."""

from datetime import date

import pytest

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, account_on, codes
from verify.rules.debt.state import State

CALLED = Spec(paid_in_time=0, called_after=41, cut_after=51, fee=500)
"""Due on 2024-07-08 and 08-08, called in on 08-18, cut off on 08-28; 1,000.00 and 5.00 each."""


def _state(spec: Spec, **changes: object) -> State:
    state = account(spec, **changes).state
    assert state is not None
    return state


def test_the_rest_bears_the_loans_rate_for_the_days_since_the_last_due_day() -> None:
    # 120.00 and 110.00 were billed; 10,000.00 × 12 % × 10 / 360 ran.
    assert _state(CALLED).parts[1] == 12_000 + 11_000 + 3_333


def test_penalty_on_the_rest_runs_from_the_next_day() -> None:
    # 1,000.00 × 51 days, 1,000.00 × 20 days, 10,000.00 × 10 days; 18 % of 360
    assert _state(CALLED).parts[2] == 2_550 + 1_000 + 5_000


def test_fees_of_later_instalments_lapse() -> None:
    assert _state(CALLED).parts[4] == 1_000


def test_the_account_says_that_it_has_the_rest_called_in() -> None:
    assert account(CALLED).accelerated


def test_a_declaration_after_the_cut_off_calls_nothing_in() -> None:
    assert not account_on(CALLED, date(2024, 8, 17)).accelerated


def test_without_calling_in_principal_is_owed_due_and_not_due() -> None:
    state = _state(Spec(paid_in_time=0, called_after=None, cut_after=51))
    assert (state.parts[0], state.not_due) == (1_200_000, 1_000_000)


def test_interest_that_runs_on_principal_not_due_is_told_and_not_owed() -> None:
    state = _state(Spec(paid_in_time=0, called_after=None, cut_after=51))
    assert (state.parts[1], state.running) == (23_000, 6_667)


def test_an_instalment_due_on_the_cut_off_is_due_and_not_overdue() -> None:
    state = _state(Spec(paid_in_time=0, called_after=None, cut_after=0))
    assert (state.parts[1], state.overdue_due) == (12_000, None)


def test_the_report_splits_the_principal() -> None:
    value = account(Spec(paid_in_time=0, called_after=None, cut_after=51)).as_json()
    assert value["principal"] == {
        "due": "2000.00",
        "not_due": "10000.00",
        "running_interest": "66.67",
        "credit": "0.00",
    }


# Overdue since 2024-10-08; cut off 230 days later.
@pytest.mark.parametrize(
    ("since", "days", "found"),
    [
        ("2024-10-09", "230", ["debt.reconciles"]),
        ("2024-10-08", "230", ["debt.reconciles", "debt.overdue_from_due_day"]),
        ("2024-10-08", "231", ["debt.reconciles", "debt.overdue_from_due_day"]),
        ("2024-10-07", "230", ["debt.figure_differs"]),
        ("2024-10-10", "230", ["debt.figure_differs"]),
        ("2024-10-09", "231", ["debt.figure_differs"]),
        ("2024-11-09", "199", ["debt.figure_differs"]),
    ],
)
def test_a_loan_is_overdue_from_the_day_after_the_first_unpaid_due_day(
    since: str, days: str, found: list[str]
) -> None:
    assert codes(account(Spec(), j_overdue_from=since, j_overdue_days=days)) == found


def test_a_fee_that_is_unpaid_makes_an_instalment_overdue() -> None:
    spec = Spec(fee=500, order="息罚复本费", paid_in_time=0, payments=((0, 112_000),))
    state = _state(spec)
    assert state.overdue_due == date(2024, 7, 8).toordinal()


def test_interest_may_be_paid_to_any_day_of_a_period_paid_in_part() -> None:
    assert codes(account(Spec(), i_interest_paid_to="2024-09-20")) == ["debt.reconciles"]


@pytest.mark.parametrize("day", ["2024-09-07", "2024-10-08"])
def test_interest_paid_to_another_day_differs(day: str) -> None:
    assert codes(account(Spec(), i_interest_paid_to=day)) == ["debt.figure_differs"]
