"""What a difference is told as: the figure first, its consequences with it, its cause (rule 10)."""

import pytest

from tests.verify.rules.debt.lender import keep_books
from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, codes, money, stated
from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.rules.debt import Account
from verify.rules.debt.figures import Figure

SPEC = Spec()
"""Owed: 9,000.00, 559.00 or so, penalty; 12 instalments, three paid, the rest called in."""


def _figure(one: Account, key: str) -> Figure:
    return next(figure for figure in one.figures if figure.key == key)


def _more(key: str, cents: int) -> str:
    return money(int(str(stated(SPEC)[key]).replace(".", "")) + cents)


@pytest.mark.parametrize("key", ["j_principal", "j_interest", "j_penalty", "j_compound", "j_fees"])
def test_a_wrong_figure_is_named_first_and_the_broken_sum_as_its_consequence(key: str) -> None:
    one = account(SPEC, **{key: _more(key, 100)})
    issue = one.issues[0]
    assert (issue.finding.code, issue.elements[:2]) == ("debt.figure_differs", (key, "j_total"))


@pytest.mark.parametrize("key", ["j_interest", "j_penalty", "j_compound", "j_fees"])
def test_one_wrong_figure_is_one_issue(key: str) -> None:
    assert codes(account(SPEC, **{key: _more(key, 100)})) == ["debt.figure_differs"]


def test_a_wrong_figure_that_its_sum_repeats_is_one_issue_too() -> None:
    changes = {key: _more(key, 100) for key in ("j_penalty", "j_total", "k_interest", "k_total")}
    assert codes(account(SPEC, **changes)) == ["debt.figure_differs"]


@pytest.mark.parametrize(
    "key",
    ["j_total", "k_total", "k_principal", "k_interest", "i_paid_principal", "i_paid_interest"],
)
def test_a_wrong_sum_alone_is_a_sum_that_differs(key: str) -> None:
    assert codes(account(SPEC, **{key: _more(key, 1)})) == ["debt.sum_differs"]


def test_the_amount_in_dispute_is_the_total_and_the_costs() -> None:
    one = account(SPEC, k_enforcement_costs="0.00", k_total=stated(SPEC)["j_total"])
    assert codes(one) == ["debt.reconciles"]


def test_a_figure_is_compared_to_the_cent_where_its_conventions_are_stated() -> None:
    assert _figure(account(SPEC), "j_penalty").tolerance == 0


def test_a_figure_is_compared_at_a_cent_a_row_where_a_convention_is_not_stated() -> None:
    # Seven instalments were overdue when the rest was called in: eight rows make the penalty.
    assert _figure(account(SPEC, f_penalty_base=None), "j_penalty").tolerance == 8


def test_within_the_tolerance_a_figure_agrees() -> None:
    changes = {key: _more(key, 8) for key in ("j_penalty", "j_total", "k_interest", "k_total")}
    assert codes(account(SPEC, f_penalty_base=None, **changes)) == ["debt.reconciles"]


def test_sums_are_compared_to_the_cent_whatever_is_stated() -> None:
    assert _figure(account(SPEC, f_penalty_base=None), "j_total").tolerance == 0


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (Spec(basis=365), "一年按365天计"),
        (Spec(on_interest=True), "罚息以逾期本金和利息为基数"),
    ],
)
def test_another_convention_that_gives_the_claimed_figure_is_named(other: Spec, words: str) -> None:
    one = account(SPEC, j_penalty=money(keep_books(other).owed("penalty")))
    explained = _figure(one, "j_penalty").explained_by
    assert explained is not None
    assert explained.zh == words


def test_the_finding_names_the_other_convention() -> None:
    one = account(SPEC, j_penalty=money(keep_books(Spec(basis=365)).owed("penalty")))
    assert "一年按365天计" in str(one.issues[0].finding.expected)


def test_a_schedule_that_differs_is_the_cause_of_figures_that_rest_on_it() -> None:
    rows = stated(SPEC)["i_schedule"]
    assert isinstance(rows, list)
    plan = [*rows[:3], {**rows[3], "interest": "95.00"}, *rows[4:]]
    changes = {key: _more(key, 500) for key in ("j_interest", "j_total", "k_interest", "k_total")}
    one = account(SPEC, i_schedule=plan, **changes)
    assert (codes(one), _figure(one, "j_interest").because_of) == (
        ["debt.schedule_differs"],
        "i_schedule",
    )


def test_each_cell_of_the_schedule_that_differs_is_named() -> None:
    rows = stated(SPEC)["i_schedule"]
    assert isinstance(rows, list)
    plan = [*rows[:3], {**rows[3], "interest": "95.00", "due": "2024-10-09"}, *rows[4:]]
    assert account(SPEC, i_schedule=plan).issues[0].elements == (
        "i_schedule/4/due",
        "i_schedule/4/interest",
    )


def test_a_schedule_of_another_convention_is_explained() -> None:
    plan = stated(Spec(by_days=True))["i_schedule"]
    one = account(SPEC, i_schedule=plan)
    assert "每期利息按日计" in str(one.issues[0].finding.expected)


def test_a_missing_row_of_the_schedule_is_found() -> None:
    rows = stated(SPEC)["i_schedule"]
    assert isinstance(rows, list)
    assert codes(account(SPEC, i_schedule=rows[:-1]))[0] == "debt.schedule_differs"


def test_the_sum_of_the_schedule_is_what_was_received() -> None:
    one = account(SPEC, f_repayment_method="其他", h_disbursements=[
        {"date": "2024-06-08", "amount": "12000.01"}
    ])  # fmt: skip
    assert codes(one)[:2] == ["debt.schedule_not_derived", "debt.sum_differs"]


def test_fees_of_the_schedule_are_those_agreed() -> None:
    assert codes(account(Spec(fee=500), f_fees="0.00")) == ["debt.sum_differs"]


def test_agreed_damages_that_no_instalment_has_may_be_claimed_on_default() -> None:
    changes = {key: _more(key, 5_000) for key in ("j_total", "k_total")}
    one = account(SPEC, f_fees="50.00", j_fees="50.00", **changes)
    assert codes(one) == ["debt.reconciles"]


def test_more_than_the_agreed_damages_differs() -> None:
    changes = {key: _more(key, 5_001) for key in ("j_total", "k_total")}
    one = account(SPEC, f_fees="50.00", j_fees="50.01", **changes)
    assert codes(one) == ["debt.figure_differs"]


def test_another_way_of_repayment_wants_a_formula() -> None:
    assert codes(account(SPEC, f_repayment_method="其他")) == ["debt.schedule_not_derived"]


def test_a_formula_that_is_given_is_for_a_person() -> None:
    one = account(SPEC, f_repayment_method="其他", j_formula="见所附公式")
    assert codes(one) == ["debt.schedule_formula"]


@pytest.mark.parametrize("key", ["j_principal", "j_cut_off", "h_disbursements", "f_annual_rate"])
def test_what_is_missing_is_named(key: str) -> None:
    one = account(SPEC, **{key: None})
    told = [issue.finding.subject for issue in one.issues]
    assert key in told


def test_what_differs_can_be_cured() -> None:
    rows = [row for row in CODES.values() if row.code.startswith("debt.")]
    uncured = [row.code for row in rows if CheckStatus.INDETERMINATE in row.statuses]
    assert [code for code in uncured if not CODES[code].curable] == []


def test_the_differences_are_those_that_do_not_agree() -> None:
    one = account(SPEC, j_fees="1.00")
    assert [figure.key for figure in one.differences] == ["j_fees", "j_total"]
