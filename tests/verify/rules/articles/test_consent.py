"""Articles 5 (7) and 5 (8): the lender agrees, and shows that it does."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, case_view, head, lender, shared, signature
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.rules.articles import art5_7, art5_8
from verify.rules.articles.table import Judge
from verify.rules.case import CaseView

BOTH = [
    pytest.param(art5_7.judge, "art5_7", "m_withdrawal_consent", "5(7)", id="5(7)"),
    pytest.param(art5_8.judge, "art5_8", "m_execution_consent", "5(8)", id="5(8)"),
]


def _sent(**made: Any) -> CaseView:
    return case_view(
        lender=lender(statements=[]),
        head=head(application={"statements": {"5(7)": "paper", "5(8)": "paper"}}),
        shared=(shared("paper", **made),),
    )


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
def test_a_statement_on_record_answers_it(
    judge: Judge, area: str, element: str, article: str
) -> None:
    record = lender(statements=[{"article": article, "from": None, "to": None}])
    assert codes(judge(case_view(lender=record))) == [f"{area}.registered"]


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
def test_a_refusal_fails(judge: Judge, area: str, element: str, article: str) -> None:
    assert codes(judge(case_view({element: "否"}))) == [f"{area}.refused"]


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
def test_a_consent_left_out_is_told_by_its_fault_alone(
    judge: Judge, area: str, element: str, article: str
) -> None:
    assert judge(case_view({element: None})) == ()


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
@pytest.mark.parametrize(
    ("made", "how"),
    [
        ({}, "signed"),
        ({"origin": "scanned"}, "scanned"),
        ({"origin": "scanned", "result": ItemResult.UNPROVEN}, "scanned"),
        ({"origin": "scanned", "result": ItemResult.INCONSISTENT}, "statement_unproven"),
        ({"result": ItemResult.UNPROVEN}, "statement_unproven"),
        ({"result": ItemResult.UNVERIFIABLE}, "statement_unproven"),
        ({"proofs": ()}, "statement_unproven"),
        ({"proofs": (signature(status=CheckStatus.FAILED),)}, "statement_unproven"),
        ({"proofs": (signature("虚构代理人"),)}, "other_signer"),
        ({"proofs": (signature("虚构代理人"), signature(LENDER.uscc))}, "signed"),
        ({"proofs": (signature(f" {LENDER.name} "),)}, "signed"),
        ({"proofs": (signature(f"{LENDER.name}\u200b"),)}, "signed"),
        ({"proofs": (signature(LENDER.uscc.lower()),)}, "signed"),
        ({"here": False}, "statement_absent"),
    ],
)
def test_a_statement_that_was_sent_shows_it_by_its_signature(
    judge: Judge, area: str, element: str, article: str, made: dict[str, Any], how: str
) -> None:
    assert codes(judge(_sent(**made))) == [f"{area}.{how}"]


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
@pytest.mark.parametrize(
    "application", [None, {}, {"statements": []}, {"statements": {"5(7)": "gone", "5(8)": "gone"}}]
)
def test_no_statement_at_all_is_to_be_sent(
    judge: Judge, area: str, element: str, article: str, application: Any
) -> None:
    view = case_view(lender=lender(statements=[]), head=head(application=application))
    assert codes(judge(view)) == [f"{area}.statement_absent"]


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
def test_a_statement_of_a_lender_that_is_not_registered_is_read_too(
    judge: Judge, area: str, element: str, article: str
) -> None:
    assert codes(judge(_sent()._replace(registry=case_view(lender=None).registry))) == [
        f"{area}.signed"
    ]


@pytest.mark.parametrize(("judge", "area", "element", "article"), BOTH)
def test_a_scan_is_asked_about_once_for_lender_and_paper(
    judge: Judge, area: str, element: str, article: str
) -> None:
    issues = judge(_sent(origin="scanned", sha256="ab"))
    assert keys(issues) == {f"{area}.scanned": f"{LENDER.uscc}/ab"}
