"""Article 5 (3): words find the clause, the lender's word fails it, a person says what it means."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, case_view, contract, head
from tests.verify.rules.elements.samples import HONEST
from verify.rules.articles.art5_3 import MATTERS, judge
from verify.rules.clauses import clause_digest

CLAUSE = str(HONEST["f_service_clause"])
MEANING = "art5_3.clause_meaning"


def test_a_clause_in_this_contract_is_asked_about_by_its_wording() -> None:
    issues = judge(case_view())
    assert keys(issues) == {MEANING: clause_digest(CLAUSE)}
    assert issues[0].items == ("contract",)


def test_the_width_of_its_characters_is_no_wording() -> None:
    written = CLAUSE.replace("；", "; ")
    assert keys(judge(case_view({"f_service_clause": written}))) == keys(judge(case_view()))


@pytest.mark.parametrize(
    "items", [(contract(lacks=["f_service_clause"]),), (contract(state="no_text"),), ()]
)
def test_a_clause_that_was_not_found_is_asked_about_once_a_package(items: Any) -> None:
    key = f"{LENDER.uscc}/pkg-1/{clause_digest(CLAUSE)}"
    assert keys(judge(case_view(items=items))) == {"art5_3.clause_unlocated": key}


def test_an_answer_for_one_package_is_none_for_the_next() -> None:
    found = [
        keys(judge(case_view(items=(), head=head(package_id=name)))) for name in ("pkg-1", "pkg-2")
    ]
    assert found[0] != found[1]


@pytest.mark.parametrize("matter", MATTERS)
def test_a_matter_that_the_lender_says_is_absent_fails(matter: str) -> None:
    issues = judge(case_view({matter: "否"}))
    assert [(one.finding.code, one.finding.subject) for one in issues] == [
        ("art5_3.matter_absent", matter)
    ]


def test_every_absent_matter_is_told() -> None:
    issues = judge(case_view(dict.fromkeys(MATTERS, "否")))
    assert codes(issues) == ["art5_3.matter_absent"] * 4


def test_a_contract_without_the_clause_fails() -> None:
    assert codes(judge(case_view({"f_service_clause": "无"}))) == ["art5_3.clause_absent"]


def test_a_clause_left_out_is_told_by_its_fault_alone() -> None:
    assert judge(case_view({"f_service_clause": None})) == ()


@pytest.mark.parametrize(
    ("clause", "matters"),
    [
        (CLAUSE, list(MATTERS)),
        ("以手机号码、电子邮箱作为送达地址。", ["f_service_address"]),
        ("适用于诉前、诉中、执行。", ["f_service_stages"]),
        ("虚构条款。", []),
    ],
)
def test_the_question_tells_the_matters_that_words_were_found_of(
    clause: str, matters: list[str]
) -> None:
    told = judge(case_view({"f_service_clause": clause}))[0].finding
    assert told.observed == ", ".join(matters)


@pytest.mark.parametrize(
    ("clause", "elements"),
    [
        (f"{CLAUSE}手机号码13800000000。", []),
        (f"{CLAUSE}手机号码１３８ ００００ ００００。", []),
        (f"{CLAUSE}手机号码13900000000。", ["d_mobile"]),
        (f"{CLAUSE}邮箱BORROWER@mail.example。", []),
        (f"{CLAUSE}邮箱other@mail.example。", ["d_email"]),
        (f"{CLAUSE}编号2138000000001。", []),
    ],
)
def test_addresses_in_the_clause_are_those_of_the_list(clause: str, elements: list[str]) -> None:
    issues = judge(case_view({"f_service_clause": clause}))
    assert [
        one.finding.subject for one in issues if one.finding.code == "art5_3.address_differs"
    ] == elements


def test_a_clause_that_names_the_borrowers_own_is_one_wording_for_all() -> None:
    asked = [
        keys(judge(case_view({"d_mobile": own, "f_service_clause": f"{CLAUSE}手机号码{own}。"})))
        for own in ("13800000000", "13900000000")
    ]
    assert (asked[0] == asked[1], len(asked[0])) == (True, 1)


def test_no_finding_repeats_a_number() -> None:
    issues = judge(case_view({"f_service_clause": f"{CLAUSE}手机号码13900000000。"}))
    assert "13900000000" not in "".join(str(one.finding) for one in issues)
