"""A case waits only for what would change its verdict (judgement 7, last paragraph)."""

import pytest

from tests.verify.rules.admissions import (
    BLOCKING_OF_PRODUCT,
    CONTRADICTION,
    CURABLE,
    KEYS,
    RETRIED,
    admitted,
    article,
    decided,
    issue,
    plain_case,
)
from tests.verify.rules.evidence import found, item, proof, with_items
from verify.findings import CheckStatus, Scope
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.rules.outcome import Issue

DOWN = article("5(2)", issue(RETRIED, "p"))


def unverifiable(*codes: str) -> ItemOutcome:
    """Return the contract with proofs that could not be checked."""
    open_ones = tuple(found(one, "p") for one in codes)
    undecided = proof(status=CheckStatus.INDETERMINATE, findings=open_ones)
    return item("contract", 6, "contract", undecided, result=ItemResult.UNVERIFIABLE)


def waits(*issues: Issue, of: ItemOutcome | None = None) -> tuple[str, ...]:
    case = plain_case(items=with_items(*([of] if of else [])))
    return admitted(article("7(6)", *issues), of=case).waits_for


def test_a_source_that_is_down_is_waited_for() -> None:
    assert admitted(DOWN).waits_for == (RETRIED,)


def test_a_case_that_meets_everything_waits_for_nothing() -> None:
    assert admitted().waits_for == ()


def test_what_another_defect_decides_anyhow_is_not_waited_for() -> None:
    assert admitted(DOWN, article("4(1)", issue("art4_1.signed_offline"))).waits_for == ()


def test_a_defect_that_would_be_left_is_not_waited_for_where_the_verdict_stays() -> None:
    open_too = article("5(6)", issue(BLOCKING_OF_PRODUCT))
    assert admitted(DOWN, open_too).waits_for == ()


def test_a_case_that_is_held_never_waits() -> None:
    assert admitted(DOWN, article("5(2)", issue(CONTRADICTION, "q"))).waits_for == ()


def test_what_a_person_decided_is_not_waited_for() -> None:
    made = decided(RETRIED, Scope.PLATFORM, KEYS.platform or "")
    assert admitted(DOWN, decisions=(made,)).waits_for == ()


def test_an_issue_waits_where_all_of_its_item_is_down() -> None:
    one = issue(CURABLE, items=("contract",))
    assert waits(one, of=unverifiable(RETRIED)) == (CURABLE,)


@pytest.mark.parametrize(
    "codes", [(RETRIED, "anchor.chain_unknown"), (RETRIED, "anchor.digest_mismatch"), ()]
)
def test_an_issue_does_not_wait_where_its_item_has_another_fault(codes: tuple[str, ...]) -> None:
    one = issue(CURABLE, items=("contract",))
    assert CURABLE not in waits(one, of=unverifiable(*codes))


def test_an_issue_does_not_wait_for_an_item_that_was_verified() -> None:
    assert waits(issue(CURABLE, items=("contract",))) == ()


def test_only_the_codes_that_matter_are_waited_for() -> None:
    advisory = article("规则18", issue("rule18.before_chain"))
    assert admitted(DOWN, advisory).waits_for == (RETRIED,)
