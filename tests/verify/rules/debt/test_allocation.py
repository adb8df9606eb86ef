"""Payments meet the oldest instalment first, and within it the parts in their order (rule 4)."""

import pytest

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, stated, subjects
from verify.rules.debt import Account

ROW = {"penalty": "0.00", "overpaid": "0.00", "fee": "0.00", "compound": "0.00"}


def _split(one: Account, row: int = 0) -> tuple[int, ...]:
    return one.ledger[row].split


def _paid(amount: str, principal: str, interest: str, day: str, **other: str) -> dict[str, str]:
    return {
        "date": day, "amount": amount, "principal": principal, "interest": interest, **ROW, **other,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("order", "split"),
    [
        # Ten days late: principal 1,000.00, interest 120.00, penalty 5.00, fee 5.00; paid 126.00.
        ("费息罚复本", (0, 12_000, 100, 0, 500)),
        ("息罚复本费", (100, 12_000, 500, 0, 0)),
        ("本息罚复费", (12_600, 0, 0, 0, 0)),
    ],
)
def test_the_parts_are_met_in_the_agreed_order(order: str, split: tuple[int, ...]) -> None:
    spec = Spec(fee=500, paid_in_time=0, payments=((10, 12_600),), order=order)
    assert _split(account(spec)) == split


def test_the_oldest_instalment_is_met_wholly_before_the_next() -> None:
    # Due on 07-08 and 08-08, paid 1,300.00 on 08-08: 120.00 + 15.50 + 1,000.00, then 110.00 + 54.50
    spec = Spec(paid_in_time=0, payments=((31, 130_000),))
    assert _split(account(spec)) == (105_450, 23_000, 1_550, 0, 0)


def test_all_that_is_due_is_met_part_by_part_where_agreed() -> None:
    spec = Spec(paid_in_time=0, payments=((31, 130_000),), together=True, order="本息罚复费")
    assert _split(account(spec)) == (130_000, 0, 0, 0, 0)


def test_credit_earns_nothing_and_is_used_on_the_next_due_day() -> None:
    spec = Spec(paid_in_time=0, payments=((-8, 112_000),), called_after=None, cut_after=0)
    one = account(spec)
    assert (_split(one), one.ledger[0].credit) == ((100_000, 12_000, 0, 0, 0), 0)


def test_credit_that_is_not_used_yet_is_told() -> None:
    spec = Spec(paid_in_time=0, payments=((0, 120_000),), called_after=None, cut_after=10)
    assert account(spec).ledger[0].credit == 8_000


def test_a_row_as_it_was_on_the_day_of_payment_agrees_too() -> None:
    row = _paid("1200.00", "1000.00", "120.00", "2024-07-08", overpaid="80.00")
    spec = Spec(paid_in_time=0, payments=((0, 120_000),), called_after=None, cut_after=40)
    assert account(spec, i_ledger=[row]).ledger[0].differs == ()


def test_rows_of_one_day_are_taken_in_their_own_order() -> None:
    spec = Spec(paid_in_time=0, payments=((0, 50_000), (0, 62_000)), called_after=None)
    assert [line.row.row for line in account(spec).ledger] == [1, 2]


def test_rows_out_of_order_are_sorted_by_their_day() -> None:
    rows = stated(Spec())["i_ledger"]
    assert isinstance(rows, list)
    assert [line.row.row for line in account(Spec(), i_ledger=rows[::-1]).ledger] == [3, 2, 1]


def test_the_lenders_own_split_is_kept_beside_ours() -> None:
    rows = [_paid("1120.00", "1020.00", "100.00", "2024-07-08")]
    one = account(Spec(paid_in_time=1), i_ledger=rows)
    assert (one.ledger[0].row.split[:2], one.ledger[0].split[:2]) == (
        (102_000, 10_000),
        (100_000, 12_000),
    )


def test_each_cell_of_a_split_that_differs_is_named() -> None:
    rows = [_paid("1120.00", "1020.00", "100.00", "2024-07-08")]
    one = account(Spec(paid_in_time=1), i_ledger=rows)
    assert one.issues[0].elements == ("i_ledger/1/principal", "i_ledger/1/interest")


def test_rows_after_the_cut_off_are_ignored_and_counted() -> None:
    rows = stated(Spec())["i_ledger"]
    assert isinstance(rows, list)
    later = _paid("100.00", "0.00", "100.00", "2026-01-01")
    texts = [one.en for one in account(Spec(), i_ledger=[*rows, later]).assumptions]
    assert texts[0] == "1 ledger rows after the day of the account are left out."


def test_a_row_that_does_not_add_up_is_the_cause_of_what_follows() -> None:
    rows = stated(Spec())["i_ledger"]
    assert isinstance(rows, list)
    changed = [{**rows[0], "amount": "1020.00"}, *rows[1:]]
    assert subjects(account(Spec(), i_ledger=changed)) == ["i_ledger/1"]
