"""Each thing that is wrong is told with its own right value, and what follows with theirs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.lender import keep_books
from tests.verify.rules.debt.spec import Spec, specs
from tests.verify.rules.debt.stated import account, codes, money, stated
from verify.rules.debt import Account

SPEC = Spec()
"""Owed: 9,000.00, 90.00 + …; costs of 300.00."""
UNHURRIED = settings(deadline=None)
OVERDUE = specs().filter(lambda spec: keep_books(spec).overdue is not None)


def _cents(key: str) -> int:
    return int(str(stated(SPEC)[key]).replace(".", ""))


def _more(key: str, cents: int) -> str:
    return money(_cents(key) + cents)


def _right(key: str) -> str:
    return str(stated(SPEC)[key])


def _expected(one: Account) -> str:
    return str(one.issues[0].finding.expected)


def test_a_wrong_total_is_told_with_the_amount_in_dispute_that_follows() -> None:
    one = account(SPEC, j_total=_more("j_total", 500), k_total=_more("k_total", 500))
    assert _expected(one) == f"{_right('j_total')}；随之：诉请标的总额（K8）{_right('k_total')}"


def test_a_wrong_part_is_told_with_every_sum_up_to_the_last() -> None:
    keys = ("j_penalty", "j_total", "k_interest", "k_total")
    one = account(SPEC, **{key: _more(key, 137) for key in keys})
    assert _expected(one) == (
        f"{_right('j_penalty')}；随之：欠款合计（J7）{_right('j_total')}，"
        f"诉请利息、罚息、复利（K2）{_right('k_interest')}，诉请标的总额（K8）{_right('k_total')}"
    )


def test_every_sum_that_follows_is_an_element_of_the_issue() -> None:
    keys = ("j_penalty", "j_total", "k_interest", "k_total")
    one = account(SPEC, **{key: _more(key, 137) for key in keys})
    assert one.issues[0].elements == keys


def test_a_sum_that_is_right_and_no_longer_adds_up_keeps_its_amount() -> None:
    one = account(SPEC, j_fees="1.00")
    assert _expected(one) == f"0.00；数额不变：欠款合计（J7）{_right('j_total')}"


def test_wrong_figures_that_cancel_in_the_total_are_each_told() -> None:
    one = account(SPEC, j_interest=_more("j_interest", 500), j_penalty=_more("j_penalty", -500))
    assert [issue.elements for issue in one.issues] == [("j_interest",), ("j_penalty",)]


@UNHURRIED
@given(OVERDUE, st.integers(1, 5_000))
def test_no_two_figures_cancel_unseen(spec: Spec, cents: int) -> None:
    elements = stated(spec)
    less = int(str(elements["j_principal"]).replace(".", "")) - cents
    more = int(str(elements["j_fees"]).replace(".", "")) + cents
    one = account(spec, j_principal=money(max(less, 0)), j_fees=money(more))
    assert "debt.figure_differs" in codes(one)


def test_a_part_within_its_tolerance_stands_in_the_right_total() -> None:
    # Without its base stated, penalty agrees up to 0.08; the wrong figure is the fee.
    keys = ("j_penalty", "k_interest", "k_total", "j_total")
    one = account(SPEC, f_penalty_base=None, j_fees="1.00", **{key: _more(key, 2) for key in keys})
    assert _expected(one) == f"0.00；数额不变：欠款合计（J7）{_more('j_total', 2)}"


def _plan(**changes: dict[str, str]) -> list[dict[str, str]]:
    rows = stated(SPEC)["i_schedule"]
    assert isinstance(rows, list)
    return [{**row, **changes.get(f"no_{row['no']}", {})} for row in rows]


def test_every_row_of_the_schedule_has_its_own_right_values() -> None:
    plan = _plan(no_4={"interest": "95.00"}, no_6={"interest": "75.00", "due": "2024-12-09"})
    one = account(SPEC, i_schedule=plan)
    assert _expected(one) == "90.00；其他：第6期应还日 2024-12-08、第6期应还利息 70.00"


def test_a_schedule_wrong_in_every_row_tells_a_few_and_their_number() -> None:
    rows = stated(Spec(instalments=24))["i_schedule"]
    assert isinstance(rows, list)
    plan = [{**row, "interest": "1.00"} for row in rows]
    one = account(Spec(instalments=24), i_schedule=plan)
    assert "，另有 11 处" in _expected(one)


def test_a_missing_row_of_the_schedule_is_told_with_all_its_cells() -> None:
    one = account(SPEC, i_schedule=_plan()[:-1])
    assert _expected(one).startswith("期数 12，应还日 2025-06-08，应还本金 1000.00，应还利息 10.00")


def test_a_row_of_the_schedule_too_many_is_told() -> None:
    extra = {**_plan()[-1], "no": "13", "due": "2025-07-08"}
    one = account(SPEC, i_schedule=[*_plan(), extra])
    assert _expected(one).startswith("无此期")


def test_what_follows_from_a_wrong_schedule_is_told_with_its_right_values() -> None:
    keys = ("j_interest", "j_total", "k_interest", "k_total")
    one = account(
        SPEC, i_schedule=_plan(no_4={"interest": "95.00"}), **{k: _more(k, 500) for k in keys}
    )
    assert _expected(one).startswith(
        f"90.00；随之：尚欠利息（J3）{_right('j_interest')}，欠款合计（J7）"
    )


def test_every_row_of_the_ledger_has_its_own_right_values() -> None:
    rows = stated(SPEC)["i_ledger"]
    assert isinstance(rows, list)
    wrong = [{**row, "principal": "990.00", "penalty": "10.00"} for row in rows[:2]]
    one = account(SPEC, i_ledger=[*wrong, rows[2]])
    assert (
        _expected(one) == "1000.00；其他：第1行冲罚息 0.00、第2行冲本金 1000.00、第2行冲罚息 0.00"
    )


def test_every_row_that_does_not_add_up_has_its_own_right_value() -> None:
    rows = stated(SPEC)["i_ledger"]
    assert isinstance(rows, list)
    wrong = [{**row, "principal": "990.00"} for row in rows[:2]]
    one = account(SPEC, i_ledger=[*wrong, rows[2]], i_paid_principal="2980.00")
    assert _expected(one).startswith("1120.00；其他：第2行 1110.00")


def test_an_agreed_fee_is_wrong_where_the_schedule_has_others() -> None:
    one = account(Spec(fee=500), f_fees="0.00")
    found = one.issues[0].finding
    assert (found.subject, found.observed, found.expected) == ("f_fees", "0.00", "60.00")


def test_a_loan_that_is_not_overdue_is_told_so() -> None:
    one = account(Spec(paid_in_time=0, called_after=None, cut_after=0), j_overdue_from="2024-07-01")
    assert _expected(one) == "无逾期"


def test_a_sum_of_payments_that_is_right_but_for_a_wrong_row_is_right() -> None:
    rows = stated(SPEC)["i_ledger"]
    assert isinstance(rows, list)
    wrong = [{**rows[0], "principal": "990.00"}, *rows[1:]]
    assert codes(account(SPEC, i_ledger=wrong)) == ["debt.row_unbalanced"]


def test_a_sum_of_payments_that_repeats_a_wrong_row_follows_from_it() -> None:
    rows = stated(SPEC)["i_ledger"]
    assert isinstance(rows, list)
    wrong = [{**rows[0], "principal": "990.00"}, *rows[1:]]
    one = account(SPEC, i_ledger=wrong, i_paid_principal="2990.00")
    assert _expected(one) == "1120.00；随之：已还本金合计（I3）3000.00"


def test_another_sum_of_payments_beside_a_wrong_row_is_a_defect_of_its_own() -> None:
    rows = stated(SPEC)["i_ledger"]
    assert isinstance(rows, list)
    wrong = [{**rows[0], "principal": "990.00"}, *rows[1:]]
    one = account(SPEC, i_ledger=wrong, i_paid_principal="2980.00")
    assert codes(one) == ["debt.row_unbalanced", "debt.sum_differs"]


def test_the_other_convention_is_named_in_one_language() -> None:
    one = account(SPEC, j_penalty=money(keep_books(Spec(basis=365)).owed("penalty")))
    assert "（所列数额与“一年按365天计”的口径相符）" in _expected(one)


def test_a_loan_that_is_not_overdue_needs_no_day_of_default() -> None:
    assert codes(account(Spec(paid_in_time=0, called_after=None, cut_after=0))) == [
        "debt.reconciles"
    ]
