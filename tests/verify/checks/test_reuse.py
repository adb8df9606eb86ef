"""What stands elsewhere is told of the right item, by the right code, and moves nothing else."""

from collections.abc import Mapping

import pytest

from verify.checks.reuse import case_findings, document_findings
from verify.findings import CheckStatus
from verify.memory import (
    ANOTHER,
    Brought,
    BroughtProof,
    Contradiction,
    Filing,
    IndexKey,
    KeyKind,
    Match,
    Recall,
    Remembered,
    Sighting,
    borrower_of,
    digest_key,
    proof_key,
)
from verify.model import CaseLine, Evidence

ELEMENTS: Mapping[str, object] = {"d_id_type": "居民身份证", "d_id_no": "440106199001010013"}
SELF = borrower_of(ELEMENTS)
FILING = Filing("pkg-2", "22" * 32, "lender-a")
EARLIER = Sighting(
    "pkg-1", "11" * 32, "lender-a", SELF, "ht1", "jk1", "case-9", "their-item", category=8
)
DIGEST = digest_key("sha256", "ab" * 32)
PROOF = proof_key(b"token")
WAS = Contradiction(
    "pkg-1", "11" * 32, "case-9", "voucher", "timestamp.imprint_mismatch", "voucher-tst",
    "timestamp tst item", PROOF,
)  # fmt: skip


def evidence(name: str, category: int, digest: str = "cd" * 32) -> Evidence:
    return Evidence(
        name, category, "other", name, "", None, None, None, None, {"sha256": digest}, None, None,
        None,
    )  # fmt: skip


def line(*rows: Evidence, elements: Mapping[str, object] = ELEMENTS) -> CaseLine:
    loan = {"contract_no": "HT1", "loan_no": "JK1"}
    return CaseLine("case-1", "00" * 32, loan, elements, rows, (), ())


CASE = line(evidence("id-card", 2), evidence("contract", 6), evidence("voucher", 8))


NOTHING = Brought()


def codes(recall: Recall, case: CaseLine = CASE, here: Brought = NOTHING) -> object:
    found = case_findings(case, recall, here, FILING)
    return {item: [one.code for one in findings] for item, findings in found.items()}


def matched(kind: KeyKind, there: Sighting, item: str = "voucher") -> Recall:
    return Recall((Match(item, IndexKey(kind, "x"), there),))


STRANGER = EARLIER._replace(borrower=ANOTHER)


@pytest.mark.parametrize(
    ("kind", "there", "code"),
    [
        (KeyKind.DIGEST, STRANGER, "memory.item_of_other_borrower"),
        (KeyKind.DEPOSIT, STRANGER, "memory.item_of_other_borrower"),
        (KeyKind.VOUCHER, STRANGER, "memory.number_of_other_loan"),
        (KeyKind.IDENTIFICATION, STRANGER, "memory.number_of_other_loan"),
        (KeyKind.LOAN, STRANGER, "memory.number_of_other_loan"),
        (KeyKind.LOAN, EARLIER, "memory.refiled"),
        (KeyKind.DIGEST, EARLIER, "memory.refiled"),
        (KeyKind.DIGEST, EARLIER._replace(loan_no="jk2"), "memory.payment_of_two_loans"),
        (KeyKind.DEPOSIT, EARLIER._replace(loan_no="jk2"), "memory.payment_of_two_loans"),
        (KeyKind.VOUCHER, EARLIER._replace(loan_no="jk2"), "memory.payment_of_two_loans"),
        (KeyKind.IDENTIFICATION, EARLIER._replace(loan_no="jk2"), "memory.same_borrower"),
        (KeyKind.DIGEST, EARLIER._replace(lender="lender-b"), "memory.loan_of_other_lender"),
        (
            KeyKind.DIGEST,
            EARLIER._replace(lender="lender-b", category=2),
            "memory.same_borrower",
        ),
        (
            KeyKind.VOUCHER,
            EARLIER._replace(lender="lender-b", category=0),
            "memory.loan_of_other_lender",
        ),
    ],
)
def test_a_key_that_stands_elsewhere_has_the_code_of_who_is_there(
    kind: KeyKind, there: Sighting, code: str
) -> None:
    assert codes(matched(kind, there)) == {"voucher": [code]}


@pytest.mark.parametrize(
    ("there", "code"),
    [
        (STRANGER._replace(loan_no="jk2"), "memory.borrower_unnamed"),
        (STRANGER, "memory.refiled"),
        (EARLIER._replace(borrower=""), "memory.refiled"),
        (EARLIER._replace(borrower="", loan_no="jk2"), "memory.borrower_unnamed"),
        (EARLIER._replace(borrower="", lender=""), "memory.borrower_unnamed"),
    ],
)
def test_a_case_that_names_nobody_is_told_of_what_stands_elsewhere(
    there: Sighting, code: str
) -> None:
    nameless = line(evidence("voucher", 8), elements={})
    assert codes(matched(KeyKind.DIGEST, there), nameless) == {"voucher": [code]}


def test_a_loan_sent_again_with_its_borrower_named_is_linked() -> None:
    nobody = EARLIER._replace(borrower="")
    assert codes(matched(KeyKind.DIGEST, nobody)) == {"voucher": ["memory.refiled"]}


def test_what_stands_in_a_case_that_names_nobody_holds_nobody() -> None:
    nobody = EARLIER._replace(borrower="", loan_no="jk2")
    assert codes(matched(KeyKind.VOUCHER, nobody)) == {"voucher": ["memory.borrower_unnamed"]}


def test_a_contract_under_two_loans_of_one_borrower_is_told() -> None:
    there = EARLIER._replace(loan_no="jk2", category=6)
    expected = {"contract": ["memory.same_borrower"]}
    assert codes(matched(KeyKind.DIGEST, there, item="contract")) == expected


def test_a_payment_that_is_another_item_there_is_still_one_payment() -> None:
    there = EARLIER._replace(loan_no="jk2", category=6)
    expected = {"voucher": ["memory.payment_of_two_loans"]}
    assert codes(matched(KeyKind.DIGEST, there, item="voucher")) == expected


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (KeyKind.VOUCHER, "voucher"),
        (KeyKind.LOAN, "contract"),
        (KeyKind.IDENTIFICATION, "id-card"),
    ],
)
def test_a_key_of_the_case_is_told_of_the_item_it_stands_for(kind: KeyKind, item: str) -> None:
    found = case_findings(CASE, matched(kind, STRANGER, item=""), NOTHING, FILING)
    assert list(found) == [item]


def test_a_case_without_items_has_nothing_to_tell_it_of() -> None:
    assert codes(matched(KeyKind.LOAN, STRANGER, item=""), line()) == {}


def test_a_finding_names_the_first_places_and_nobody() -> None:
    places = [STRANGER._replace(case_key=f"case-{number}") for number in range(5)]
    recall = Recall(tuple(Match("voucher", DIGEST, there) for there in places))
    (found,) = case_findings(CASE, recall, NOTHING, FILING)["voucher"]
    expected = "; ".join([*(f"pkg-1/case-{n}/their-item" for n in range(3)), "…"])
    assert (found.observed, found.expected) == (expected, None)


@pytest.mark.parametrize(
    ("there", "status"), [(STRANGER, CheckStatus.HUMAN), (EARLIER, CheckStatus.PASSED)]
)
def test_what_concerns_others_is_for_a_person_and_the_rest_is_told(
    there: Sighting, status: CheckStatus
) -> None:
    (found,) = case_findings(CASE, matched(KeyKind.DIGEST, there), NOTHING, FILING)["voucher"]
    assert found.status is status


def remembered(was: Contradiction, item: str = "") -> Recall:
    return Recall(contradictions=(Remembered(item, was),))


LOST = ["memory.contradicted_proof_replaced"]
AGAIN = BroughtProof("voucher", WAS.manner, PROOF)


def brings(*proofs: BroughtProof) -> Brought:
    return Brought(frozenset(proofs))


def test_a_contradicted_proof_that_is_not_here_is_for_a_person() -> None:
    assert codes(remembered(WAS)) == {"voucher": LOST}


def test_a_contradicted_proof_that_is_here_again_is_judged_anew() -> None:
    assert codes(remembered(WAS), here=brings(AGAIN)) == {}


@pytest.mark.parametrize(
    "other",
    [
        AGAIN._replace(item="contract"),
        AGAIN._replace(manner="receipt signed-json/1 item"),
        AGAIN._replace(manner="timestamp tst signature"),
        AGAIN._replace(octets=proof_key(b"other")),
    ],
)
def test_its_octets_as_anything_else_are_not_it(other: BroughtProof) -> None:
    assert codes(remembered(WAS), here=brings(other)) == {"voucher": LOST}


def test_it_may_be_over_the_item_that_recalls_it() -> None:
    here = brings(AGAIN._replace(item="id-card"))
    assert codes(remembered(WAS, "id-card"), here=here) == {}


def test_more_than_are_kept_is_for_a_person() -> None:
    (found,) = case_findings(CASE, remembered(WAS.and_more()), NOTHING, FILING)["contract"]
    assert (found.code, found.observed, found.expected) == (LOST[0], "pkg-1/case-9 …", None)


def test_the_finding_names_the_earlier_one_and_what_is_missed() -> None:
    (found,) = case_findings(CASE, remembered(WAS), NOTHING, FILING)["voucher"]
    assert (found.observed, found.expected) == (
        "pkg-1/case-9/voucher-tst timestamp.imprint_mismatch",
        f"proof {PROOF.value}",
    )


def test_a_lost_proof_is_told_of_the_item_that_recalls_it() -> None:
    assert codes(remembered(WAS, "id-card")) == {"id-card": LOST}


def test_a_lost_proof_of_an_item_that_is_not_here_is_told_of_the_contract() -> None:
    assert codes(remembered(WAS._replace(item="gone"))) == {"contract": LOST}


DAMAGED = WAS._replace(code="package.payload_damaged", proof="", manner="", subject=DIGEST)


def test_a_damaged_file_is_cured_by_content_of_the_very_digest_that_was_declared() -> None:
    assert codes(remembered(DAMAGED), here=Brought(contents=frozenset([DIGEST]))) == {}


def test_a_damaged_file_is_not_cured_by_declaring_its_digest() -> None:
    declaring = line(evidence("voucher", 8, "ab" * 32))
    assert codes(remembered(DAMAGED), declaring) == {"voucher": LOST}


def test_a_damaged_file_is_not_cured_by_another_file() -> None:
    assert codes(remembered(DAMAGED)) == {"voucher": LOST}


def test_a_shared_document_is_told_of_what_it_no_longer_brings() -> None:
    document = evidence("licence", 1)
    (found,) = document_findings(document, remembered(WAS, "licence"), NOTHING)
    assert (found.code, found.subject) == (LOST[0], "licence")


def test_a_shared_document_may_stand_anywhere() -> None:
    document, recall = evidence("licence", 1), matched(KeyKind.DIGEST, STRANGER, "licence")
    assert document_findings(document, recall, NOTHING) == ()
