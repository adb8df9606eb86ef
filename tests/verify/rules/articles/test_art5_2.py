"""Article 5 (2): what the coverage matrix comes to."""

from datetime import timedelta

import pytest

from tests.verify.rules import evidence as e
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.model import ProofKind
from verify.outcomes import ProofOutcome
from verify.rules.articles.art5_2 import judge
from verify.rules.outcome import Issue

DAY = timedelta(days=1)
OPEN = CheckStatus.INDETERMINATE


def voucher(*proofs: ProofOutcome, **more: object) -> ItemOutcome:
    """Return the voucher with these proofs."""
    return e.item("voucher", 8, "disbursement", *proofs, **more)  # type: ignore[arg-type]


def issues(*items: ItemOutcome, path: str = "deposited", **stated: object) -> tuple[Issue, ...]:
    """Return what is said of the good case with some items changed."""
    return judge(e.case(e.with_items(*items), stated=e.elements(**stated), path=path))


def told(*items: ItemOutcome, **more: str) -> list[str]:
    """Return the codes of what is said."""
    return e.codes(issues(*items, **more))


def unverifiable(*codes: str) -> ItemOutcome:
    """Return a voucher that cannot be verified for these reasons."""
    found = tuple(e.found(code) for code in codes)
    broken = e.proof(status=OPEN, findings=found)
    return voucher(broken, result=ItemResult.UNVERIFIABLE)


def test_a_good_case_is_covered() -> None:
    assert told() == ["art5_2.covered"]


def test_a_late_proof_before_the_default_is_asked_of_the_product() -> None:
    (one,) = issues(voucher(e.proof(proves=e.PAID + 5 * DAY)))
    assert (one.finding.code, one.scope_key) == (
        "art5_2.late", f"{e.LENDER.uscc}/prod-001/disbursement",
    )  # fmt: skip


def test_a_late_proof_tells_the_days_after_its_event() -> None:
    (one,) = issues(voucher(e.proof(proves=e.PAID + 5 * DAY)))
    assert one.finding.observed == "5"


def test_a_proof_after_the_default_is_asked_of_the_case() -> None:
    (one,) = issues(voucher(e.proof(proves=e.AT)))
    assert (one.finding.code, one.scope_key) == ("art5_2.late_after_default", None)


def test_without_a_day_of_default_a_late_proof_is_asked_of_the_case() -> None:
    late = voucher(e.proof(proves=e.PAID + 5 * DAY))
    assert e.codes(issues(late, j_overdue_from=None)) == ["art5_2.late_default_unknown"]


def test_an_account_proved_late_is_asked_of_the_product() -> None:
    late = e.item("ledger", 9, "repayment", e.proof(proves=e.AT))
    assert told(late) == ["art5_2.late"]


def test_an_original_sent_by_hand_is_asked_once_of_the_product() -> None:
    (one,) = issues(voucher(result=ItemResult.UNPROVEN), path="manual")
    assert (one.finding.code, one.scope_key) == (
        "art5_2.not_deposited", f"{e.LENDER.uscc}/prod-001",
    )  # fmt: skip


def test_a_platform_s_word_is_asked_of_the_platform() -> None:
    late = e.proof(ProofKind.RECEIPT, e.AT, word=e.word(e.PAID))
    (one,) = issues(voucher(late))
    assert (one.finding.code, one.scope_key) == ("art5_2.platform_time", "plat-a")


def test_a_proof_before_its_event_is_asked() -> None:
    assert told(voucher(e.proof(proves=e.PAID - 9 * DAY))) == ["art5_2.before_event"]


def test_a_proof_before_its_event_is_asked_once() -> None:
    early = voucher(e.proof(proves=e.PAID - 9 * DAY), findings=(e.found("coverage.before_event"),))
    assert told(early) == ["art5_2.covered", "coverage.before_event"]


def test_a_platform_that_names_another_event_is_told() -> None:
    receipt = e.proof(ProofKind.RECEIPT, e.PAID, word=e.word(e.PAID, event="identity"))
    assert told(voucher(receipt)) == ["art5_2.label_differs"]


def test_an_event_without_a_proof_can_be_cured_by_one_that_exists() -> None:
    assert told(voucher(result=ItemResult.UNPROVEN)) == ["art5_2.event_uncovered"]


def test_an_event_without_an_item_is_not_covered() -> None:
    assert e.codes(judge(e.case(e.without("voucher")))) == ["art5_2.event_uncovered"]


def test_what_the_sender_says_does_not_exist_is_not_asked_for() -> None:
    (one,) = issues(voucher(result=ItemResult.UNPROVEN), m_other_proofs="否")
    assert (one.finding.code, one.finding.status) == ("art5_2.none_exists", CheckStatus.FAILED)


def test_an_original_that_is_missing_is_asked_for_nevertheless() -> None:
    away = voucher(e.proof(), result=ItemResult.UNVERIFIABLE, here=False)
    assert e.codes(issues(away, m_other_proofs="否")) == ["art5_2.event_uncovered"]


def test_an_event_without_a_time_asks_for_it() -> None:
    assert e.codes(issues(f_signed_at=None)) == ["art5_2.event_time_absent"]


def test_what_the_court_s_store_lacks_is_the_court_s_matter() -> None:
    code = "receipt.form_unregistered"
    assert told(unverifiable(code)) == [code]


def test_what_the_sender_could_mend_is_the_sender_s() -> None:
    assert told(unverifiable("proof.withheld")) == ["art5_2.event_uncovered"]


def test_one_defect_of_the_sender_s_beside_the_court_s_is_the_sender_s() -> None:
    (one,) = issues(unverifiable("receipt.form_unregistered", "proof.withheld"))
    assert one.finding.observed == "receipt.form_unregistered, proof.withheld"


def test_a_proof_of_broken_form_contradicts_nothing() -> None:
    assert told(unverifiable("receipt.malformed")) == ["art5_2.event_uncovered"]


def test_what_cannot_be_verified_lowers_nothing_where_the_event_is_covered() -> None:
    broken = e.proof(status=OPEN, findings=(e.found("proof.withheld"),))
    spare = e.item("spare", 5, "contract", broken, result=ItemResult.UNVERIFIABLE)
    assert told(spare) == ["art5_2.covered"]


def test_a_contradiction_is_told_as_it_was_found() -> None:
    wrong = e.proof(status=CheckStatus.FAILED, findings=(e.found("signature.value_wrong"),))
    assert told(voucher(wrong, result=ItemResult.INCONSISTENT)) == [
        "signature.value_wrong",
        "art5_2.event_uncovered",
    ]


def test_of_a_file_damaged_on_its_way_that_alone_is_told() -> None:
    found = (e.found("integrity.manifest_mismatch"), e.found("package.payload_damaged"))
    damaged = voucher(result=ItemResult.INCONSISTENT, findings=found)
    assert told(damaged) == ["package.payload_damaged"]


def test_a_contradicted_shared_document_is_told_by_its_shared_name() -> None:
    found = (e.found("integrity.manifest_mismatch"),)
    wrong = e.shared("licence", 1, result=ItemResult.INCONSISTENT, findings=found)
    (one,) = judge(e.case(documents=[wrong]))
    assert one.items == ("shared:licence",)


@pytest.mark.parametrize("code", ["coverage.one_source", "coverage.late"])
def test_what_checks_say_of_an_item_s_coverage_is_told_beside(code: str) -> None:
    good = voucher(e.proof(proves=e.PAID), findings=(e.found(code),))
    assert told(good) == ["art5_2.covered", code]


def test_a_blank_picture_leaves_its_event_uncovered() -> None:
    blank = voucher(e.proof(proves=e.PAID), findings=(e.found("coverage.content_trivial"),))
    assert told(blank) == ["art5_2.event_uncovered", "coverage.content_trivial"]


def test_a_contract_deposited_late_is_asked_though_its_event_is_covered_otherwise() -> None:
    late = e.item("contract", 6, "contract", e.proof(proves=e.AT))
    assert told(late) == ["art5_2.late_after_default"]


def test_a_contract_without_proof_is_not_covered_by_what_shows_the_process() -> None:
    bare = e.item("contract", 6, "contract", result=ItemResult.UNPROVEN)
    assert told(bare) == ["art5_2.event_uncovered"]


def test_one_proof_of_the_contract_in_time_is_enough() -> None:
    both = e.proof(proves=e.AT, name="late"), e.proof(proves=e.SIGNED)
    assert told(e.item("contract", 6, "contract", *both)) == ["art5_2.covered"]


def test_an_item_that_only_shows_the_event_may_be_late() -> None:
    assert told(e.item("loan-flow", 5, "contract", e.proof(proves=e.AT))) == ["art5_2.covered"]


def test_what_the_court_s_store_lacks_stays_the_court_s_whatever_else_is_sent() -> None:
    broken = e.proof(status=OPEN, findings=(e.found("proof.withheld"),))
    second = e.item("second", 8, "disbursement", broken, result=ItemResult.UNVERIFIABLE)
    code = "receipt.form_unregistered"
    assert told(unverifiable(code), second) == [code]
