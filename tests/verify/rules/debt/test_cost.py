"""Rate flags go by IRR × 12, strictly above the limit of the contract's day (rule 9)."""

from datetime import UTC, date, datetime

import pytest

from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import codes, read, stated
from verify.rules.court import CourtProfile
from verify.rules.debt import Account, recompute
from verify.rules.rows import CapRule, RegimeRow, Row
from verify.rules.ruleset import RuleSet, Tables

ROW = Row("a limit", date(2020, 1, 1), date(2024, 12, 31), "a source", False, "")
SIGNED = {"f_signed_at": "2024-06-08T10:00:00+08:00"}


def _rules(limit: int, applies: str = "annual_cost", lender: str = "*") -> RuleSet:
    cap = CapRule("LIMIT", applies, limit, None, lender, ROW)
    court = CourtProfile.__new__(CourtProfile)
    return RuleSet(
        "rules", "", "regime-2018", date(2018, 1, 1), None, court, Tables(rate_caps=(cap,)),
        RegimeRow("regime-2018", True, ROW), datetime(2025, 6, 10, tzinfo=UTC),
    )  # fmt: skip


def _account(spec: Spec, rules: RuleSet, **changes: object) -> Account:
    return recompute(read(stated(spec, **{**SIGNED, **changes})), rules=rules)


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        (24_000_000, ["debt.reconciles"]),
        (23_990_000, ["debt.reconciles", "cost.annual_over"]),
    ],
)
def test_a_cost_is_over_a_limit_only_if_it_is_strictly_above(limit: int, found: list[str]) -> None:
    assert codes(_account(Spec(rate=2400, penalty_rate=3600), _rules(limit))) == found


def test_the_limit_is_that_of_the_contracts_day() -> None:
    one = _account(Spec(rate=2500, start=date(2025, 6, 8)), _rules(24_000_000),
                   f_signed_at="2025-06-08T10:00:00+08:00")  # fmt: skip
    assert codes(one) == ["debt.reconciles"]


def test_a_limit_of_another_kind_of_lender_is_not_this_ones() -> None:
    one = _account(Spec(rate=2500), _rules(24_000_000, lender="小额贷款公司"))
    assert codes(one) == ["debt.reconciles"]


def test_a_flag_that_the_effective_rate_would_flip_says_so() -> None:
    cost = _account(Spec(rate=2300), _rules(24_000_000)).cost
    assert cost is not None
    assert [(flag.over, flag.flips) for flag in cost.flags] == [(False, True)]


def test_a_flag_names_the_reading_and_the_row() -> None:
    signed = read(stated(Spec(rate=2300), **SIGNED))
    cost = recompute(signed, rules=_rules(24_000_000), signing_proven=True).cost
    assert cost is not None
    assert cost.flags[0].words.zh == (
        "年化成本（内部收益率×12）23.00%，不高于 24.00%（a limit）；按实际年化（复利）口径则相反"
    )


def test_a_flag_of_a_day_that_is_only_stated_says_so() -> None:
    cost = _account(Spec(rate=2300), _rules(24_000_000)).cost
    assert cost is not None
    assert "（a limit，依据自述日期）" in cost.flags[0].words.zh


def test_a_limit_of_a_day_that_is_only_stated_says_so() -> None:
    one = _account(Spec(rate=2500), _rules(24_000_000))
    expected = [issue.finding.expected for issue in one.issues[1:]]
    assert expected == ["≤ 24.00%（a limit，依据自述日期）"]


def test_without_a_day_of_the_contract_a_limit_goes_by_a_stated_day() -> None:
    one = recompute(read(stated(Spec(rate=2500))), rules=_rules(24_000_000), signing_proven=True)
    assert "依据自述日期" in str(one.issues[1].finding.expected)


@pytest.mark.parametrize(
    ("penalty", "found"),
    [
        (1800, ["debt.reconciles"]),
        (1801, ["debt.reconciles", "cost.penalty_over"]),
    ],
)
def test_a_penalty_rate_is_held_against_its_multiple(penalty: int, found: list[str]) -> None:
    rules = _rules(150_000_000, "penalty_over_rate")
    assert codes(_account(Spec(penalty_rate=penalty), rules)) == found


def test_fees_are_part_of_the_cost() -> None:
    cost = _account(Spec(fee=5_000), _rules(24_000_000)).cost
    assert cost is not None
    assert cost.rates is not None
    assert cost.rates.monthly > 12_000_000


@pytest.mark.parametrize(
    ("stated_rate", "found"),
    [
        ("12.00", ["debt.reconciles"]),
        ("12.68", ["debt.reconciles"]),
        ("13.50", ["debt.reconciles", "cost.rate_differs"]),
    ],
)
def test_a_stated_cost_may_be_either_reading(stated_rate: str, found: list[str]) -> None:
    assert codes(_account(Spec(), _rules(24_000_000), f_apr=stated_rate)) == found


def test_broken_periods_are_discounted_by_the_day() -> None:
    one = _account(Spec(), _rules(24_000_000), f_due_day="20")
    assert one.cost is not None
    assert one.cost.rates is not None
    assert one.cost.rates.monthly in range(11_700_000, 12_300_000)


def test_later_disbursements_are_dated() -> None:
    paid = [
        {"date": "2024-06-08", "amount": "6000.00"},
        {"date": "2024-06-18", "amount": "6000.00"},
    ]
    cost = _account(Spec(), _rules(24_000_000), h_disbursements=paid).cost
    assert cost is not None
    assert cost.rates is not None
    assert cost.rates.monthly > 12_000_000


def test_without_rules_no_flag_is_raised() -> None:
    cost = recompute(read(stated(Spec(rate=3600)))).cost
    assert cost is not None
    assert cost.flags == ()


def test_interest_until_paid_has_base_rate_and_day_basis() -> None:
    one = recompute(read(stated(Spec(), k_until_paid="是")))
    assert one.as_json()["until_paid"] == {"base": "9000.00", "rate": "18.00", "day_basis": "360"}


def test_interest_until_paid_on_interest_too_has_both_as_its_base() -> None:
    one = recompute(read(stated(Spec(on_interest=True, called_after=None), k_until_paid="是")))
    # 1,000.00 and what is billed of interest, eight times, from October to May
    assert one.as_json()["until_paid"] == {"base": "8440.00", "rate": "18.00", "day_basis": "360"}


def test_no_claim_until_paid_has_no_base() -> None:
    assert recompute(read(stated(Spec()))).as_json()["until_paid"] is None
