"""A consistent loan reconciles to the cent, and no figure of it can change unseen."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.lender import keep_books
from tests.verify.rules.debt.spec import METHODS, Spec, specs
from tests.verify.rules.debt.stated import account, codes, money, read, stated
from verify.rules.debt import recompute

FIGURES = (
    "j_principal", "j_interest", "j_penalty", "j_compound", "j_fees", "j_total", "k_principal",
    "k_interest", "k_enforcement_costs", "k_total", "i_paid_principal", "i_paid_interest",
)  # fmt: skip
PLAN_CELLS = ("principal", "interest", "fee")
LEDGER_CELLS = ("amount", "principal", "interest", "penalty", "compound", "fee", "overpaid")
UNHURRIED = settings(deadline=None)
"""The lender's books are kept day by day, slowly."""
OVERDUE = specs().filter(lambda spec: keep_books(spec).overdue is not None)


CENTS = st.integers(-10_000, 10_000).filter(bool)


def _plus(value: object, cents: int) -> str:
    changed = int(str(value).replace(".", "")) + cents
    assume(changed >= 0)
    return money(changed)


def _tells(elements: dict[str, object]) -> bool:
    return codes(recompute(read(elements))) != ["debt.reconciles"]


@UNHURRIED
@given(OVERDUE)
def test_a_consistent_loan_reconciles(spec: Spec) -> None:
    assert codes(account(spec)) == ["debt.reconciles"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("by_days", [False, True])
@pytest.mark.parametrize("called_after", [None, 150])
def test_every_way_of_repayment_reconciles(
    method: str, by_days: bool, called_after: int | None
) -> None:
    spec = Spec(method, by_days=by_days, called_after=called_after, payments=((20, 50_000),))
    assert codes(account(spec)) == ["debt.reconciles"]


@UNHURRIED
@given(OVERDUE, st.sampled_from(FIGURES), CENTS)
def test_a_changed_figure_is_found(spec: Spec, key: str, cents: int) -> None:
    elements = stated(spec)
    elements[key] = _plus(elements[key], cents)
    assert _tells(elements)


@UNHURRIED
@given(OVERDUE, st.sampled_from(PLAN_CELLS), st.data(), CENTS)
def test_a_changed_amount_of_the_schedule_is_found(
    spec: Spec, cell: str, data: st.DataObject, cents: int
) -> None:
    elements = stated(spec)
    rows = elements["i_schedule"]
    assert isinstance(rows, list)
    row = data.draw(st.sampled_from(rows))
    row[cell] = _plus(row[cell], cents)
    assert _tells(elements)


@UNHURRIED
@given(OVERDUE, st.data(), st.integers(1, 40))
def test_a_changed_day_of_the_schedule_is_found(spec: Spec, data: st.DataObject, days: int) -> None:
    elements = stated(spec)
    rows = elements["i_schedule"]
    assert isinstance(rows, list)
    row = data.draw(st.sampled_from(rows))
    row["due"] = (date.fromisoformat(row["due"]) + timedelta(days)).isoformat()
    assert _tells(elements)


@UNHURRIED
@given(OVERDUE, st.sampled_from(LEDGER_CELLS), st.data(), CENTS)
def test_a_changed_amount_of_the_ledger_is_found(
    spec: Spec, cell: str, data: st.DataObject, cents: int
) -> None:
    elements = stated(spec)
    rows = elements["i_ledger"]
    assert isinstance(rows, list)
    assume(rows)
    row = data.draw(st.sampled_from(rows))
    row[cell] = _plus(row[cell], cents)
    assert _tells(elements)


@UNHURRIED
@given(OVERDUE, st.integers(1, 400))
def test_a_later_first_day_overdue_is_found(spec: Spec, days: int) -> None:
    elements = stated(spec)
    since = date.fromisoformat(str(elements["j_overdue_from"]))
    elements["j_overdue_from"] = (since + timedelta(days)).isoformat()
    assert _tells(elements)


@UNHURRIED
@given(OVERDUE, st.integers(1, 400))
def test_more_days_overdue_are_found(spec: Spec, days: int) -> None:
    elements = stated(spec)
    elements["j_overdue_days"] = str(int(str(elements["j_overdue_days"])) + days)
    assert _tells(elements)


UNDECLARED = (
    "f_day_basis", "f_interest_count", "f_due_day", "f_grace_days", "f_penalty_base",
    "f_allocation_order", "f_allocation_scope",
)  # fmt: skip


@UNHURRIED
@given(OVERDUE, st.sampled_from(FIGURES[:5]))
def test_without_conventions_a_change_beyond_the_tolerance_is_found(spec: Spec, key: str) -> None:
    elements = stated(spec, **dict.fromkeys(UNDECLARED))
    elements[key] = _plus(elements[key], 10_000)
    assert _tells(elements)
