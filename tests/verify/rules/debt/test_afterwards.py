"""Payments after the cut-off are asked about, and rows of days to come are mistakes."""

from datetime import date

import pytest

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import codes, read, stated
from verify.codes.table import CODES
from verify.findings import Effect, Scope
from verify.rules.debt import Account, recompute

SPEC = Spec()
RECEIVED = date(2039, 6, 10)


def _paid_on(day: str, *, received: date | None = RECEIVED) -> Account:
    elements = stated(SPEC)
    row = {
        "date": day, "amount": "100.00", "principal": "100.00", "interest": "0.00",
        "penalty": "0.00",
    }  # fmt: skip
    ledger = elements["i_ledger"]
    assert isinstance(ledger, list)
    return recompute(read({**elements, "i_ledger": [*ledger, row]}), received=received)


@pytest.mark.parametrize("day", ["2039-06-09", "2039-06-10"])
def test_a_payment_between_cut_off_and_receipt_is_asked_about_with_its_sum(day: str) -> None:
    (one,) = _paid_on(day).issues
    assert (one.finding.code, one.finding.observed) == ("debt.paid_after_cut_off", "100.00")


def test_a_payment_after_the_receipt_is_a_mistake() -> None:
    assert codes(_paid_on("2039-06-11")) == ["debt.row_in_future"]


def test_a_payment_on_the_cut_off_day_belongs_to_the_account() -> None:
    day = str(stated(SPEC)["j_cut_off"])
    assert "debt.paid_after_cut_off" not in codes(_paid_on(day))


def test_without_a_receipt_no_day_is_still_to_come() -> None:
    assert codes(_paid_on("2039-06-11", received=None)) == ["debt.paid_after_cut_off"]


def test_the_question_is_the_cases_own_and_bars_it() -> None:
    asks = CODES["debt.paid_after_cut_off"].asks
    assert asks is not None
    assert (asks.scope, asks.effect) == (Scope.CASE, Effect.BLOCKING)
