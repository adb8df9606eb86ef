"""Article 2: the applicant is the licensed lender itself, or a person is asked."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, case_view, head, lender
from verify.model import Applicant, Party
from verify.rules.articles.art2 import judge
from verify.rules.case import CaseView

OTHER = "91440101F00000026H"
REGISTERED = "art2.lender_registered"


def _applied(role: str, uscc: str) -> CaseView:
    return case_view(head=head(applicant=Applicant(uscc, "虚构", role)))


def test_the_registered_lender_itself_meets_it() -> None:
    assert codes(judge(case_view())) == [REGISTERED]


@pytest.mark.parametrize("role", ["assignee", "guarantor", "loan_facilitator", "lender"])
def test_another_applicant_is_for_a_person(role: str) -> None:
    assert codes(judge(_applied(role, OTHER))) == ["art2.applicant_not_lender", REGISTERED]


def test_the_lender_in_another_role_is_for_a_person() -> None:
    assert "art2.applicant_not_lender" in codes(judge(_applied("assignee", LENDER.uscc)))


def test_an_answer_about_one_applicant_is_none_about_another() -> None:
    found = [
        keys(judge(_applied("assignee", uscc)))["art2.applicant_not_lender"]
        for uscc in (OTHER, "91440101F00000042X")
    ]
    assert found[0] != found[1]


@pytest.mark.parametrize("stated", ["联合贷款", "助贷", "债权转让"])
def test_a_third_party_is_for_a_person_lender_by_lender(stated: str) -> None:
    issues = judge(case_view({"f_assignment": stated}))
    assert keys(issues)["art2.third_party"] == f"{LENDER.uscc}/{stated}"


def test_a_lender_that_nobody_registered_is_for_the_courts_registry() -> None:
    issues = judge(case_view(lender=None))
    assert keys(issues) == {"art2.lender_unregistered": LENDER.uscc}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"type": "网络借贷信息中介机构"}, ["art2.type_excluded"]),
        ({"type": "P2P网络借贷平台"}, ["art2.type_excluded"]),
        ({"type": "商业保理公司"}, ["art2.type_unknown", "art2.type_differs"]),
        ({"type": "银行"}, [REGISTERED, "art2.type_differs"]),
        ({"to": "2024-06-08T02:00:59Z"}, ["art2.lender_not_in_force"]),
        ({"to": "2024-06-08T02:01:01Z"}, [REGISTERED]),
        ({"from": "2024-06-08T02:01:01Z"}, ["art2.lender_not_in_force"]),
    ],
)
def test_the_register_says_what_kind_of_lender_it_was_at_the_signing(
    record: dict[str, Any], expected: list[str]
) -> None:
    assert codes(judge(case_view(lender=lender(**record)))) == expected


NAMED = "art2.name_differs"


def _called(lenders: str, applicants: str) -> CaseView:
    return case_view(
        head=head(
            lender=Party(LENDER.uscc, lenders),
            applicant=Applicant(LENDER.uscc, applicants, "lender"),
        )
    )


@pytest.mark.parametrize(
    ("lenders", "applicants", "named"),
    [
        (LENDER.name, LENDER.name, False),
        (f" {LENDER.name}", f"{LENDER.name}\u200b", False),
        ("虚构别的名称", LENDER.name, True),
        (LENDER.name, "虚构别的名称", True),
        ("虚构别的名称", "虚构别的名称", True),
    ],
)
def test_one_credit_code_goes_by_its_registered_name(
    lenders: str, applicants: str, *, named: bool
) -> None:
    assert (NAMED in codes(judge(_called(lenders, applicants)))) is named


def test_the_registered_name_is_what_is_expected() -> None:
    issues = judge(case_view(lender=lender(name="虚构登记的名称")))
    told = [(one.finding.observed, one.finding.expected) for one in issues]
    assert told[0] == (LENDER.name, "虚构登记的名称")


def test_without_a_record_the_applicant_goes_by_the_lenders_name() -> None:
    view = _called(LENDER.name, "虚构别的名称")
    unregistered = view._replace(registry=view.registry._replace(lender=None))
    assert NAMED in codes(judge(unregistered))


def test_another_applicant_has_its_own_name() -> None:
    assert NAMED not in codes(judge(_applied("assignee", OTHER)))


def test_another_lender_in_the_list_is_corrected() -> None:
    assert "art2.lender_differs" in codes(judge(case_view({"b_uscc": OTHER})))


def test_an_expired_licence_is_no_matter_of_this_article() -> None:
    licences = [{"no": "1", "from": None, "to": "2020-01-01"}]
    assert codes(judge(case_view(lender=lender(licences=licences)))) == [REGISTERED]


def test_a_kind_left_out_is_told_by_its_fault_alone() -> None:
    assert codes(judge(case_view({"b_type": None}))) == [REGISTERED]
