"""Article 5 (6): the product was reviewed when the contract was signed, in the same words."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, case_view, product, shared
from tests.verify.rules.elements.samples import HONEST
from verify.rules.articles.art5_6 import judge
from verify.rules.clauses import clause_digest

REGISTERED = "art5_6.registered"
PRODUCT = f"{LENDER.uscc}/prod-001"
DIGESTS = [clause_digest(HONEST[key]) for key in ("f_service_clause", "f_jurisdiction_clause")]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({}, REGISTERED),
        ({"reviewed_at": "2024-06-08T02:01:00Z"}, REGISTERED),
        ({"reviewed_at": "2024-06-08T02:01:01Z"}, "art5_6.reviewed_later"),
        ({"from": "2024-06-08T02:01:01Z"}, "art5_6.reviewed_later"),
        ({"to": "2024-06-08T02:01:01Z"}, REGISTERED),
        ({"to": "2024-06-08T02:01:00Z"}, "art5_6.review_lapsed"),
        ({"reviewed_at": None}, "art5_6.review_undated"),
    ],
)
def test_the_review_was_in_force_to_the_second_of_the_signing(
    record: dict[str, Any], expected: str
) -> None:
    assert codes(judge(case_view(product=product(**record)))) == [expected]


def test_a_product_that_is_not_registered_is_to_be_named_or_reviewed() -> None:
    assert codes(judge(case_view(product=None))) == ["art5_6.not_registered"]


def test_a_later_review_is_asked_about_once_a_product() -> None:
    view = case_view(product=product(reviewed_at="2025-01-01T00:00:00Z"))
    assert keys(judge(view)) == {"art5_6.reviewed_later": PRODUCT}


def test_another_product_in_the_list_is_corrected() -> None:
    found = codes(judge(case_view({"a_product_code": "prod-002"})))
    assert found == ["art5_6.product_differs", REGISTERED]


def test_clauses_of_the_reviewed_wording_meet_it() -> None:
    assert codes(judge(case_view(product=product(clause_digests=DIGESTS)))) == [REGISTERED]


def test_a_clause_in_other_words_is_asked_about_once_for_product_and_wording() -> None:
    clause = "由广州互联网法院处理。"
    view = case_view({"f_jurisdiction_clause": clause}, product=product(clause_digests=DIGESTS))
    assert keys(judge(view))["art5_6.clause_differs"] == f"{PRODUCT}/{clause_digest(clause)}"


@pytest.mark.parametrize("name", ["虚构借款人", "虚构的另一人"])
def test_a_reviewed_form_is_met_whoever_signed_it(name: str) -> None:
    form = clause_digest("由广州互联网法院处理虚构借款人的争议。", ("虚构借款人",))
    stated = {"d_name": name, "f_jurisdiction_clause": f"由广州互联网法院处理{name}的争议。"}
    view = case_view(stated, product=product(clause_digests=[*DIGESTS, form]))
    assert codes(judge(view)) == [REGISTERED]


def test_a_jurisdiction_clause_left_out_is_one_that_is_not_there() -> None:
    view = case_view({"f_jurisdiction_clause": None}, product=product(clause_digests=DIGESTS))
    assert codes(judge(view)) == [REGISTERED, "art5_6.clause_differs"]


@pytest.mark.parametrize(
    ("sha256", "expected"),
    [("aa", [REGISTERED]), ("bb", [REGISTERED, "art5_6.template_differs"])],
)
def test_a_template_is_a_reviewed_one(sha256: str, expected: list[str]) -> None:
    view = case_view(
        product=product(template_digests=["aa"]),
        shared=(shared("tpl", kind="template", sha256=sha256),),
    )
    assert codes(judge(view)) == expected


def test_a_time_left_out_is_told_by_its_fault_alone() -> None:
    assert judge(case_view({"f_signed_at": None})) == ()


def test_a_signing_that_nothing_proves_is_said_to_be_the_lenders_word() -> None:
    assert judge(case_view())[0].finding.observed == "2024-01-01T00:00:00Z（依据自述日期）"


def test_a_record_that_cannot_be_read_is_asked_about_and_not_passed_over() -> None:
    record = product(clause_digests="ab" * 32)
    assert "art5_6.record_unreadable" in codes(judge(case_view(product=record)))
