"""What contradicts is never proposed for admission, whatever the court decided beforehand."""

from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.decisions import DECIDED_AT, Decision
from fixtures.forge import FAULTS
from fixtures.scenario import flip
from fixtures.scenarios.drafting import case_scope, draft
from fixtures.scenarios.index import SCENARIOS, write_draft
from fixtures.scenarios.registry import Draft
from fixtures.workbench import signature
from tests.journeys.admitted import Admitted, admit, admit_fault, admit_scenario

DAMAGED = {
    "altered_by_carrier", "neighbour_file", "one_file_rotten", "one_file_rotten_in_large_batch",
    "payload_bom", "payload_crlf", "payload_hex_text", "pdf_saved_again", "size_wrong",
    "digest_mismatch_manifest",
}  # fmt: skip
"""Bytes or lists alone are at fault: every proof speaks of what was declared."""
CONTRADICTED = {
    one.name for one in FAULTS.values() if one.target == "package" and one.result == "INCONSISTENT"
}


@pytest.mark.parametrize("name", sorted(CONTRADICTED - DAMAGED))
def test_what_contradicts_is_held(name: str, tmp_path: Path) -> None:
    assert admit_fault(name, tmp_path).route == "HOLD"


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_what_was_damaged_on_its_way_is_to_be_sent_again(name: str, tmp_path: Path) -> None:
    assert admit_fault(name, tmp_path).route == "CORRECTION"


def test_every_file_that_was_damaged_contradicts() -> None:
    assert DAMAGED <= CONTRADICTED


THREATS = (
    (2, "deposit_after_default", "AWAITING_DECISION", "art5_2.late_after_default"),
    (2, "coverage_blank_jpg", "AWAITING_DECISION", "coverage.content_trivial"),
    (2, "coverage_one_source_four_marks", "BATCH_ODR", "coverage.one_source"),
    (3, "same_case_line_other_proofs", "HOLD", "signature.value_wrong"),
    (4, "manifest_only_item", "CORRECTION", "art5_2.event_uncovered"),
    (5, "token_stripped_on_resubmit", "HOLD", "memory.contradicted_proof_replaced"),
    (5, "crl_omitted_after_revoked", "CORRECTION", "art5_2.event_uncovered"),
    (6, "filing_date_backdated_regime", "AWAITING_DECISION", "package.filing_date_differs"),
    (10, "hash_only_all_agree", "CORRECTION", "art7_8.absent"),
    (11, "id_video_two_borrowers", "HOLD", "memory.item_of_other_borrower"),
    (11, "voucher_two_loans_one_byte_appended", "HOLD", "memory.number_of_other_loan"),
)


@pytest.mark.parametrize(("threat", "name", "route", "code"), THREATS)
def test_a_threat_ends_in_its_verdict(
    threat: int, name: str, route: str, code: str, tmp_path: Path
) -> None:
    found = admit_fault(name, tmp_path)
    assert (threat, found.route, code in found.codes) == (threat, route, True)


# Threat 23: a decision of a person on a new version, or on another case.


def _asked(d: Draft) -> None:
    d.elements["m_other_proceedings"] = "已向虚构区人民法院申请支付令"


def _wrong(d: Draft) -> None:
    s = d.package
    s.hit_item = "contract"
    proof = signature(s)
    proof.data = flip(proof.data)


def _judged(folder: Path, *makers: object, decision: Decision | None = None) -> Admitted:
    """Judge the good case once changed by `makers`, with one decision more."""
    made = draft(SCENARIOS["good"])
    for make in makers:
        assert callable(make)
        make(made)
    made.decisions += [decision] if decision is not None else []
    return admit(write_draft(made, "case", SCENARIOS["good"].at, folder), folder)


def _facts(found: Admitted) -> str:
    return str(found.report["judgement"]["facts_digest"])


@pytest.fixture
def answer(tmp_path: Path) -> Decision:
    """The answer to a question of a case, on the facts that were looked at."""
    seen = _judged(tmp_path / "seen", _asked)
    key = case_scope(draft(SCENARIOS["good"]).package)
    return Decision("art5_5.other_proceedings", "case", key, looked_at=(_facts(seen),))


def test_a_decision_about_a_case_holds_for_the_facts_looked_at(
    answer: Decision, tmp_path: Path
) -> None:
    assert _judged(tmp_path / "again", _asked, decision=answer).route == "BATCH_ODR"


def test_a_decision_about_a_case_does_not_hold_for_its_next_version(
    answer: Decision, tmp_path: Path
) -> None:
    def changed(d: Draft) -> None:
        d.elements["d_employer"] = "虚构单位"

    found = _judged(tmp_path / "again", _asked, changed, decision=answer)
    told = [one["decided_on_other_facts"] for one in found.report["open_questions"]]
    assert (found.route, sum(told)) == ("AWAITING_DECISION", 1)


def test_a_decision_about_a_case_does_not_hold_for_another_package(
    answer: Decision, tmp_path: Path
) -> None:
    def renamed(d: Draft) -> None:
        d.package.head["package_id"] = "pkg-another"

    assert _judged(tmp_path / "again", _asked, renamed, decision=answer).route == (
        "AWAITING_DECISION"
    )


def _release(found: Admitted, **more: str) -> Decision:
    """Return a judge's release of what a case is held for."""
    (held,) = [one for one in found.report["open_questions"] if one["hold"]]
    return Decision(
        held["code"], held["scope"], held["scope_key"], "released",
        params={"subject": held["subject"], **more}, looked_at=(_facts(found),),
        at=DECIDED_AT + timedelta(minutes=1),
    )  # fmt: skip


def test_a_judges_release_by_name_ends_the_hold(tmp_path: Path) -> None:
    release = _release(_judged(tmp_path / "seen", _wrong))
    assert _judged(tmp_path / "again", _wrong, decision=release).route != "HOLD"


def test_a_release_of_another_finding_ends_no_hold(tmp_path: Path) -> None:
    release = _release(_judged(tmp_path / "seen", _wrong), subject="voucher-sig")
    assert _judged(tmp_path / "again", _wrong, decision=release).route == "HOLD"


def test_a_released_contract_is_still_not_covered(tmp_path: Path) -> None:
    release = _release(_judged(tmp_path / "seen", _wrong))
    found = _judged(tmp_path / "again", _wrong, decision=release)
    assert (found.route, found.articles["5(2)"]) == ("CORRECTION", "INCOMPLETE")


def test_a_release_alters_no_result_of_the_item(tmp_path: Path) -> None:
    release = _release(_judged(tmp_path / "seen", _wrong))
    found = _judged(tmp_path / "again", _wrong, decision=release)
    results = {one["id"]: one["result"] for one in found.report["items"]}
    assert results["contract"] == "inconsistent"


def test_a_question_answered_on_other_facts_says_so(tmp_path: Path) -> None:
    found = admit_scenario("decided_on_other_facts", tmp_path)
    told = [one["code"] for one in found.report["open_questions"] if one["decided_on_other_facts"]]
    assert told == ["art5_5.other_proceedings"]
