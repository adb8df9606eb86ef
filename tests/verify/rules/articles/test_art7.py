"""Article 7 (1)-(10): what a batch's evidence has to hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from tests.verify.rules import evidence as e
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.model import DocumentFacts
from verify.path.window import LATEST
from verify.rules.articles import (
    art7_1,
    art7_2,
    art7_3,
    art7_4,
    art7_5,
    art7_6,
    art7_7,
    art7_8,
    art7_9,
    art7_10,
)
from verify.rules.articles.material import CALLED_FOR
from verify.rules.case import CaseView
from verify.rules.outcome import Issue
from verify.rules.registry import LenderRecord, Licence, Term
from verify.rules.rows import WHENS

if TYPE_CHECKING:
    from verify.rules.debt.account import Account

Judge = Callable[[CaseView], tuple[Issue, ...]]
ARTICLES: dict[int, Judge] = {
    1: art7_1.judge, 2: art7_2.judge, 3: art7_3.judge, 4: art7_4.judge, 5: art7_5.judge,
    6: art7_6.judge, 7: art7_7.judge, 8: art7_8.judge, 9: art7_9.judge, 10: art7_10.judge,
}  # fmt: skip
OF = {
    2: "id-card", 4: "id-result", 5: "loan-flow", 6: "contract", 7: "deposit-certificate",
    8: "voucher", 9: "ledger",
}  # fmt: skip
"""The one item of the good case in each category that is called for."""
ALWAYS = list(OF)


def told(no: int, case: CaseView) -> list[str]:
    """Return the codes of what an article says."""
    return e.codes(ARTICLES[no](case))


@pytest.mark.parametrize("no", ARTICLES)
def test_a_good_case_holds_everything(no: int) -> None:
    assert told(no, e.case())[0] == f"art7_{no}.present"


@pytest.mark.parametrize("no", ALWAYS)
def test_a_category_without_an_item_is_absent(no: int) -> None:
    assert told(no, e.case(e.without(OF[no])))[0] in {f"art7_{no}.absent", "art7_8.voucher_absent"}


@pytest.mark.parametrize("no", [2, 4, 5, 7, 8, 9])
def test_an_item_known_by_its_digest_alone_is_absent(no: int) -> None:
    away = e.item(OF[no], no, here=False)
    assert told(no, e.case(e.with_items(away)))[0] in {f"art7_{no}.absent", "art7_8.voucher_absent"}


@pytest.mark.parametrize("no", [2, 4, 6])
def test_what_belongs_to_one_borrower_is_never_shared(no: int) -> None:
    case = e.case(e.without(OF[no]), [e.shared("x", no)])
    assert told(no, case) == [f"art7_{no}.absent"]


@pytest.mark.parametrize("no", [8, 9])
def test_a_shared_file_whose_row_nobody_names_is_told(no: int) -> None:
    case = e.case(e.without(OF[no]), [e.shared("x", no)])
    assert told(no, case) == [f"art7_{no}.shared_row_unnamed"]


@pytest.mark.parametrize("no", [5, 7])
def test_what_a_product_has_in_common_may_be_shared(no: int) -> None:
    assert told(no, e.case(e.without(OF[no]), [e.shared("x", no)])) == [f"art7_{no}.present"]


@pytest.mark.parametrize("no", ALWAYS)
def test_what_a_check_leaves_to_a_person_is_told_in_its_category(no: int) -> None:
    found = (e.found("memory.item_of_other_borrower"),)
    item = e.item(OF[no], no, "other", e.proof(), findings=found)
    assert told(no, e.case(e.with_items(item)))[-1] == "memory.item_of_other_borrower"


@pytest.mark.parametrize("no", ALWAYS)
def test_what_a_proof_leaves_to_a_person_is_told_in_its_category(no: int) -> None:
    signed = e.proof(findings=(e.found("signature.signer_other_name"),))
    item = e.item(OF[no], no, "other", signed)
    assert told(no, e.case(e.with_items(item)))[-1] == "signature.signer_other_name"


def undecided(code: str, event: str = "other") -> list[str]:
    """Return what is told of a certificate of deposit that cannot be verified."""
    broken = e.proof(status=CheckStatus.INDETERMINATE, findings=(e.found(code),))
    item = e.item(OF[7], 7, event, broken, result=ItemResult.UNVERIFIABLE)
    return told(7, e.case(e.with_items(item)))


def test_an_item_of_no_event_that_the_court_cannot_verify_is_the_court_s_matter() -> None:
    assert undecided("receipt.form_unregistered")[1:] == ["receipt.form_unregistered"]


def test_an_item_of_no_event_that_the_sender_can_mend_is_the_sender_s() -> None:
    assert undecided("proof.withheld")[1:] == ["art7_7.unverifiable"]


def test_an_item_of_an_event_is_spoken_for_by_the_matrix() -> None:
    assert undecided("proof.withheld", "contract")[1:] == []


def test_what_the_rules_never_call_for_is_not_missing() -> None:
    case = e.case(e.without(OF[5]))
    tables = case.rules.tables
    fewer = tables._replace(evidence=tuple(row for row in tables.evidence if row.category != 5))
    assert told(5, case._replace(rules=replace(case.rules, tables=fewer))) == [
        "art7.not_called_for"
    ]


def test_every_condition_of_the_rules_is_known() -> None:
    assert set(CALLED_FOR) == set(WHENS)


# (1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("licence", "art7_1.business_licence_absent"),
        ("legal-representative", "art7_1.legal_representative_absent"),
        ("legal-representative-id", "art7_1.legal_representative_id_absent"),
        ("loan-licence", "art7_1.loan_licence_absent"),
    ],
)
def test_each_document_of_the_lender_is_looked_for(name: str, code: str) -> None:
    assert told(1, e.case(documents=e.good_shared(name)))[0] == code


def test_documents_of_the_lender_go_by_their_titles_too() -> None:
    titles = ("工商登记信息", "法定代表人身份证明书", "法定代表人身份证", "金融许可证")
    items = [e.item(f"i{no}", 1, title=title) for no, title in enumerate(titles)]
    assert told(1, e.case([*e.good_items(), *items], []))[0] == "art7_1.present"


def test_a_representative_s_certificate_is_no_identity_document() -> None:
    titles = ("营业执照", "法定代表人身份证明书", "许可证")
    items = [e.item(f"i{no}", 1, title=title) for no, title in enumerate(titles)]
    assert told(1, e.case(items, []))[0] == "art7_1.legal_representative_id_absent"


def licensed(*terms: Term, no: str = "虚构许可证第0001号") -> LenderRecord:
    """Return the lender with licences of these terms."""
    return e.REGISTERED._replace(licences=tuple(Licence(no, None, term) for term in terms))


@pytest.mark.parametrize(
    ("lender", "code"),
    [
        (e.REGISTERED, "art7_1.licence_registered"),
        (licensed(Term(None, e.IDENTIFIED)), "art7_1.licence_not_in_force"),
        (licensed(), "art7_1.licence_differs"),
        (licensed(Term(), no="another"), "art7_1.licence_differs"),
    ],
)
def test_the_licence_to_lend_is_held_against_the_registry(lender: LenderRecord, code: str) -> None:
    assert told(1, e.case(lender=lender))[1] == code


def test_a_licence_has_to_be_in_force_on_the_day_of_every_disbursement() -> None:
    rows = [e.row("h_disbursements"), e.row("h_disbursements", date="2024-09-01")]
    ended = licensed(Term(None, e.PAID.replace(month=7)))
    issue = art7_1.judge(e.case(stated=e.elements(h_disbursements=rows), lender=ended))[1]
    assert issue.elements == ("b_licence_no", "h_disbursements/2/date")


@pytest.mark.parametrize(
    ("proves", "told_of"),
    [(e.SIGNED, "2024-06-08"), (e.AT, "2024-06-08（依据自述日期）、2024-06-08")],
)
def test_a_licence_held_against_a_day_that_nothing_proves_says_so(
    proves: datetime, told_of: str
) -> None:
    signed = e.item("contract", 6, "contract", e.proof(proves=proves))
    issue = art7_1.judge(e.case(e.with_items(signed)))[1]
    assert issue.finding.observed == told_of


TERM = Term(datetime(2019, 12, 31, 16, tzinfo=UTC), datetime(2029, 12, 31, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    ("term", "stated"),
    [
        (TERM, {"b_licence_from": "2033-01-01"}),
        (TERM, {"b_licence_from": "2020-01-01", "b_licence_to": "2021-01-01"}),
        (TERM, {"b_licence_to": "2030-01-01"}),
        (Term(), {"b_licence_to": "2021-01-01"}),
    ],
)
def test_a_term_stated_that_is_not_the_registered_one_is_for_a_person(
    term: Term, stated: dict[str, str]
) -> None:
    case = e.case(lender=licensed(term), stated=e.elements(**stated))
    assert told(1, case)[1] == "art7_1.licence_term_differs"


@pytest.mark.parametrize(
    ("terms", "stated"),
    [
        ((TERM,), {"b_licence_from": "2020-01-01", "b_licence_to": "2029-12-31"}),
        ((TERM,), {}),
        ((Term(), TERM), {"b_licence_from": "2020-01-01", "b_licence_to": "2029-12-31"}),
        ((Term(),), {"b_licence_from": "2020-01-01"}),
        ((Term(None, LATEST),), {"b_licence_from": "2020-01-01"}),
    ],
)
def test_a_term_stated_that_is_on_record_agrees(
    terms: tuple[Term, ...], stated: dict[str, str]
) -> None:
    case = e.case(lender=licensed(*terms), stated=e.elements(**stated))
    assert told(1, case)[1] == "art7_1.licence_registered"


def test_a_term_that_differs_is_asked_once_of_the_lender() -> None:
    stated = e.elements(b_licence_to="2021-01-01")
    assert art7_1.judge(e.case(stated=stated))[1].scope_key == f"{e.LENDER.uscc}/长期 – 2021-01-01"


def test_of_a_lender_that_is_not_registered_no_licence_is_told() -> None:
    assert told(1, e.case(lender=None)) == ["art7_1.present"]


# (3)


def test_without_an_agent_no_authority_is_called_for() -> None:
    assert told(3, e.case(documents=[], stated=e.elements(c_name=None))) == ["art7_3.no_agent"]


def test_an_agent_needs_an_authority() -> None:
    assert told(3, e.case(documents=e.good_shared("authority"))) == ["art7_3.absent"]


def test_an_agent_of_the_application_needs_an_authority() -> None:
    case = e.case(
        documents=[], stated=e.elements(c_name=None), application={"agent": {"name": "x"}}
    )
    assert told(3, case) == ["art7_3.absent"]


@pytest.mark.parametrize(
    "changed", [{"c_authority_to": "2025-06-09"}, {"c_authority_from": "2025-06-11"}]
)
def test_an_authority_has_to_cover_the_day_of_receipt(changed: dict[str, object]) -> None:
    case = e.case(stated=e.elements(**changed))
    assert told(3, case)[1] == "art7_3.authority_not_in_force"


def test_an_authority_holds_on_its_last_day() -> None:
    assert told(3, e.case(stated=e.elements(c_authority_to="2025-06-10"))) == ["art7_3.present"]


# (6)


def test_a_contract_known_by_its_digest_alone_is_incomplete_whatever_covers_its_event() -> None:
    away = e.item("contract", 6, "contract", here=False)
    assert told(6, e.case(e.with_items(away))) == ["art7_6.original_absent"]


@pytest.mark.parametrize("state", ["unreadable", "encrypted"])
def test_a_contract_has_to_open(state: str) -> None:
    shut = DocumentFacts(state, 0, 0, "", {}, None)
    item = e.item("contract", 6, "contract", e.proof(), document=shut)
    assert told(6, e.case(e.with_items(item))) == ["art7_6.unreadable"]


# (7)


def test_data_sent_as_not_deposited_need_no_certificate() -> None:
    case = e.case(e.without("deposit-certificate"), path="manual")
    assert told(7, case) == ["art7_7.manual"]


# (8)


def test_every_disbursement_needs_a_voucher() -> None:
    rows = [e.row("h_disbursements", serial_no=no) for no in ("A1", "A2")]
    named = e.item("voucher", 8, "disbursement", title="凭证 A2")
    case = e.case(e.with_items(named), stated=e.elements(h_disbursements=rows))
    (one, *_) = art7_8.judge(case)
    assert (one.finding.code, one.finding.subject) == (
        "art7_8.voucher_absent", "h_disbursements/1",
    )  # fmt: skip


# (9)


def test_the_account_s_own_issues_are_told() -> None:
    wrong = Issue(e.found("art7_9.absent", "j_penalty"))
    made = SimpleNamespace(issues=(wrong,), accelerated=False, rests_on_amount=False)
    account = cast("Account", made)
    assert wrong in art7_9.judge(e.case()._replace(account=account))


# (10)


def test_nothing_else_has_to_be_sent() -> None:
    assert told(10, e.case(e.without("collection"))) == ["art7_10.none"]


def test_a_guarantee_has_to_be_shown() -> None:
    assert told(10, e.case(stated=e.elements(e_guarantee="有"))) == ["art7_10.guarantee_absent"]


def test_a_guarantee_that_is_shown_is_there() -> None:
    shown = e.item("g", 10, title="保证合同")
    case = e.case([*e.good_items(), shown], stated=e.elements(e_guarantee="有"))
    assert told(10, case) == ["art7_10.present"]
