"""Every article has one row, in the guideline's order, and a rule that answers and never raises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.rules.cases import case_view
from tests.verify.rules.elements.samples import HONEST
from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.rules.articles.table import RULES, Rule

ORDER = [
    "2", "4(1)", "4(2)", "4(3)", "5(1)", "5(2)", "5(3)", "5(4)", "5(5)", "5(6)", "5(7)", "5(8)",
    "6", "7(1)", "7(2)", "7(3)", "7(4)", "7(5)", "7(6)", "7(7)", "7(8)", "7(9)", "7(10)", "8",
    "规则12", "规则17", "规则18",
]  # fmt: skip
OWN = [
    rule
    for rule in RULES
    if rule.article
    in {"2", "4(1)", "4(2)", "4(3)", "5(3)", "5(5)", "5(6)", "5(7)", "5(8)", "6", "8", "规则17"}
]
TEXT = st.text(max_size=30)


def test_every_article_stands_once_in_the_guidelines_order() -> None:
    assert [rule.article for rule in RULES] == ORDER


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.article)
def test_an_article_says_what_it_is_and_where_it_stands(rule: Rule) -> None:
    texts = (rule.title_zh, rule.title_en, rule.basis_zh, rule.basis_en)
    assert all(texts)


def test_an_article_of_two_digits_is_written_in_full() -> None:
    basis = {rule.article: rule.basis_zh for rule in RULES}
    assert (basis["7(10)"], basis["5(6)"]) == ("指引第七条第（十）项", "指引第五条第（六）项")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.article)
def test_a_rule_answers_a_case_in_order(rule: Rule) -> None:
    assert rule.judge(case_view()) != ()


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.article)
def test_a_question_is_asked_by_every_code_that_leaves_one(rule: Rule) -> None:
    human = [
        one.finding.code
        for one in rule.judge(case_view(lender=None, product=None, items=()))
        if one.finding.status is CheckStatus.HUMAN
    ]
    assert [code for code in human if CODES[code].asks is None] == []


@given(st.dictionaries(st.sampled_from(sorted(HONEST)), st.none() | TEXT | st.integers()))
def test_no_element_breaks_a_rule(stated: dict[str, Any]) -> None:
    view = case_view(stated)
    assert [rule.article for rule in OWN if rule.judge(view) is None] == []
