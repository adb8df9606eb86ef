"""Faults of the element list, each under the article that its field serves."""

import pytest

from tests.verify.rules import evidence as e
from verify.rules.articles.faults import faults_by_article
from verify.rules.elements.rows import ElementList


def faulty(*subjects: str) -> ElementList:
    """Return an element list with faults about these subjects."""
    return ElementList({}, {}, {}, tuple(e.found("element.missing", one) for one in subjects))


def test_a_list_without_faults_has_none() -> None:
    assert faults_by_article(faulty()) == {}


@pytest.mark.parametrize(
    ("subject", "article"),
    [
        ("g_method", "5(1)"),
        ("d_name", "7(2)"),
        ("j_penalty", "7(9)"),
        ("i_ledger/3/amount", "7(9)"),
        ("h_disbursements/1/channel", "4(1)"),
        ("h_disbursements/1/amount", "7(8)"),
        ("h_disbursements", "7(8)"),
        ("h_disbursements/1", "7(8)"),
        ("unknown", "6"),
    ],
)
def test_a_fault_is_told_under_the_article_of_its_field(subject: str, article: str) -> None:
    assert list(faults_by_article(faulty(subject))) == [article]


def test_a_fault_names_its_element() -> None:
    (one,) = faults_by_article(faulty("g_method"))["5(1)"]
    assert one.elements == ("g_method",)


def test_faults_of_one_article_stand_together_in_order() -> None:
    found = faults_by_article(faulty("g_result", "d_name", "g_method"))["5(1)"]
    assert [one.elements for one in found] == [("g_result",), ("g_method",)]
