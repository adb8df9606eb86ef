"""A rule set answers from the row that holds on the day asked for, and names it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.verify.rules.cases import AT, AUDIENCE, book, rules
from verify.rules.rows import Row
from verify.rules.ruleset import RuleSet

SWITCH = datetime(2025, 10, 31, 16, tzinfo=UTC)
"""Midnight in Beijing, when 法释〔2025〕14号 takes effect."""


@pytest.mark.parametrize(
    ("receipt", "regime"),
    [
        (SWITCH - timedelta(seconds=1), "regime-2018"),
        (SWITCH, "regime-2025"),
        (SWITCH + timedelta(seconds=1), "regime-2025"),
        (datetime(2018, 9, 6, 16, tzinfo=UTC), "regime-2018"),
    ],
)
def test_the_regime_changes_at_midnight_of_the_courts_clock(receipt: datetime, regime: str) -> None:
    assert rules(receipt).regime == regime


def test_no_regime_is_older_than_the_court() -> None:
    assert book().at(AUDIENCE, datetime(2018, 9, 6, 15, 59, 59, tzinfo=UTC)) is None


def test_the_set_is_named_by_court_and_regime() -> None:
    assert rules(AT).id == "gzinternetcourt/regime-2018"


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2019, 8, 19), None),
        (date(2019, 8, 20), 4_250_000),
        (date(2025, 5, 19), 3_100_000),
        (date(2025, 5, 20), 3_000_000),
        (date(2025, 12, 31), 3_000_000),
        (date(2026, 1, 1), None),
    ],
)
def test_the_lpr_is_that_announced_last(day: date, rate: int | None) -> None:
    found = rules().lpr(day)
    assert (None if found is None else found.rate) == rate


SHARES = {"FEES_GT_PRINCIPAL", "COSTS_GT_PRINCIPAL"}


@pytest.mark.parametrize(
    ("day", "kind", "codes"),
    [
        (
            date(2024, 6, 8), "小额贷款公司",
            {"RATE_GT_24", "RATE_GT_4LPR", "PENALTY_GT_1_5", *SHARES},
        ),
        (
            date(2025, 12, 19), "小额贷款公司",
            {"RATE_GT_24", "RATE_GT_4LPR", "PENALTY_GT_1_5", "MICROLOAN_2025_CAP", *SHARES},
        ),
        (date(2025, 12, 19), "银行", {"RATE_GT_24", "RATE_GT_4LPR", "PENALTY_GT_1_5", *SHARES}),
        (date(2003, 1, 1), "银行", set()),
    ],
)  # fmt: skip
def test_caps_are_those_of_the_contract_day_and_the_kind_of_lender(
    day: date, kind: str, codes: set[str]
) -> None:
    assert {cap.code for cap in rules().caps(day, kind)} == codes


def test_four_times_the_lpr_is_counted_from_the_lpr_of_that_day() -> None:
    caps = {cap.code: cap.limit for cap in rules().caps(date(2025, 6, 1), "银行")}
    assert caps["RATE_GT_4LPR"] == 12_000_000


def test_a_multiple_of_an_lpr_that_is_not_on_record_is_no_cap() -> None:
    codes = {cap.code for cap in rules().caps(date(2026, 1, 1), "银行")}
    assert codes == {"RATE_GT_24", "PENALTY_GT_1_5", *SHARES}


def test_the_base_of_small_claims_is_the_latest_published() -> None:
    wage = rules(SWITCH).small_claims()
    assert wage is not None
    assert wage.row.name == "wage-guangdong-2023"


def test_the_wage_of_guangdong_is_marked_as_not_verified() -> None:
    wage = rules().small_claims()
    assert wage is not None
    assert not wage.row.verified


@pytest.mark.parametrize(
    ("kind", "foreign"), [("居民身份证", False), ("护照", True), ("港澳台居民居住证", True)]
)
def test_a_document_is_foreign_by_the_table(kind: str, *, foreign: bool) -> None:
    assert rules().foreign_document(kind) is foreign


@pytest.mark.parametrize(
    ("purpose", "limit"), [("日常消费", 20_000_000), ("经营周转", 1_000_000_000)]
)
def test_the_amount_of_a_loan_is_flagged_by_its_purpose(purpose: str, limit: int) -> None:
    found = rules().loan_amount(date(2025, 6, 1), "小额贷款公司", purpose)
    assert found is not None
    assert found.limit_cents == limit


def test_a_bank_has_no_amount_of_a_microloan() -> None:
    assert rules().loan_amount(date(2025, 6, 1), "银行", "消费") is None


@pytest.mark.parametrize("text", [None, "无", " 无 ", "没有"])
def test_nothing_is_said_in_several_ways(text: str | None) -> None:
    assert rules().says_none(text)


def test_the_categories_called_for_are_the_first_nine() -> None:
    called = rules().required_categories()
    assert (sorted(called), called[3], called[7]) == (list(range(1, 10)), "agent", "deposited")


def test_a_clause_that_no_table_has_is_the_callers_mistake() -> None:
    with pytest.raises(LookupError):
        rules().clause("unheard of")


def _used(ask: Callable[[RuleSet], object]) -> list[Row]:
    of_case = rules().for_case()
    ask(of_case)
    return of_case.rows_used()[1:]


def test_the_rules_know_what_they_were_chosen_for() -> None:
    assert rules(SWITCH).at == SWITCH


def test_the_day_of_the_rules_is_the_courts() -> None:
    assert rules(SWITCH).day == date(2025, 11, 1)


def test_a_case_that_asked_nothing_rests_on_what_chose_its_rules() -> None:
    assert [row.name for row in rules().for_case().rows_used()] == ["regime-2018"]


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (RuleSet.monetary, "monetary-2021"),
        (RuleSet.monetary_foreign, "monetary-foreign-2023"),
        (RuleSet.small_claims, "wage-guangdong-2023"),
        (lambda of: of.lender_type("银行"), "lender-银行"),
        (lambda of: of.is_microlender("小额贷款公司"), "lender-小额贷款公司"),
        (lambda of: of.foreign_document("护照"), "document-护照"),
        (lambda of: of.full_age(date(2020, 6, 8)), "full-age-2017"),
        (
            lambda of: of.loan_amount(date(2025, 6, 1), "小额贷款公司", "日常消费"),
            "microloan-consumer",
        ),
    ],
)
def test_a_row_that_was_asked_is_one_that_decided(
    ask: Callable[[RuleSet], object], name: str
) -> None:
    assert [row.name for row in _used(ask)] == [name]


@pytest.mark.parametrize(
    "ask",
    [
        lambda of: of.lender_type("虚构机构"),
        lambda of: of.caps(date(2024, 6, 8), "银行"),
        RuleSet.small_claims_bars,
        RuleSet.payment_order_bars,
        RuleSet.required_categories,
        lambda of: of.clause("court"),
    ],
    ids=["no row", "caps", "small claims bars", "payment order bars", "categories", "words"],
)
def test_what_is_only_looked_through_decided_nothing(ask: Callable[[RuleSet], object]) -> None:
    assert _used(ask) == []


def test_cases_do_not_share_what_they_used() -> None:
    _used(RuleSet.monetary)
    assert [row.name for row in rules().rows_used()] == ["regime-2018"]


def test_a_row_is_listed_once() -> None:
    used = _used(lambda of: (of.monetary(), of.monetary()))
    assert [row.name for row in used] == ["monetary-2021"]


@pytest.mark.parametrize(
    ("ask", "value"),
    [
        (RuleSet.monetary, "500000000.00 / 100000000.00 CNY"),
        (RuleSet.small_claims, "131418.00 CNY; 50% / 200%"),
        (lambda of: of.lender_type("银行"), "银行: 金融借款合同纠纷"),
    ],
)
def test_a_row_shows_what_it_says(ask: Callable[[RuleSet], object], value: str) -> None:
    assert [row.value for row in _used(ask)] == [value]


@pytest.mark.parametrize(("name", "value"), [("rate-24", "24.00%"), ("rate-4-lpr", "4.00 × LPR")])
def test_a_cap_shows_what_it_says(name: str, value: str) -> None:
    caps = {cap.row.name: cap.row.value for cap in rules().caps(date(2024, 6, 8), "银行")}
    assert caps[name] == value


def test_a_cap_of_the_lpr_names_the_row_of_the_lpr() -> None:
    caps = {cap.code: cap for cap in rules().caps(date(2024, 6, 8), "银行")}
    lpr = caps["RATE_GT_4LPR"].lpr
    assert lpr is not None
    assert (lpr.name, lpr.value) == ("lpr-1y-2023-08-21", "3.45%")


def test_a_row_tells_a_report_its_value_and_source() -> None:
    row = rules().rows_used()[0]
    assert row.as_json() == {
        "name": "regime-2018",
        "value": "regime-2018",
        "source": row.source,
        "verified": True,
    }


@pytest.mark.parametrize(
    ("kind", "microloan"),
    [("小额贷款公司", True), ("银行", False), ("虚构机构", False), (None, False)],
)
def test_microlenders_are_those_of_the_table(kind: str | None, *, microloan: bool) -> None:
    assert rules().is_microlender(kind) is microloan
