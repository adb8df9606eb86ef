"""Conventions are stated or taken by default, and the default is said (debt conventions 1)."""

import pytest

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, codes
from verify.rules.debt.conventions import convention_rows

KEYS = (
    "f_day_basis", "f_interest_count", "f_due_day", "f_grace_days", "f_penalty_base",
    "f_allocation_order", "f_allocation_scope",
)  # fmt: skip


def _values(**changes: object) -> dict[str, tuple[str, bool]]:
    loan = account(Spec(), **changes).loan
    assert loan is not None
    return {row.key: (row.value, row.declared) for row in convention_rows(loan.conventions)}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("f_day_basis", "360"),
        ("f_interest_count", "按月"),
        ("f_due_day", "8"),
        ("f_grace_days", "0"),
        ("f_penalty_base", "逾期本金"),
        ("f_allocation_order", "息罚复本费"),
        ("f_allocation_scope", "逐期"),
    ],
)
def test_an_absent_convention_has_its_default(key: str, value: str) -> None:
    assert _values(**{key: None})[key] == (value, False)


@pytest.mark.parametrize("key", KEYS)
def test_a_stated_convention_is_declared(key: str) -> None:
    assert _values()[key][1]


def test_the_default_is_said_in_the_report() -> None:
    rows = account(Spec(), f_day_basis=None).as_json()["conventions"]
    assert isinstance(rows, list)
    assert rows[0] == {
        "key": "f_day_basis",
        "label": {"zh": "一年天数", "en": "days of a year"},
        "value": "360",
        "declared": False,
    }


def test_rates_of_compound_interest_are_told_where_it_is_agreed() -> None:
    loan = account(Spec(compound=(1200, 1800))).loan
    assert loan is not None
    values = {row.key: row.value for row in convention_rows(loan.conventions)}
    assert (values["f_compound_rate"], values["f_compound_rate_after"]) == ("12.00", "18.00")


def test_a_due_day_that_no_month_has_is_named() -> None:
    assert codes(account(Spec(), f_due_day="32"))[0] == "debt.input_missing"


def test_agreed_fees_come_last_unless_the_contract_says_otherwise() -> None:
    spec = Spec(fee=500, paid_in_time=0, payments=((0, 12_100),), order="息罚复本费")
    assert codes(account(spec, f_allocation_order=None)) == ["debt.reconciles"]
