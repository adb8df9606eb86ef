"""Article 5 (5): who the borrower is, and from which age on."""

import pytest

from tests.verify.rules.articles.said import codes
from tests.verify.rules.cases import LENDER, case_view
from verify.rules.articles.art5_5 import judge


@pytest.mark.parametrize(
    ("kind", "number", "foreign"),
    [
        ("护照", "E00000000", True),
        ("港澳居民来往内地通行证", "H00000000", True),
        ("居民身份证", "440106199001010013", False),
    ],
)
def test_a_foreign_document_is_for_a_judge(kind: str, number: str, *, foreign: bool) -> None:
    view = case_view({"d_id_type": kind, "d_id_no": number, "d_birth_date": "1990-01-01"})
    assert ("art5_5.foreign_party" in codes(judge(view))) is foreign


@pytest.mark.parametrize(
    ("born", "minor"),
    [("2006-06-08", False), ("2006-06-09", True), ("2006-06-07", False), ("2020-02-29", True)],
)
def test_a_borrower_under_age_on_the_day_of_signing_is_for_a_judge(
    born: str, *, minor: bool
) -> None:
    view = case_view({"d_id_type": "护照", "d_id_no": "E00000000", "d_birth_date": born})
    assert ("art5_5.borrower_minor" in codes(judge(view))) is minor


def test_a_residents_number_says_when_he_was_born() -> None:
    stated = {"d_id_no": "440106199001010013", "d_birth_date": "2010-01-01"}
    assert "art5_5.borrower_minor" not in codes(judge(case_view(stated)))


def test_an_age_on_a_day_that_is_only_stated_says_so() -> None:
    stated = {"d_id_type": "护照", "d_id_no": "E00000000", "d_birth_date": "2010-01-01"}
    told = {one.finding.code: one.finding.observed for one in judge(case_view(stated))}
    assert told["art5_5.borrower_minor"] == "14（依据自述日期）"


@pytest.mark.parametrize(
    ("code", "same"), [(LENDER.uscc, True), ("91440101F00000101U", False), (None, False)]
)
def test_a_borrower_with_the_lenders_credit_code_is_a_mistake(
    code: str | None, *, same: bool
) -> None:
    found = codes(judge(case_view({"d_uscc": code})))
    assert ("art5_5.borrower_is_lender" in found) is same
