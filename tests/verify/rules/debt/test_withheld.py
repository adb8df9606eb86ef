"""What was withheld at the disbursement is no principal, and what was paid early is (rule 8)."""

import pytest

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, codes, stated, subjects
from verify.rules.debt import Account

SPEC = Spec()


def _out(amount: str, withheld: str) -> list[dict[str, str]]:
    return [{"date": "2024-06-08", "amount": amount, "withheld": withheld}]


def _principal(one: Account) -> int:
    assert one.loan is not None
    return one.loan.received


def test_principal_is_what_was_received() -> None:
    assert _principal(account(SPEC, h_disbursements=_out("12000.00", "1200.00"))) == 1_080_000


def test_a_voucher_of_the_net_sum_is_what_was_received() -> None:
    assert _principal(account(SPEC, h_disbursements=_out("10800.00", "1200.00"))) == 1_080_000


def test_withheld_interest_is_one_defect_with_its_consequences() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    assert codes(one) == ["debt.principal_over_disbursed", "cost.fee_at_disbursement"]


def test_every_figure_that_follows_says_so() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    parts = [figure.because_of for figure in one.figures[:3]]
    assert parts == ["i_schedule"] * 3


def test_a_disbursement_short_of_the_schedule_is_the_same_defect() -> None:
    one = account(SPEC, h_disbursements=_out("10800.00", "0.00"))
    assert codes(one) == ["debt.principal_over_disbursed"]


def test_payments_by_the_lenders_schedule_are_allocated_on_ours_and_the_rest_is_credit() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    # 900.00 + 108.00 a month on ours; 1,120.00, 1,110.00, 1,100.00 were paid.
    assert one.state is not None
    assert one.state.entries[0].split[:2] == [900_00 + 13_00, 108_00 + 99_00]


def test_a_loan_drawn_in_part_is_consistent() -> None:
    spec = Spec(principal=600_000)
    assert codes(account(spec, f_contract_amount="12000.00")) == ["debt.reconciles"]


def _fee_paid(**changes: object) -> Account:
    row = {
        "date": "2024-06-08", "amount": "100.00", "principal": "0.00", "interest": "0.00",
        "penalty": "0.00", "fee": "100.00",
    }  # fmt: skip
    return account(Spec(paid_in_time=0, called_after=None), i_ledger=[row], **changes)


def test_a_fee_paid_at_the_disbursement_is_flagged() -> None:
    assert "cost.fee_at_disbursement" in codes(_fee_paid())


def test_a_fee_paid_at_the_disbursement_enters_the_cost() -> None:
    cost, without = _fee_paid().cost, account(SPEC).cost
    assert cost is not None
    assert without is not None
    assert cost.rates is not None
    assert without.rates is not None
    assert cost.rates.monthly > without.rates.monthly


EARLY = Spec(paid_in_time=3, called_after=None, cut_after=10)
"""Paid to 2024-09-08, when 9,000.00 were left; the next instalment is due on 10-08."""


def _early(**changes: object) -> Account:
    """3,000.00 paid on 2024-09-18: ten days on 9,000.00 are 30.00, so 2,970.00 are repaid early."""
    rows = [
        *(_paid(f"2024-0{m}-08", 1000, interest) for m, interest in ((7, 120), (8, 110), (9, 100))),
        _paid("2024-09-18", 2970, 30),
    ]
    # 6,030.00 × 12 % × 20 / 360 is due on 10-08; 10-08 to 10-18 bears penalty on 1,000.00.
    return account(EARLY, i_ledger=rows, **{
        "i_paid_principal": "5970.00", "i_paid_interest": "360.00", "j_principal": "6030.00",
        "j_interest": "40.20", "j_penalty": "5.00", "j_total": "6075.20", "k_principal": "6030.00",
        "k_interest": "45.20", "k_total": "6375.20", **changes,
    })  # fmt: skip


def _paid(day: str, principal: int, interest: int) -> dict[str, str]:
    return {
        "date": day, "amount": f"{principal + interest}.00", "principal": f"{principal}.00",
        "interest": f"{interest}.00", "penalty": "0.00",
    }  # fmt: skip


def test_an_early_part_payment_bears_interest_for_the_actual_days() -> None:
    assert codes(_early()) == ["debt.reconciles"]


def test_an_early_part_payment_is_told() -> None:
    assert [line.prepaid for line in _early().ledger] == [False, False, False, True]


def test_the_term_is_kept_and_the_rest_recomputed_from_the_next_period() -> None:
    state = _early().state
    assert state is not None
    # 5,030.00 over the eight instalments after the running one.
    assert [one.principal for one in state.plan[3:]] == [100_000] + [62_875] * 8


def test_the_schedule_may_be_stated_as_early_payments_left_it() -> None:
    state = _early().state
    assert state is not None
    plan = [
        {"no": str(one.no), "due": row["due"], "fee": "0.00",
         "principal": f"{one.principal / 100:.2f}", "interest": f"{one.interest / 100:.2f}"}
        for one, row in zip(state.plan, _rows(), strict=True)
    ]  # fmt: skip
    assert codes(_early(i_schedule=plan)) == ["debt.reconciles"]


def _rows() -> list[dict[str, str]]:
    rows = stated(EARLY)["i_schedule"]
    assert isinstance(rows, list)
    return rows


def test_the_same_row_stated_as_overpaid_is_credit() -> None:
    row = {
        "date": "2024-07-08", "amount": "3000.00", "principal": "1000.00", "interest": "120.00",
        "penalty": "0.00", "overpaid": "1880.00",
    }  # fmt: skip
    spec = Spec(paid_in_time=1, called_after=None, cut_after=0)
    one = account(spec, i_ledger=[row], j_cut_off="2024-07-20")
    assert one.ledger[0].credit == 188_000


def test_subjects_of_withheld_interest_begin_with_the_schedule() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    assert subjects(one)[0] == "i_schedule"


def test_the_principal_that_was_received_and_all_that_follows_is_told() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    # 3,330.00 were paid; 378.00 of it are interest on 10,800.00 of four instalments.
    assert "；随之：尚欠本金（J2）7848.00，尚欠利息（J3）" in str(one.issues[0].finding.expected)


def test_each_instalment_of_what_was_received_is_told_first() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    assert str(one.issues[0].finding.expected).startswith(
        "10800.00；其他：第1期应还本金 900.00、第1期应还利息 108.00、第2期应还本金 900.00、"
    )


def test_payments_split_by_the_wrong_schedule_are_told_with_it() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    assert "；还款流水随之：第1行冲本金 913.00、第1行冲利息 207.00、" in str(
        one.issues[0].finding.expected
    )


def test_the_sums_of_what_was_paid_follow_too() -> None:
    one = account(SPEC, h_disbursements=_out("12000.00", "1200.00"))
    assert {"i_paid_principal", "i_paid_interest"} <= set(one.issues[0].elements)


def test_interest_paid_to_by_the_lenders_schedule_follows_from_it() -> None:
    one = account(
        SPEC, h_disbursements=_out("12000.00", "1200.00"), i_interest_paid_to="2024-09-08"
    )
    assert codes(one) == ["debt.principal_over_disbursed", "cost.fee_at_disbursement"]


@pytest.mark.parametrize(
    ("amount", "withheld", "rests"),
    [("11000.00", "1000.00", True), ("12000.00", "1000.00", False), ("12000.00", "0.00", False)],
)
def test_only_the_amount_of_the_contract_makes_a_sum_less_what_was_withheld(
    amount: str, withheld: str, rests: bool
) -> None:
    paid = _out(amount, withheld)
    one = account(Spec(), f_contract_amount="12000.00", h_disbursements=paid)
    assert one.rests_on_amount is rests
