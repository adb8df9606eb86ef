"""One paper frees n cases: what is counted is what judging again gives."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anchors.limits import LIMITS
from tests.verify.rules.admissions import (
    ADVISORY,
    BLOCKING_OF_CASE,
    BLOCKING_OF_PRODUCT,
    CONTRADICTION,
    KEYS,
    admitted,
    article,
    decided,
    issue,
)
from verify.findings import Scope
from verify.rules.admission import Admission
from verify.rules.blockers import DECISION, DOCUMENT, Paper, blockers_of
from verify.rules.papers import Choice, PaperTally
from verify.rules.verdict import Route

COMMON_ELEMENT = issue("element.missing", "f_service_clause", elements=("f_service_clause",))
OWN_ELEMENT = issue("element.missing", "d_name", elements=("d_name",))
OF_SHARED = issue("art7_1.unverifiable", "licence", items=("shared:licence",))
OF_LENDER = issue("art5_7.statement_absent", "5(7)")
ASKED = issue(BLOCKING_OF_PRODUCT)


def papers(number: int) -> list[Paper]:
    return [Paper(DECISION, ADVISORY, Scope.PRODUCT, f"{n:04}") for n in range(number)]


def tally(*groups: tuple[int, ...], of: list[Paper] | None = None) -> PaperTally:
    """Return a tally of cases that wait for papers by their numbers."""
    known = of or papers(40)
    counted = PaperTally()
    for group in groups:
        counted.add(frozenset(known[n] for n in group))
    return counted


def frees(counted: PaperTally) -> list[tuple[int, int]]:
    return [(len(one.papers), one.frees) for one in counted.choices()]


def test_papers_with_the_same_words_are_told_apart_by_what_they_are_of() -> None:
    told = {one.words for one in papers(2)}
    assert len(told) == 2


def test_a_paper_names_its_scope_and_key() -> None:
    paper = Paper(DECISION, BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product)
    assert paper.words[0].endswith("〔贷款产品 prod-001〕")


def test_a_document_of_a_batch_names_what_it_corrects() -> None:
    paper = Paper(DOCUMENT, "art7_1.unverifiable", Scope.BATCH, KEYS.batch, ("shared:licence",))
    assert paper.words[0].endswith("〔本批次 pkg-1：公共材料 licence〕")


def waits_for(admission: Admission) -> list[tuple[str, str, str]]:
    found = blockers_of(admission)
    assert found is not None
    return [(one.kind, one.code, one.scope_key) for one in found]


def test_a_question_beyond_the_case_is_a_decision_that_frees() -> None:
    admission = admitted(article("5(6)", ASKED))
    assert waits_for(admission) == [(DECISION, BLOCKING_OF_PRODUCT, KEYS.product)]


@pytest.mark.parametrize(
    ("name", "one", "key"),
    [
        ("5(3)", COMMON_ELEMENT, KEYS.batch),
        ("7(1)", OF_SHARED, KEYS.batch),
        ("5(7)", OF_LENDER, KEYS.lender),
    ],
    ids=["element of the batch", "shared document", "the lender's own"],
)
def test_a_document_that_all_have_in_common_frees(name: str, one: object, key: str) -> None:
    found = waits_for(admitted(article(name, one)))  # type: ignore[arg-type]
    assert [(kind, of) for kind, _, of in found] == [(DOCUMENT, key)]


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("7(2)", OWN_ELEMENT),
        ("5(5)", issue(BLOCKING_OF_CASE)),
        ("5(2)", issue(CONTRADICTION, "p")),
        ("4(1)", issue("art4_1.signed_offline")),
        ("7(6)", issue("art7_6.absent", items=("contract",))),
    ],
    ids=["own element", "own question", "held", "not curable", "own document"],
)
def test_what_is_a_cases_own_is_freed_by_no_paper(name: str, one: object) -> None:
    admission = admitted(article(name, one), article("5(6)", ASKED))  # type: ignore[arg-type]
    assert blockers_of(admission) is None


def test_a_case_that_waits_for_nothing_waits_for_no_paper() -> None:
    assert blockers_of(admitted()) == frozenset()


def test_an_advisory_question_is_no_paper() -> None:
    assert blockers_of(admitted(article("规则18", issue(ADVISORY)))) == frozenset()


def test_a_case_that_a_person_ended_waits_for_nothing() -> None:
    end = decided("admission.conclusion", Scope.CASE, KEYS.case, "refuse")
    assert blockers_of(admitted(article("5(6)", ASKED), decisions=(end,))) is None


def test_a_decided_question_is_waited_for_no_longer() -> None:
    met = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product)
    admission = admitted(article("5(6)", ASKED), article("5(7)", OF_LENDER), decisions=(met,))
    assert [kind for kind, _, _ in waits_for(admission)] == [DOCUMENT]


def test_the_best_single_paper_comes_first() -> None:
    assert frees(tally((0,), (1,), (1,), (0, 1)))[0] == (1, 2)


def test_a_larger_choice_is_told_where_it_frees_more() -> None:
    assert frees(tally((0,), (1,), (1,), (0, 1))) == [(1, 2), (2, 4)]


def test_a_single_paper_that_frees_nothing_is_not_told() -> None:
    assert frees(tally((0, 1), (0, 1))) == [(2, 2)]


def test_a_batch_that_waits_for_nothing_has_no_choice() -> None:
    assert tally().choices() == ()


def test_all_papers_of_a_long_list_come_last() -> None:
    groups = [(n,) for n in range(30)]
    assert frees(tally(*groups))[-1] == (30, 30)


def test_of_many_papers_the_sets_that_free_most_are_found() -> None:
    groups = [(n,) for n in range(20)] + [(20, 21)] * 50
    assert (2, 50) in frees(tally(*groups))


def test_no_more_choices_are_told_than_the_limit() -> None:
    assert len(tally(*[(n,) for n in range(30)]).choices()) == 8


def test_cases_of_sets_beyond_the_limit_are_counted_and_not_freed() -> None:
    pairs = list(combinations(range(100), 2))
    assert tally(*pairs, of=papers(100)).untold == len(pairs) - LIMITS.paper_groups


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=4), max_size=30))
def test_what_is_freed_is_what_counting_again_gives(groups: list[set[int]]) -> None:
    known = papers(6)
    counted = tally(*[tuple(one) for one in groups], of=known)
    for choice in counted.choices():
        chosen = {known.index(one) for one in choice.papers}
        assert choice.frees == sum(one <= chosen for one in groups)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=4), max_size=30))
def test_no_choice_of_as_many_papers_frees_more(groups: list[set[int]]) -> None:
    counted = tally(*[tuple(one) for one in groups], of=papers(6))
    best = {
        size: max(
            sum(one <= set(chosen) for one in groups) for chosen in combinations(range(6), size)
        )
        for size in range(1, 7)
    }
    assert all(choice.frees == best[len(choice.papers)] for choice in counted.choices())


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.integers(0, 39), min_size=1, max_size=4), max_size=60), st.randoms())
def test_the_order_of_cases_does_not_matter(
    groups: list[set[int]], shuffled: random.Random
) -> None:
    rows = [tuple(sorted(one)) for one in groups]
    other = list(rows)
    shuffled.shuffle(other)
    assert tally(*rows).choices() == tally(*other).choices()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.integers(0, 39), min_size=1, max_size=4), max_size=60))
def test_parts_of_a_batch_put_together_are_the_batch(groups: list[set[int]]) -> None:
    rows = [tuple(sorted(one)) for one in groups]
    half = tally(*rows[: len(rows) // 2])
    half.merge(tally(*rows[len(rows) // 2 :]))
    assert half.choices() == tally(*rows).choices()


ISSUES = (
    ("5(3)", COMMON_ELEMENT),
    ("7(1)", OF_SHARED),
    ("5(7)", OF_LENDER),
    ("5(6)", ASKED),
    ("7(2)", OWN_ELEMENT),
    ("规则18", issue(ADVISORY)),
    ("5(5)", issue(BLOCKING_OF_CASE)),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.integers(0, 6), max_size=5), min_size=1, max_size=12))
def test_judging_again_without_what_the_papers_cure_admits_just_these_cases(
    cases: list[set[int]],
) -> None:
    counted = PaperTally()
    waiting = []
    for one in cases:
        admission = admitted(*[article(*ISSUES[n]) for n in sorted(one)])
        counted.add(blockers_of(admission))
        waiting += [one] if admission.route is not Route.BATCH_ODR else []
    for choice in counted.choices():
        assert choice.frees == sum(_admitted_without(one, choice) for one in waiting)


def _admitted_without(numbers: set[int], choice: Choice) -> bool:
    """Whether a case is proposed for admission once what the papers cure is gone."""
    left = []
    for n in sorted(numbers):
        alone = blockers_of(admitted(article(*ISSUES[n])))
        if alone is None or not alone <= set(choice.papers):
            left.append(article(*ISSUES[n]))
    return admitted(*left).route is Route.BATCH_ODR


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ((Paper(DOCUMENT, "art5_7.statement_absent", Scope.LENDER, "l"),), "补交一份材料"),
        ((Paper(DECISION, ADVISORY, Scope.PRODUCT, "p"),), "作出一项认定"),
        (
            (
                Paper(DOCUMENT, "art5_7.statement_absent", Scope.LENDER, "l"),
                Paper(DECISION, ADVISORY, Scope.PRODUCT, "p"),
                Paper(DECISION, ADVISORY, Scope.PRODUCT, "q"),
            ),
            "并作出两项认定",
        ),
    ],
)
def test_the_sentence_says_what_is_to_be_done(chosen: tuple[Paper, ...], sentence: str) -> None:
    assert sentence in Choice(chosen, 1140).words[0]


def test_the_sentence_says_how_many_cases_it_frees() -> None:
    chosen = (Paper(DOCUMENT, "art5_7.statement_absent", Scope.LENDER, "l"),)
    assert Choice(chosen, 1140).words[0].endswith("，1,140 件即可准入")


def test_a_sentence_names_four_papers_and_says_that_there_are_more() -> None:
    sentence = Choice(tuple(papers(9)), 9).words[0]
    assert (sentence.count("由法官审查"), "；等）" in sentence) == (4, True)
