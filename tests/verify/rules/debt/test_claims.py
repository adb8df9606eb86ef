"""A party may claim less than is owed, never more; the amount in dispute goes with the claims."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.lender import keep_books
from tests.verify.rules.debt.spec import Spec, specs
from tests.verify.rules.debt.stated import account, codes, money, stated
from verify.findings import CheckStatus
from verify.rules.debt import Account
from verify.rules.debt.figures import Figure

SPEC = Spec()
UNHURRIED = settings(deadline=None)
OVERDUE = specs().filter(lambda spec: keep_books(spec).overdue is not None)
LESS = ["debt.reconciles", "debt.claimed_less"]


def _more(key: str, cents: int, spec: Spec = SPEC) -> str:
    return money(int(str(stated(spec)[key]).replace(".", "")) + cents)


def _figure(one: Account, key: str) -> Figure:
    return next(figure for figure in one.figures if figure.key == key)


@pytest.mark.parametrize("key", ["k_principal", "k_interest"])
def test_a_lower_claim_with_a_lower_total_is_told_and_bars_nothing(key: str) -> None:
    one = account(SPEC, **{key: _more(key, -100), "k_total": _more("k_total", -100)})
    assert codes(one) == LESS


@pytest.mark.parametrize("key", ["k_principal", "k_interest"])
def test_a_lower_claim_beside_a_total_that_was_not_lowered_is_advice(key: str) -> None:
    one = account(SPEC, **{key: _more(key, -100)})
    assert codes(one) == ["debt.claimed_less", "debt.total_not_lowered"]


def test_a_total_that_was_not_lowered_follows_from_the_lower_claim() -> None:
    one = _figure(account(SPEC, k_interest=_more("k_interest", -100)), "k_total")
    assert (one.because_of, one.computed) == (
        "k_interest",
        int(_more("k_total", -100).replace(".", "")),
    )


def test_two_lower_claims_lower_the_total_by_both() -> None:
    one = account(
        SPEC, k_principal=_more("k_principal", -200), k_interest=_more("k_interest", -100),
        k_total=_more("k_total", -300),
    )  # fmt: skip
    assert codes(one) == [*LESS, "debt.claimed_less"]


def test_fees_that_are_not_claimed_leave_the_total_lower() -> None:
    spec = Spec(fee=500)
    owed = keep_books(spec).owed("fee")
    assert codes(account(spec, k_total=_more("k_total", -owed, spec))) == LESS


def test_interest_that_is_not_claimed_leaves_the_total_lower() -> None:
    books = keep_books(SPEC)
    interest = books.owed("interest") + books.owed("penalty")
    one = account(SPEC, k_interest=None, k_total=_more("k_total", -interest))
    assert codes(one) == LESS


def test_a_total_that_is_lower_by_any_other_sum_is_no_sum() -> None:
    assert codes(account(SPEC, k_total=_more("k_total", -100))) == ["debt.sum_differs"]


def test_a_claim_above_the_debt_is_a_defect() -> None:
    assert codes(account(SPEC, k_principal=_more("k_principal", 100))) == ["debt.sum_differs"]


def test_a_total_that_repeats_a_claim_above_the_debt_follows_from_it() -> None:
    keys = ("k_principal", "k_total")
    one = account(SPEC, **{key: _more(key, 100) for key in keys})
    assert [issue.elements for issue in one.issues] == [keys]


def test_a_larger_debt_beside_a_smaller_claim_is_one_defect() -> None:
    one = account(
        SPEC, j_interest=_more("j_interest", 100), j_total=_more("j_total", 100),
        k_interest=_more("k_interest", -100), k_total=_more("k_total", -100),
    )  # fmt: skip
    assert codes(one) == ["debt.figure_differs", "debt.claimed_less"]


def test_a_right_claim_beside_a_larger_debt_is_right() -> None:
    one = account(SPEC, j_interest=_more("j_interest", 100), j_total=_more("j_total", 100))
    assert [_figure(one, key).agrees for key in ("k_interest", "k_total")] == [True, True]


def test_a_claim_between_the_right_debt_and_the_stated_one_is_too_much() -> None:
    changes = {"j_interest": 100, "j_total": 100, "k_interest": 50, "k_total": 50}
    one = account(SPEC, **{key: _more(key, cents) for key, cents in changes.items()})
    assert codes(one) == ["debt.figure_differs", "debt.sum_differs"]


@UNHURRIED
@given(OVERDUE, st.sampled_from(["k_principal", "k_interest"]), st.data())
def test_no_lower_claim_bars_a_case(spec: Spec, key: str, data: st.DataObject) -> None:
    owed = int(str(stated(spec)[key]).replace(".", ""))
    less = -data.draw(st.integers(0, owed))
    one = account(spec, **{key: _more(key, less, spec), "k_total": _more("k_total", less, spec)})
    assert {issue.finding.status for issue in one.issues} == {CheckStatus.PASSED}


@UNHURRIED
@given(OVERDUE, st.sampled_from(["k_principal", "k_interest", "k_total"]), st.integers(1, 10_000))
def test_no_higher_claim_passes(spec: Spec, key: str, cents: int) -> None:
    assert "debt.sum_differs" in codes(account(spec, **{key: _more(key, cents, spec)}))
