"""The verdict table is total, read in its order, and admits nothing by falling through."""

from itertools import product

import pytest

from verify.codes.table import CODES, finding
from verify.findings import CheckStatus, Effect, Finding, Scope
from verify.rules.outcome import ArticleResult
from verify.rules.verdict import (
    ROUTE_TABLE,
    Ground,
    Route,
    finding_result,
    harmless,
    route_of,
    row_of_route,
    worst_result,
)

MET, NOT_MET, INCOMPLETE, OPEN, NOT_APPLICABLE = ArticleResult
ARTICLES = ("", "2", "4(1)", "4(2)", "5(2)", "5(6)", "6", "7(9)", "8", "12-13", "17")
SCOPES = (None, Scope.COURT, Scope.CASE)
GROUNDS = [
    Ground(*one)
    for one in product(
        ARTICLES, ArticleResult, (False, True), (None, *Effect), SCOPES, (False, True)
    )
]
FINE = Ground("7(1)", MET)


def _expected(one: Ground) -> Route:
    """Judgement 7, read from the top, for a case with this one ground."""
    if one.hold:
        return Route.HOLD
    if one.result is NOT_MET:
        return _not_met(one)
    if one.result is INCOMPLETE:
        return Route.CORRECTION
    if one.result is OPEN and (
        one.article == "2"
        or (one.article.startswith("4") and one.scope is Scope.COURT)
        or one.effect is not Effect.ADVISORY
    ):
        return Route.AWAITING_DECISION
    return Route.BATCH_ODR


def _not_met(one: Ground) -> Route:
    if one.article == "2" or one.article.startswith("4"):
        return Route.OUT_OF_JURISDICTION
    if one.curable:
        return Route.CORRECTION
    if one.article.startswith("5"):
        return Route.NON_LITIGATION_CANDIDATE
    return Route.AWAITING_DECISION


@pytest.mark.parametrize("beside", [(), (FINE,)], ids=["alone", "beside what is met"])
def test_every_combination_has_the_verdict_of_the_table(beside: tuple[Ground, ...]) -> None:
    wrong = [one for one in GROUNDS if route_of((*beside, one)) is not _expected(one)]
    assert wrong == []


def test_every_pair_has_the_verdict_of_the_earlier_row() -> None:
    named = [one for one in GROUNDS if one.article in {"2", "4(2)", "5(2)", "7(9)"}]
    few = [one for one in named if one.scope is not Scope.CASE and not (one.hold and one.curable)]
    order = [row_of_route([one]) for one in few]
    rank = {id(row): number for number, row in enumerate(ROUTE_TABLE)}
    wrong = [
        (a, b)
        for (a, row_a), (b, row_b) in product(zip(few, order, strict=True), repeat=2)
        if row_of_route([a, b]) is not min(row_a, row_b, key=lambda row: rank[id(row)])
    ]
    assert wrong == []


def test_admission_is_proposed_only_where_nothing_stands_in_the_way() -> None:
    admitted = [one for one in GROUNDS if route_of([one]) is Route.BATCH_ODR]
    met = [
        one
        for one in admitted
        if one.result in {MET, NOT_APPLICABLE}
        or (one.result is OPEN and one.effect is Effect.ADVISORY)
    ]
    assert admitted == met


def test_a_case_of_which_nothing_was_said_is_for_a_person() -> None:
    assert route_of([]) is Route.AWAITING_DECISION


def test_a_question_without_an_effect_blocks() -> None:
    assert not harmless(Ground("7(1)", OPEN))


@pytest.mark.parametrize(
    "ground",
    [
        Ground("6", NOT_MET),
        Ground("7(6)", NOT_MET),
        Ground("12-13", NOT_MET),
        Ground("17", NOT_MET),
    ],
    ids=lambda one: one.article,
)
def test_what_no_other_row_catches_is_for_a_person(ground: Ground) -> None:
    assert route_of([FINE, ground]) is Route.AWAITING_DECISION


def test_article_4_is_no_part_of_another_number() -> None:
    assert route_of([Ground("42", NOT_MET)]) is Route.AWAITING_DECISION


@pytest.mark.parametrize("row", ROUTE_TABLE, ids=range(len(ROUTE_TABLE)))
def test_no_word_calls_the_verdict_a_ruling(row: object) -> None:
    assert not any(word in str(row) for word in ("裁决", "裁定", "判决", "真实"))


def test_the_courts_own_matter_is_open_and_no_defect() -> None:
    assert finding_result(finding("certificate.root_unknown", "x")) is OPEN


def test_the_senders_matter_is_incomplete() -> None:
    assert finding_result(finding("integrity.original_absent", "x")) is INCOMPLETE


@pytest.mark.parametrize("status", CheckStatus)
def test_every_status_is_a_result(status: CheckStatus) -> None:
    assert finding_result(Finding("integrity.original_absent", status, "x")) in ArticleResult


def test_an_article_is_as_bad_as_its_worst_issue() -> None:
    order = [NOT_MET, INCOMPLETE, OPEN, MET, NOT_APPLICABLE]
    assert [worst_result(order[n:]) for n in range(5)] == order


def test_an_article_of_which_nothing_was_said_is_open() -> None:
    assert worst_result([]) is OPEN


ASKING = sorted(row.code for row in CODES.values() if CheckStatus.HUMAN in row.statuses)


@pytest.mark.parametrize("code", ASKING)
def test_every_finding_for_a_person_says_whom_it_asks(code: str) -> None:
    assert CODES[code].asks is not None


def test_only_findings_for_a_person_ask() -> None:
    asking = sorted(row.code for row in CODES.values() if row.asks is not None)
    assert asking == ASKING
