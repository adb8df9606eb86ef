"""One case: its issues weighed, its decisions applied, one verdict (judgement 7, 8)."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verify.rules.admissions import (
    ADVISORY,
    BLOCKING_OF_CASE,
    BLOCKING_OF_PRODUCT,
    CONTRADICTION,
    CURABLE,
    KEYS,
    REUSED,
    admitted,
    article,
    decided,
    issue,
    plain_case,
)
from tests.verify.rules.evidence import found, item, proof, shared, with_items
from verify.findings import CheckStatus, Finding, Role, Scope
from verify.items import ItemResult
from verify.model import ProofKind
from verify.rules.admission import END_REACHES, Admission, admit
from verify.rules.case import CaseView
from verify.rules.decisions import ENDS, DecisionBook, DecisionOutcome
from verify.rules.defects import defects_of
from verify.rules.outcome import ArticleOutcome, ArticleResult
from verify.rules.verdict import Route

WRONG = found(CONTRADICTION, "sig", CheckStatus.FAILED)
END = "admission.conclusion"


def contradicted(*findings: Finding, of_item: tuple[Finding, ...] = ()) -> CaseView:
    """Return a case whose contract has findings in a proof, or of its own."""
    wrong = proof(ProofKind.SIGNATURE, name="sig", status=CheckStatus.FAILED, findings=findings)
    bad = item(
        "contract", 6, "contract", wrong, result=ItemResult.INCONSISTENT, findings=of_item
    )  # fmt: skip
    return plain_case(items=with_items(bad))


def result_of(admission: Admission, name: str) -> ArticleResult:
    return next(one.result for one in admission.articles if one.article == name)


def test_a_case_that_meets_everything_is_proposed_for_admission() -> None:
    assert admitted().route is Route.BATCH_ODR


def test_nothing_decided_a_case_that_meets_everything() -> None:
    assert admitted().decided_by == ()


def test_an_advisory_question_blocks_nothing() -> None:
    assert admitted(article("18", issue(ADVISORY))).route is Route.BATCH_ODR


def test_an_advisory_question_is_asked() -> None:
    assert [one.code for one in admitted(article("18", issue(ADVISORY))).questions] == [ADVISORY]


def test_an_article_with_an_advisory_question_is_open() -> None:
    assert result_of(admitted(article("18", issue(ADVISORY))), "18") is ArticleResult.OPEN


def test_the_articles_that_decided_are_named() -> None:
    admission = admitted(article("7(6)", issue(CURABLE)), article("18", issue(ADVISORY)))
    assert (admission.route, admission.decided_by) == (Route.CORRECTION, ("7(6)",))


def test_an_article_that_its_rule_left_unanswered_blocks() -> None:
    silent = ArticleOutcome("5(4)", ArticleResult.MET, ())
    assert admitted(silent).route is Route.AWAITING_DECISION


def test_a_contradiction_holds_the_case() -> None:
    assert admitted(of=contradicted(WRONG)).route is Route.HOLD


def test_a_contradiction_that_an_article_tells_too_is_told_once() -> None:
    told = article("5(2)", issue(CONTRADICTION, "sig", items=("contract",)))
    assert len(defects_of(admitted(told, of=contradicted(WRONG)))) == 1


def test_a_contradiction_in_a_shared_document_holds_the_case() -> None:
    wrong = proof(name="sig", status=CheckStatus.FAILED, findings=(WRONG,))
    document = shared("licence", 1, result=ItemResult.INCONSISTENT)
    document = document._replace(outcome=document.outcome._replace(proofs=(wrong,)))
    assert admitted(of=plain_case(documents=[document])).route is Route.HOLD


@pytest.mark.parametrize(
    "code",
    [
        "memory.item_of_other_borrower",
        "memory.number_of_other_loan",
        "memory.loan_of_other_lender",
        "memory.contradicted_proof_replaced",
    ],
)
def test_what_memory_finds_holds_the_case(code: str) -> None:
    items = with_items(item("voucher", 8, "disbursement", proof(), findings=(found(code),)))
    assert admitted(of=plain_case(items=items)).route is Route.HOLD


DAMAGED = (
    found("package.payload_damaged", "contract", CheckStatus.FAILED),
    found("integrity.declared_digest_mismatch", "contract", CheckStatus.FAILED),
)


def test_a_file_that_was_damaged_on_the_way_is_to_be_corrected() -> None:
    assert admitted(of=contradicted(WRONG, of_item=DAMAGED)).route is Route.CORRECTION


def test_what_follows_from_the_damage_is_no_defect_of_its_own() -> None:
    codes = [one.row.code for one in defects_of(admitted(of=contradicted(WRONG, of_item=DAMAGED)))]
    assert codes == ["package.payload_damaged"]


def test_what_an_article_repeats_of_the_damage_holds_nothing() -> None:
    told = article("5(2)", issue(CONTRADICTION, "sig", items=("contract",)))
    assert admitted(told, of=contradicted(WRONG, of_item=DAMAGED)).route is Route.CORRECTION


def test_a_damaged_shared_document_excuses_no_item_of_the_same_id() -> None:
    document = shared("contract", 1, findings=DAMAGED)
    case = contradicted(WRONG)._replace(shared=(document,))
    assert admitted(of=case).route is Route.HOLD


RELEASED = decided(CONTRADICTION, Scope.CASE, KEYS.case, "released", subject="contract/sig")


def test_a_judge_releases_a_contradiction_by_name() -> None:
    assert admitted(of=contradicted(WRONG), decisions=(RELEASED,)).route is Route.BATCH_ODR


def test_what_was_released_never_becomes_met() -> None:
    told = article("5(2)", issue(CONTRADICTION, "sig", items=("contract",)))
    found = admitted(told, of=contradicted(WRONG), decisions=(RELEASED,))
    assert (found.articles[1].article, found.articles[1].result) == ("5(2)", ArticleResult.OPEN)


def test_what_was_released_is_no_defect() -> None:
    assert defects_of(admitted(of=contradicted(WRONG), decisions=(RELEASED,))) == ()


def test_a_release_of_one_finding_releases_no_other() -> None:
    second = found(CONTRADICTION, "sig2", CheckStatus.FAILED)
    admission = admitted(of=contradicted(WRONG, second), decisions=(RELEASED,))
    assert admission.route is Route.HOLD


def test_a_release_on_other_facts_releases_nothing() -> None:
    admission = admitted(of=contradicted(WRONG), decisions=(RELEASED,), facts="0" * 64)
    assert admission.route is Route.HOLD


def test_a_question_decided_on_other_facts_is_told_as_reopened() -> None:
    admission = admitted(of=contradicted(WRONG), decisions=(RELEASED,), facts="0" * 64)
    assert [one.code for one in admission.reopened] == [CONTRADICTION]


def test_a_decision_never_alters_an_integrity_result() -> None:
    case = contradicted(WRONG)
    admitted(of=case, decisions=(RELEASED,))
    assert case.items[3].result.result is ItemResult.INCONSISTENT


ASKED = article("5(6)", issue(BLOCKING_OF_PRODUCT))
YES = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product)
NO = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product, "not_met")


def test_a_blocking_question_awaits_a_decision() -> None:
    assert admitted(ASKED).route is Route.AWAITING_DECISION


def test_a_question_that_is_met_stands_in_the_way_no_longer() -> None:
    assert admitted(ASKED, decisions=(YES,)).route is Route.BATCH_ODR


def test_an_article_whose_question_is_met_is_met() -> None:
    assert result_of(admitted(ASKED, decisions=(YES,)), "5(6)") is ArticleResult.MET


def test_a_condition_decided_in_the_negative_is_for_non_litigation() -> None:
    assert admitted(ASKED, decisions=(NO,)).route is Route.NON_LITIGATION_CANDIDATE


def test_a_jurisdiction_decided_in_the_negative_is_not_the_courts() -> None:
    one = article("4(2)", issue("art4_2.clause_unlocated"))
    no = decided("art4_2.clause_unlocated", Scope.BATCH, KEYS.batch, "not_met")
    assert admitted(one, decisions=(no,)).route is Route.OUT_OF_JURISDICTION


def test_a_decision_in_the_negative_is_a_defect() -> None:
    (defect,) = defects_of(admitted(ASKED, decisions=(NO,)))
    assert (defect.row.code, defect.status) == (BLOCKING_OF_PRODUCT, CheckStatus.FAILED)


def test_the_decisions_that_were_applied_are_told() -> None:
    unused = decided("art2.third_party", Scope.LENDER, KEYS.lender)
    assert admitted(ASKED, decisions=(YES, unused)).decisions == (YES,)


def test_a_question_is_told_with_its_answer() -> None:
    assert [q.decided for q in admitted(ASKED, decisions=(YES,)).questions] == ["met"]


def test_one_question_of_two_issues_is_asked_once() -> None:
    twice = article("5(6)", issue(BLOCKING_OF_PRODUCT, "a"), issue(BLOCKING_OF_PRODUCT, "b"))
    assert len(admitted(twice).questions) == 1


def test_what_is_open_and_blocks_is_asked_first() -> None:
    admission = admitted(
        article("18", issue(ADVISORY)), ASKED, article("5(5)", issue(BLOCKING_OF_CASE)),
        decisions=(YES,),
    )  # fmt: skip
    codes = [one.code for one in admission.questions]
    assert codes == [BLOCKING_OF_CASE, ADVISORY, BLOCKING_OF_PRODUCT]


def test_an_undecided_seal_blocks_every_case_of_the_platform() -> None:
    admission = admitted(package=(found("package.seal_undecided"),))
    assert (admission.route, admission.questions[0].scope) == (
        Route.AWAITING_DECISION, Scope.PLATFORM,
    )  # fmt: skip


def test_a_filing_date_that_differs_is_asked_of_the_batch() -> None:
    admission = admitted(package=(found("package.filing_date_differs"),))
    assert admission.questions[0].scope_key == KEYS.batch


def test_what_is_only_told_of_a_package_asks_nothing() -> None:
    assert admitted(package=(found("package.seal_timestamp_unusable"),)).questions == ()


def test_a_clerk_confirms_a_filing_date() -> None:
    made = decided("package.filing_date_differs", Scope.BATCH, KEYS.batch, role=Role.CLERK)
    admission = admitted(package=(found("package.filing_date_differs"),), decisions=(made,))
    assert admission.route is Route.BATCH_ODR


@pytest.mark.parametrize("outcome", sorted(ENDS))
def test_a_person_ends_a_case(outcome: DecisionOutcome) -> None:
    made = decided(END, Scope.CASE, KEYS.case, outcome.value)
    assert admitted(decisions=(made,)).ended is outcome


def test_an_end_leaves_the_verdict_what_it_is() -> None:
    made = decided(END, Scope.CASE, KEYS.case, "refuse")
    assert admitted(decisions=(made,)).route is Route.BATCH_ODR


@pytest.mark.parametrize(("outcome", "expected"), [("admit", None), ("refuse", "refuse")])
def test_what_is_held_is_released_before_it_is_admitted(outcome: str, expected: str | None) -> None:
    made = decided(END, Scope.CASE, KEYS.case, outcome)
    assert admitted(of=contradicted(WRONG), decisions=(made,)).ended == expected


def test_a_batch_is_admitted_only_where_the_verdict_proposes_it() -> None:
    made = decided(END, Scope.BATCH, KEYS.batch, "admit")
    ended = [admitted(decisions=(made,)).ended, admitted(ASKED, decisions=(made,)).ended]
    assert ended == [DecisionOutcome.ADMIT, None]


def test_a_case_is_ended_by_its_own_decision_before_its_batchs() -> None:
    of_batch = decided(END, Scope.BATCH, KEYS.batch, "admit")
    of_case = decided(END, Scope.CASE, KEYS.case, "refuse")
    assert admitted(decisions=(of_batch, of_case)).ended is DecisionOutcome.REFUSE


def test_every_end_reaches_some_verdicts_from_either_scope() -> None:
    reached = {(one, scope) for one in ENDS for scope in (Scope.CASE, Scope.BATCH)}
    assert set(END_REACHES) == reached


def test_nothing_but_a_release_reaches_what_is_held_with_an_admission() -> None:
    admits = (DecisionOutcome.ADMIT, DecisionOutcome.ADMIT_NON_LITIGATION)
    reaching = [key for key, routes in END_REACHES.items() if Route.HOLD in routes]
    assert [key for key in reaching if key[0] in admits] == []


def test_a_verdict_crosses_processes() -> None:
    admission = admitted(ASKED)
    assert pickle.loads(pickle.dumps(admission)) == admission


CODES = st.sampled_from(
    [ADVISORY, BLOCKING_OF_PRODUCT, BLOCKING_OF_CASE, CURABLE, "art5_2.covered"]
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["5(5)", "7(6)", "18"]), CODES), max_size=6))
def test_the_order_of_findings_moves_no_verdict(rows: list[tuple[str, str]]) -> None:
    case, book = plain_case(), DecisionBook()
    told = [article(name, issue(code)) for name, code in rows] or [article("7(1)")]
    one = admit(case, told, book, (), "f")
    other = admit(case, list(reversed(told)), book, (), "f")
    assert one.route is other.route


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["5(5)", "7(6)", "18"]), CODES), max_size=6))
def test_nothing_that_is_found_improves_a_verdict(rows: list[tuple[str, str]]) -> None:
    told = [article(name, issue(code)) for name, code in rows]
    if admitted(*told).route is not Route.BATCH_ODR:
        assert admitted(*told, article("7(2)")).route is not Route.BATCH_ODR
    assert admitted(*told, article("5(6)", issue(CURABLE))).route is not Route.BATCH_ODR


def test_reuse_is_told_without_whose_it_is() -> None:
    items = with_items(item("voucher", 8, "disbursement", proof(), findings=(found(REUSED),)))
    admission = admitted(of=plain_case(items=items))
    assert [one.held for one in defects_of(admission)] == [True]
