"""A batch is counted case by case, and its questions each once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anchors.limits import LIMITS
from tests.verify.rules.admissions import (
    ADVISORY,
    BLOCKING_OF_CASE,
    BLOCKING_OF_PRODUCT,
    KEYS,
    admitted,
    article,
    decided,
    issue,
)
from verify.findings import Scope
from verify.rules.admission import Admission
from verify.rules.tally import BatchTally

ASKED = article("5(6)", issue(BLOCKING_OF_PRODUCT))
OWN = article("5(5)", issue(BLOCKING_OF_CASE))
TOLD = article("规则18", issue(ADVISORY))
MET = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product)
KINDS = (admitted(), admitted(ASKED), admitted(OWN, TOLD), admitted(ASKED, decisions=(MET,)))


def counted(*admissions: Admission) -> BatchTally:
    """Return the tally of cases, each with a key of its own."""
    tally = BatchTally()
    for number, one in enumerate(admissions):
        tally.add(one._replace(case_key=f"case-{number}"))
    return tally


def test_cases_are_counted_by_their_verdict() -> None:
    tally = counted(admitted(), admitted(ASKED), admitted(OWN))
    assert tally.routes() == {"AWAITING_DECISION": 2, "BATCH_ODR": 1}


def test_two_thousand_cases_of_one_product_ask_one_question() -> None:
    (question,) = counted(*[admitted(ASKED)] * 2000).questions()
    assert (question["code"], question["cases"]) == (BLOCKING_OF_PRODUCT, 2000)


def test_a_question_names_three_cases() -> None:
    (question,) = counted(*[admitted(ASKED)] * 9).questions()
    assert question["examples"] == ["case-0", "case-1", "case-2"]


def test_questions_of_single_cases_are_gathered_by_their_code() -> None:
    (question,) = counted(*[admitted(OWN)] * 5).questions()
    assert (question["cases"], question["scope_key"], question["subject"]) == (5, "", None)


def test_a_case_that_asks_twice_counts_once() -> None:
    twice = article("5(5)", issue(BLOCKING_OF_CASE, "a"), issue(BLOCKING_OF_CASE, "b"))
    (question,) = counted(admitted(twice)).questions()
    assert question["cases"] == 1


def test_questions_beyond_the_limit_are_counted_and_not_kept() -> None:
    many = [
        admitted(article("5(3)", issue("art5_3.clause_meaning", scope_key=f"{number:064}")))
        for number in range(LIMITS.batch_questions + 2)
    ]
    tally = counted(*many)
    assert (len(tally.questions()), tally.untold) == (LIMITS.batch_questions, 2)


def test_what_blocks_comes_before_what_is_advisory() -> None:
    tally = counted(admitted(TOLD), admitted(TOLD), admitted(ASKED))
    assert [one["code"] for one in tally.questions()] == [BLOCKING_OF_PRODUCT, ADVISORY]


def test_what_most_cases_wait_for_comes_first() -> None:
    tally = counted(admitted(ASKED), admitted(OWN), admitted(OWN))
    assert [one["code"] for one in tally.questions()] == [BLOCKING_OF_CASE, BLOCKING_OF_PRODUCT]


@pytest.mark.parametrize("decided_first", [True, False])
def test_a_question_that_one_case_leaves_open_is_open(*, decided_first: bool) -> None:
    cases = [admitted(ASKED, decisions=(MET,)), admitted(ASKED)]
    (question,) = counted(*(cases if decided_first else reversed(cases))).questions()
    assert question["decided"] is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(range(len(KINDS))), max_size=12), st.integers(0, 12))
def test_parts_put_together_are_the_whole(kinds: list[int], cut: int) -> None:
    cases = [KINDS[kind]._replace(case_key=f"case-{number}") for number, kind in enumerate(kinds)]
    whole, head, tail = BatchTally(), BatchTally(), BatchTally()
    for part, of in ((whole, cases), (head, cases[:cut]), (tail, cases[cut:])):
        for one in of:
            part.add(one)
    head.merge(tail)
    assert (head.routes(), head.questions()) == (whole.routes(), whole.questions())


def test_no_advisory_question_takes_the_place_of_a_blocking_one() -> None:
    tally = BatchTally()
    tally.kept[False] = LIMITS.batch_questions
    tally.add(admitted(TOLD, ASKED))
    assert [one["effect"] for one in tally.questions()] == ["blocking"]


def test_how_often_a_question_is_not_told_is_counted() -> None:
    tally = BatchTally()
    tally.kept[False] = LIMITS.batch_questions
    tally.add(admitted(TOLD))
    assert tally.untold == 1
