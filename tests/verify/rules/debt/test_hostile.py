"""Whatever an element list holds, an account comes back, in bounded time, as canonical JSON."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anchors.limits import LIMITS
from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, codes, read, stated
from verify.canonical import canonical_json
from verify.rules.debt import recompute

MONEY = st.sampled_from(["0.00", "0.01", "1.00", "9999999999999.99", "x", "-1.00", ""])
RATE = st.sampled_from(["0.00", "12.00", "999999.999999", "0.000001", "x"])
DAY = st.sampled_from(["0001-01-01", "2024-02-29", "2024-06-08", "2025-01-31", "9999-12-31", "x"])
COUNT = st.sampled_from(["0", "1", "31", "99", "1000000", "x"])
CHOICES = {
    "f_repayment_method": st.sampled_from(
        ["等额本息", "等额本金", "到期一次还本付息", "按月付息到期还本", "按年付息到期还本", "其他"]
    ),
    "f_day_basis": st.sampled_from(["360", "365", "366"]),
    "f_interest_count": st.sampled_from(["按月", "按日"]),
    "f_compound": st.sampled_from(["有", "无"]),
    "f_penalty_base": st.sampled_from(["逾期本金", "逾期本金和利息"]),
    "f_allocation_order": st.sampled_from(["费息罚复本", "本息罚复费"]),
    "f_allocation_scope": st.sampled_from(["逐期", "合并"]),
}
AMOUNTS = (
    "f_contract_amount", "f_fees", "j_principal", "j_interest", "j_penalty", "j_compound",
    "j_fees", "j_total", "k_principal", "k_interest", "k_enforcement_costs", "k_total",
    "i_paid_principal", "i_paid_interest",
)  # fmt: skip
ELEMENTS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(AMOUNTS, MONEY),
        **dict.fromkeys(("f_annual_rate", "f_penalty_rate", "f_compound_rate", "f_apr"), RATE),
        **dict.fromkeys(("f_end_date", "j_cut_off", "j_called_in", "j_overdue_from"), DAY),
        **dict.fromkeys(("f_due_day", "f_grace_days", "f_compound_days"), COUNT),
        **CHOICES,
        "h_disbursements": st.lists(
            st.fixed_dictionaries({}, optional={"date": DAY, "amount": MONEY, "withheld": MONEY}),
            max_size=3,
        ),
        "i_schedule": st.lists(
            st.fixed_dictionaries(
                {"no": COUNT, "due": DAY, "principal": MONEY, "interest": MONEY, "fee": MONEY}
            ),
            max_size=4,
        ),
        "i_ledger": st.lists(
            st.fixed_dictionaries(
                {"date": DAY, "amount": MONEY, "principal": MONEY, "interest": MONEY,
                 "penalty": MONEY},
                optional={"fee": MONEY, "overpaid": MONEY, "compound": MONEY},
            ),
            max_size=4,
        ),
    },
)  # fmt: skip


@settings(deadline=None)
@given(ELEMENTS)
def test_no_element_list_raises(elements: dict[str, object]) -> None:
    assert canonical_json(recompute(read(elements)).as_json())


@settings(deadline=None)
@given(ELEMENTS)
def test_a_broken_list_with_whole_terms_does_not_raise(elements: dict[str, object]) -> None:
    assert canonical_json(recompute(read({**stated(Spec()), **elements})).as_json())


@settings(deadline=None)
@given(ELEMENTS, st.dates())
def test_no_day_raises(elements: dict[str, object], day: date) -> None:
    whole = {**stated(Spec()), **elements}
    assert canonical_json(recompute(read(whole), as_of=day).as_json())


@settings(deadline=None)
@given(ELEMENTS)
def test_an_account_of_the_cut_off_is_never_without_an_issue(elements: dict[str, object]) -> None:
    assert recompute(read({**stated(Spec()), **elements})).issues


def _long(count: int) -> list[dict[str, str]]:
    return [
        {"date": "2024-07-08", "amount": "0.01", "principal": "0.00", "interest": "0.01",
         "penalty": "0.00"}
    ] * count  # fmt: skip


@pytest.mark.timeout(10)
def test_the_longest_ledger_is_accounted_for() -> None:
    rows = _long(LIMITS.element_repayments)
    assert len(account(Spec(), i_ledger=rows).ledger) == LIMITS.element_repayments


@pytest.mark.timeout(10)
def test_a_ledger_that_meets_too_much_at_once_is_refused() -> None:
    spec = Spec(instalments=120, together=True, paid_in_time=0)
    one = account(spec, i_ledger=_long(LIMITS.element_repayments))
    assert codes(one) == ["debt.too_large"]


@pytest.mark.timeout(10)
def test_compound_interest_that_turns_too_often_is_refused() -> None:
    spec = Spec(compound=(1, 1), instalments=360, rate=1)
    one = account(spec, f_compound_days="1", j_cut_off="2099-01-01")
    assert codes(one) == ["debt.too_large"]


@pytest.mark.timeout(20)
def test_a_schedule_of_a_thousand_years_is_accounted_for() -> None:
    assert account(Spec(), f_end_date="9999-12-31").issues


@pytest.mark.parametrize(
    "changes",
    [
        {"j_cut_off": "2024-06-07"},
        {"j_called_in": "2024-06-07"},
        {"i_ledger": [{**_long(1)[0], "date": "2024-06-07"}]},
    ],
)
def test_days_before_the_disbursement_are_out_of_order(changes: dict[str, object]) -> None:
    assert codes(account(Spec(), **changes)) == ["debt.day_order"]


def test_without_a_schedule_the_contracts_own_is_used() -> None:
    assert codes(account(Spec(), i_schedule=None)) == ["debt.input_missing"]


def test_a_cell_that_cannot_be_read_is_named() -> None:
    rows = stated(Spec())["i_ledger"]
    assert isinstance(rows, list)
    one = account(Spec(), i_ledger=[{**rows[0], "amount": "1,120.00"}, *rows[1:]])
    assert one.issues[0].elements == ("i_ledger/1/amount",)
