"""The admission part of a report: what the formats promise, and nothing decided anew."""

import json
from typing import Any

from tests.verify.rules.admissions import (
    BLOCKING_OF_PRODUCT,
    CONTRADICTION,
    CURABLE,
    FACTS,
    KEYS,
    admitted,
    article,
    decided,
    issue,
    plain_case,
)
from verify.canonical import canonical_json
from verify.codes.table import CODES
from verify.findings import Scope
from verify.rules.opinion import article_json, questions_json, verdict_json
from verify.rules.outcome import ArticleOutcome

LACKING = article("7(6)", issue(CURABLE, "7(6)", items=("contract",), observed="seen"))
ASKED = article("5(6)", issue(BLOCKING_OF_PRODUCT))
MET = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product)


def verdict(*outcomes: ArticleOutcome, **more: Any) -> Any:
    case = plain_case()
    value = verdict_json(case, admitted(*outcomes, of=case, **more), case.rules.rows_used())
    return json.loads(canonical_json(value))


def test_a_verdict_has_the_members_that_reports_promise() -> None:
    assert sorted(verdict()) == [
        "conclusion", "decided_by", "decisions", "defects", "ended", "notice", "payment_order",
        "route", "rules", "small_claims", "words", "would_wait_for",
    ]  # fmt: skip


def test_a_verdict_names_its_rules() -> None:
    rules = verdict()["rules"]
    assert (rules["regime"], rules["court"]) == ("regime-2018", "gzinternetcourt")
    assert all(set(row) == {"name", "value", "source", "verified"} for row in rules["rows_used"])


def test_a_defect_says_where_it_is_and_how_it_is_cured() -> None:
    (defect,) = verdict(LACKING)["defects"]
    row = CODES[CURABLE]
    assert defect == {
        "code": CURABLE, "article": "7(6)", "status": "INDETERMINATE", "subject": "7(6)",
        "observed": "seen", "expected": None, "elements": [], "items": ["contract"],
        "curable": True, "side": "sender", "cure": {"zh": row.cure_zh, "en": row.cure_en},
        "words": {"zh": row.zh, "en": row.en},
    }  # fmt: skip


def test_a_case_to_be_corrected_has_its_letter() -> None:
    assert "一次性告知" in verdict(LACKING)["notice"]["zh"]


def test_a_case_without_defects_has_no_letter() -> None:
    assert verdict()["notice"] is None


def test_decisions_that_were_applied_are_named() -> None:
    (made,) = verdict(ASKED, decisions=(MET,))["decisions"]
    assert made == MET.summary()


def test_an_end_is_told_beside_the_verdict() -> None:
    end = decided("admission.conclusion", Scope.CASE, KEYS.case, "refuse")
    value = verdict(decisions=(end,))
    assert (value["route"], value["ended"]) == ("BATCH_ODR", "refuse")


def test_an_end_is_given_by_the_keys_that_the_report_tells() -> None:
    assert verdict()["conclusion"] == {"case": KEYS.case, "batch": KEYS.batch}


def test_an_article_is_told_with_its_issues_and_their_questions() -> None:
    value: Any = article_json(admitted(ASKED, decisions=(MET,)).articles[1])
    (told,) = value["issues"]
    assert value["result"] == "MET"
    assert told["question"] == {
        "scope": "product", "scope_key": KEYS.product, "effect": "blocking", "role": "judge",
        "decided": "met",
    }  # fmt: skip


def test_a_question_that_was_answered_on_other_facts_says_so() -> None:
    one = article("5(5)", issue("art5_5.other_proceedings"))
    made = decided("art5_5.other_proceedings", Scope.CASE, KEYS.case, facts=("0" * 64,))
    (question,) = questions_json(admitted(one, decisions=(made,), facts=FACTS))
    assert (question["decided"], question["decided_on_other_facts"]) == (None, True)


def test_a_defect_of_a_held_case_is_told_whole_to_the_court() -> None:
    held = article("5(2)", issue(CONTRADICTION, "sig", items=("contract",), observed="sha256:ab"))
    (defect,) = verdict(held)["defects"]
    assert (defect["status"], defect["observed"]) == ("FAILED", "sha256:ab")
