"""A rule set answers from the row that holds on the day asked for, and names it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.verify.rules.cases import AT, AUDIENCE, book, rules

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


@pytest.mark.parametrize(
    ("day", "kind", "codes"),
    [
        (date(2024, 6, 8), "小额贷款公司", {"RATE_GT_24", "RATE_GT_4LPR", "PENALTY_GT_1_5"}),
        (
            date(2025, 12, 19), "小额贷款公司",
            {"RATE_GT_24", "RATE_GT_4LPR", "PENALTY_GT_1_5", "MICROLOAN_2025_CAP"},
        ),
        (date(2025, 12, 19), "银行", {"RATE_GT_24", "RATE_GT_4LPR", "PENALTY_GT_1_5"}),
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
    assert codes == {"RATE_GT_24", "PENALTY_GT_1_5"}


def test_the_base_of_small_claims_is_the_latest_published() -> None:
    wage = rules(SWITCH).small_claims(SWITCH)
    assert wage is not None
    assert wage.row.name == "wage-guangdong-2023"


def test_the_wage_of_guangdong_is_marked_as_not_verified() -> None:
    wage = rules().small_claims(AT)
    assert wage is not None
    assert not wage.row.verified


@pytest.mark.parametrize(
    ("kind", "foreign"), [("居民身份证", False), ("护照", True), ("港澳台居民居住证", True)]
)
def test_a_document_is_foreign_by_the_table(kind: str, *, foreign: bool) -> None:
    assert rules().foreign_document(kind, AT) is foreign


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
    called = rules().required_categories(AT)
    assert (sorted(called), called[3], called[7]) == (list(range(1, 10)), "agent", "deposited")


def test_a_clause_that_no_table_has_is_the_callers_mistake() -> None:
    with pytest.raises(LookupError):
        rules().clause("unheard of")


def test_the_rows_a_case_rests_on_are_named_with_their_source() -> None:
    used = rules().rows_used(AT, date(2024, 6, 8), "小额贷款公司")
    assert [row.name for row in used] == [
        "regime-2018", "monetary-2021", "wage-guangdong-2023", "lpr-1y-2023-08-21", "rate-24",
        "rate-4-lpr", "penalty-1.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("monetary-2021", "500000000.00 / 100000000.00 CNY"),
        ("wage-guangdong-2023", "131418.00 CNY; 50% / 200%"),
        ("lpr-1y-2023-08-21", "3.45%"),
        ("rate-24", "24.00%"),
        ("rate-4-lpr", "4.00 × LPR"),
    ],
)
def test_a_row_shows_what_it_says(name: str, value: str) -> None:
    used = rules().rows_used(AT, date(2024, 6, 8), "小额贷款公司")
    assert [row.value for row in used if row.name == name] == [value]


def test_a_row_tells_a_report_its_value_and_source() -> None:
    row = rules().rows_used(AT, None, "")[0]
    assert row.as_json() == {
        "name": "regime-2018",
        "value": "regime-2018",
        "source": row.source,
        "verified": True,
    }
