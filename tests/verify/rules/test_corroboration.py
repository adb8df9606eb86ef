"""What is stated in two places, compared."""

from datetime import timedelta

import pytest

from tests.verify.rules import evidence as e
from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.judging import ItemOutcome
from verify.model import DocumentFacts, ProofKind
from verify.rules.articles.material import documents
from verify.rules.case import CaseView
from verify.rules.corroboration import (
    hours_between,
    of_account,
    of_contract,
    of_disbursements,
    of_lender,
)

TEXT = DocumentFacts(
    "text", 2, 900, "d",
    {"f_contract_no": True, "d_name": True, "d_id_no": True, "f_contract_amount": True}, None,
)  # fmt: skip


def contract(document: DocumentFacts | None, **more: object) -> ItemOutcome:
    """Return the contract with what its text says."""
    return e.item("contract", 6, "contract", e.proof(), document=document, **more)  # type: ignore[arg-type]


def told_of_contract(case: CaseView) -> list[str]:
    """Return the codes of what is told of a contract."""
    return e.codes(of_contract(case, documents(case, 6, shared=False)))


def of_text(*texts: DocumentFacts, **stated: object) -> list[str]:
    """Return the codes told of contracts with these texts."""
    items = [
        e.item(f"c{no}", 6, "contract", e.proof(), document=text) for no, text in enumerate(texts)
    ]
    return told_of_contract(e.case(items, stated=e.elements(**stated)))


def paid(**changed: str) -> list[str]:
    """Return the codes told of one disbursement that is changed."""
    rows = [e.row("h_disbursements", **changed)]
    return e.codes(of_disbursements(e.case(stated=e.elements(h_disbursements=rows))))


def days(**changed: object) -> list[str]:
    """Return the codes told of the days of an account."""
    return e.codes(of_account(e.case(stated=e.elements(**changed))))


def test_a_good_case_agrees_with_itself() -> None:
    case = e.case()
    every = [*of_lender(case), *of_disbursements(case), *of_account(case)]
    assert e.codes(every) + told_of_contract(case) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"b_uscc": "91440101F00000026H"}, "corroboration.lender_differs"),
        ({"b_name": "虚构乙小额贷款有限公司"}, "corroboration.lender_differs"),
    ],
)
def test_another_lender_than_the_package_s_is_told(changed: dict[str, object], code: str) -> None:
    assert e.codes(of_lender(e.case(stated=e.elements(**changed)))) == [code]


def test_a_lender_s_name_in_other_width_is_the_same() -> None:
    stated = e.elements(b_name=f" {e.LENDER.name} ")
    assert of_lender(e.case(stated=stated)) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"f_contract_no": "HT9"}, "corroboration.contract_no_differs"),
        ({"f_loan_no": "JK9"}, "corroboration.loan_no_differs"),
    ],
)
def test_another_number_than_the_case_line_s_is_told(changed: dict[str, object], code: str) -> None:
    assert told_of_contract(e.case(stated=e.elements(**changed))) == [code]


def test_a_loan_number_that_is_not_stated_differs_from_nothing() -> None:
    assert told_of_contract(e.case(stated=e.elements(f_loan_no=None))) == []


def test_another_contract_in_a_receipt_s_signed_field_is_told() -> None:
    said = e.proof(ProofKind.RECEIPT, word=e.word(contract_no="HT9"))
    case = e.case([e.item("contract", 6, "contract", said)])
    assert told_of_contract(case) == ["corroboration.receipt_contract_differs"]


def test_a_receipt_that_did_not_pass_is_not_compared() -> None:
    said = e.proof(
        ProofKind.RECEIPT, word=e.word(contract_no="HT9"), status=CheckStatus.INDETERMINATE
    )
    assert told_of_contract(e.case([e.item("contract", 6, "contract", said)])) == []


def test_a_contract_that_says_everything_is_told_of_nothing() -> None:
    assert of_text(TEXT) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("f_contract_no", "corroboration.not_in_contract"),
        ("d_name", "corroboration.not_in_contract"),
        ("d_id_no", "corroboration.written_otherwise"),
        ("f_contract_amount", "corroboration.written_otherwise"),
    ],
)
def test_what_the_contract_s_text_does_not_hold_is_told(name: str, code: str) -> None:
    assert of_text(TEXT._replace(found={**TEXT.found, name: False})) == [code]


def test_every_original_that_is_the_contract_says_everything() -> None:
    told = of_text(TEXT._replace(found={**TEXT.found, "d_name": False}), TEXT)
    assert told == ["corroboration.not_in_contract"]


def test_what_the_borrower_did_not_sign_makes_no_signed_contract_good() -> None:
    signed = e.proof(ProofKind.SIGNATURE)._replace(of_borrower=True)
    other = TEXT._replace(found={**TEXT.found, "d_name": False})
    items = [
        e.item("c0", 6, "contract", signed, document=other),
        e.item("c1", 6, "contract", e.proof(), document=TEXT),
    ]
    assert told_of_contract(e.case(items)) == ["corroboration.not_in_contract"]


def test_what_is_only_sent_beside_a_signed_contract_need_not_say_it() -> None:
    signed = e.proof(ProofKind.SIGNATURE)._replace(of_borrower=True)
    other = TEXT._replace(found={**TEXT.found, "d_name": False})
    items = [
        e.item("c0", 6, "contract", signed, document=TEXT),
        e.item("c1", 6, "other", e.proof(), document=other),
    ]
    assert told_of_contract(e.case(items)) == []


def test_what_was_not_asked_is_not_gone() -> None:
    assert of_text(TEXT._replace(found={})) == []


UNREAD = TEXT._replace(state="unsupported", found={})


def test_a_file_without_text_hides_nothing_but_itself() -> None:
    gone = TEXT._replace(found={**TEXT.found, "d_name": False})
    assert of_text(gone, UNREAD) == ["corroboration.not_in_contract", "corroboration.part_unread"]


@pytest.mark.parametrize("state", ["unsupported", "no_text", "too_large"])
def test_where_no_contract_can_be_read_a_person_has_to_look(state: str) -> None:
    assert of_text(UNREAD._replace(state=state)) == ["corroboration.contract_unread"]


@pytest.mark.parametrize("state", ["unreadable", "encrypted"])
def test_a_file_that_does_not_open_is_told_as_such_alone(state: str) -> None:
    assert of_text(UNREAD._replace(state=state)) == []


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        ("2024-06-08T10:00:00+08:00", []),
        ("2024-06-09T10:01:00+08:00", []),
        ("2024-06-09T10:02:00+08:00", ["corroboration.created_after_signing"]),
        ("no time", []),
        (None, []),
    ],
)
def test_a_file_made_after_the_signing_is_told(made: str | None, codes: list[str]) -> None:
    assert of_text(TEXT._replace(created_at=made)) == codes


@pytest.mark.parametrize(
    ("payee", "codes"),
    [
        ("虚构借款人", []),
        ("虚构他人", ["corroboration.payee_differs"]),
        ("虚构·借款人 ", ["corroboration.payee_differs"]),
        ("虚*借款人", ["corroboration.payee_variant"]),
        ("虚构借款\U00020000", ["corroboration.payee_variant"]),
        ("虚 构 借 款 人", ["corroboration.payee_variant"]),
    ],
)
def test_the_payee_is_the_borrower(payee: str, codes: list[str]) -> None:
    assert paid(payee_name=payee) == codes


def test_a_payee_is_told_by_no_more_than_a_masked_name() -> None:
    rows = [e.row("h_disbursements", payee_name="虚构他人")]
    (one,) = of_disbursements(e.case(stated=e.elements(h_disbursements=rows)))
    assert "他人" not in str(one.finding)


def test_the_payer_is_the_lender() -> None:
    assert paid(payer_name="虚构乙银行") == ["corroboration.payer_differs"]


def test_who_pays_for_a_lender_is_asked_once_for_that_lender_and_payer() -> None:
    rows = [e.row("h_disbursements", payer_name="虚构乙银行")]
    (one,) = of_disbursements(e.case(stated=e.elements(h_disbursements=rows)))
    assert one.scope_key == f"{e.LENDER.uscc}/虚构乙银行"


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"amount": "12000.01"}, ["corroboration.disbursed_above_contract"]),
        ({"amount": "11000.00"}, ["corroboration.disbursed_below_contract"]),
        ({"amount": "11000.00", "withheld": "1000.00"}, []),
        ({"amount": "much"}, []),
    ],
)
def test_what_was_paid_out_is_the_contract_s_amount(
    changed: dict[str, str], codes: list[str]
) -> None:
    assert paid(**changed) == codes


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2024-06-08", []),
        ("2024-06-07", []),
        ("2024-06-06", ["corroboration.disbursed_before_signing"]),
    ],
)
def test_nothing_is_paid_out_before_the_signing_by_more_than_clocks_differ(
    day: str, codes: list[str]
) -> None:
    assert paid(date=day) == codes


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        (
            {"i_schedule": [e.row("i_schedule", due="2024-06-07")]},
            ["corroboration.due_before_disbursement"],
        ),
        ({"i_schedule": [e.row("i_schedule", due="2024-06-08")]}, []),
        ({"j_overdue_from": "2024-07-07"}, ["corroboration.overdue_before_due"]),
        ({"j_overdue_from": "2024-07-08"}, []),
        ({"j_cut_off": "2025-06-11"}, ["corroboration.cut_off_after_filing"]),
        ({"j_cut_off": "2025-06-10"}, []),
        ({"j_cut_off": None, "j_overdue_from": None, "i_schedule": []}, []),
    ],
)
def test_the_days_of_an_account_follow_one_another(
    changed: dict[str, object], codes: list[str]
) -> None:
    assert days(**changed) == codes


def test_hours_begun_are_counted_whole() -> None:
    assert hours_between(e.SIGNED, e.SIGNED + timedelta(minutes=61)) == 2


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("corroboration.")])
def test_every_difference_can_be_cured_or_is_asked(code: str) -> None:
    row = CODES[code]
    assert row.curable or row.asks is not None


def refiled(place: str, **more: object) -> list[str]:
    """Return the codes told of a loan that memory saw elsewhere."""
    seen = e.found("memory.refiled")._replace(observed=place)
    items = [e.item("contract", 6, "contract", e.proof(), findings=(seen,))]
    return told_of_contract(e.case(items, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "kind", "codes"),
    [
        ("pkg-1/case-2", "application", ["corroboration.loan_twice"]),
        ("pkg-0/case-2; pkg-1/case-2/x", "correction", ["corroboration.loan_twice"]),
        ("pkg-0/case-2", "application", ["corroboration.loan_filed_before"]),
        ("pkg-0/case-2", "correction", []),
    ],
)
def test_one_loan_is_filed_once_unless_corrected(place: str, kind: str, codes: list[str]) -> None:
    assert refiled(place, kind=kind) == codes
