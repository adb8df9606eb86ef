"""What a finding asks, of whom, and how far the answer reaches."""

import pytest

from tests.verify.rules.admissions import (
    BLOCKING_OF_CASE,
    CONTRADICTION,
    CURABLE,
    KEYS,
    issue,
)
from tests.verify.rules.evidence import LENDER, head
from verify.findings import Effect, Role, Scope
from verify.rules.outcome import Issue
from verify.rules.questions import OpenQuestion, ScopeKeys, question_about, question_of

WITHOUT_PLATFORM = ScopeKeys.of(head(platform_id=None, path="manual"), "case-1")


def asked(one: Issue, article: str = "5(5)", keys: ScopeKeys = KEYS) -> OpenQuestion:
    found = question_of(article, one, keys)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "scope", "key"),
    [
        ("art2.third_party", Scope.LENDER, LENDER.uscc),
        ("art5_6.reviewed_later", Scope.PRODUCT, f"{LENDER.uscc}/prod-001"),
        ("package.filing_date_differs", Scope.BATCH, f"{LENDER.uscc}/pkg-1"),
        ("coverage.one_source", Scope.PLATFORM, "plat-a"),
        (BLOCKING_OF_CASE, Scope.CASE, f"{LENDER.uscc}/pkg-1/case-1"),
    ],
)
def test_a_question_has_the_key_of_its_scope(code: str, scope: Scope, key: str) -> None:
    found = asked(issue(code))
    assert (found.scope, found.scope_key) == (scope, key)


def test_an_issue_names_the_key_of_its_own_question() -> None:
    found = asked(issue("art5_3.clause_meaning", scope_key="c" * 64))
    assert (found.scope, found.scope_key) == (Scope.CLAUSE, "c" * 64)


def test_a_clause_that_was_not_found_is_asked_of_the_batch() -> None:
    found = asked(issue("art5_3.clause_meaning"))
    assert (found.scope, found.scope_key) == (Scope.BATCH, KEYS.batch)


def test_without_a_platform_the_lender_answers_for_its_tools() -> None:
    found = asked(issue("coverage.one_source"), keys=WITHOUT_PLATFORM)
    assert (found.scope, found.scope_key) == (Scope.LENDER, LENDER.uscc)


def test_a_correction_asks_what_the_first_package_asked() -> None:
    keys = ScopeKeys.of(head(package_id="pkg-2", kind="correction", corrects="pkg-1"), "case-1")
    assert keys == KEYS


def test_the_courts_own_matter_blocks_and_is_the_platforms() -> None:
    found = asked(issue("certificate.root_unknown"), article="5(2)")
    assert (found.scope, found.effect, found.role) == (
        Scope.PLATFORM, Effect.BLOCKING, Role.OPERATOR,
    )  # fmt: skip


def test_a_question_of_one_case_names_the_item_and_the_finding() -> None:
    found = asked(issue("signature.signer_other_name", "proof-1", items=("shared:licence",)))
    assert found.subject == "shared:licence/proof-1"


def test_a_question_about_an_item_names_it_once() -> None:
    assert asked(issue("coverage.content_trivial", "id", items=("id",))).subject == "id"


def test_a_question_beyond_the_case_names_no_finding() -> None:
    assert asked(issue("coverage.one_source", "id", items=("id",))).subject == ""


def test_what_no_cure_and_no_row_catches_is_asked_of_the_case() -> None:
    found = asked(issue("signature.attributes_incomplete"), article="17")
    assert (found.scope, found.effect, found.role) == (Scope.CASE, Effect.BLOCKING, Role.JUDGE)


@pytest.mark.parametrize(
    ("one", "article"),
    [
        (issue("art5_2.covered"), "5(2)"),
        (issue(CURABLE), "7(6)"),
        (issue("signature.attributes_incomplete"), "5(2)"),
    ],
    ids=["met", "incomplete", "caught by an earlier row"],
)
def test_what_is_no_question_opens_none(one: Issue, article: str) -> None:
    assert question_of(article, one, KEYS) is None


def test_what_is_held_blocks_whatever_its_code_says() -> None:
    found = question_about("5(2)", issue(CONTRADICTION, "p", items=("i",)), KEYS, hold=True)
    assert (found.blocking, found.role, found.scope) == (True, Role.JUDGE, Scope.CASE)


def test_what_is_held_is_of_the_case_even_where_its_issue_has_a_key() -> None:
    one = issue(CONTRADICTION, "p", scope_key="product")
    assert question_about("5(2)", one, KEYS, hold=True).scope_key == KEYS.case


def test_a_question_is_told_in_both_languages() -> None:
    value = asked(issue(BLOCKING_OF_CASE)).as_json()
    assert isinstance(value["words"], dict)
    assert set(value["words"]) == {"zh", "en"}
