"""The filing that chooses the rules: earlier, accepted, and by the clock of the court."""

from datetime import UTC, datetime

import pytest

from tests.verify.rules.admissions import MADE, decided
from tests.verify.rules.cases import AT, case_view, head, rules
from verify.findings import Role, Scope
from verify.rules.decisions import Decision
from verify.rules.filing import accepted_filing, chosen_for
from verify.rules.scopes import batch_key

QUESTION = "package.filing_date_differs"
EARLIER = "2025-06-02"


def _accepts(key: str = batch_key(head()), **more: object) -> Decision:
    stated: dict[str, object] = {"role": Role.CLERK, "day": EARLIER, **more}
    return decided(QUESTION, Scope.BATCH, key, **stated)  # type: ignore[arg-type]


def test_an_accepted_filing_begins_at_midnight_of_the_courts_clock() -> None:
    found = accepted_filing(head(filing_date=EARLIER), [_accepts()], AT)
    assert found is not None
    assert found.at == datetime(2025, 6, 1, 16, tzinfo=UTC)


def test_an_accepted_filing_names_its_decision() -> None:
    found = accepted_filing(head(filing_date=EARLIER), [_accepts()], AT)
    assert found is not None
    assert found.decision == _accepts()


@pytest.mark.parametrize(
    "declared", ["2025-06-10", "2025-06-11", "2030-01-01", "once"],
    ids=["the day of receipt", "the day after", "years after", "no day"],
)  # fmt: skip
def test_only_an_earlier_day_is_accepted(declared: str) -> None:
    assert accepted_filing(head(filing_date=declared), [_accepts()], AT) is None


@pytest.mark.parametrize(
    "decision",
    [
        _accepts("another/batch"),
        _accepts(outcome="not_met"),
        _accepts(expires=AT),
        _accepts(subject="filing_date"),
        _accepts(day="2025-06-03"),
        _accepts(day=""),
        _accepts()._replace(role=Role.OPERATOR),
        decided("art5_6.reviewed_later", Scope.BATCH, batch_key(head())),
        decided(QUESTION, Scope.CASE, batch_key(head())),
    ],
    ids=[
        "batch",
        "outcome",
        "expired",
        "subject",
        "another day",
        "no day",
        "role",
        "question",
        "scope",
    ],
)
def test_another_decision_accepts_nothing(decision: Decision) -> None:
    assert accepted_filing(head(filing_date=EARLIER), [decision], AT) is None


def test_a_later_refusal_takes_an_acceptance_back() -> None:
    refused = _accepts(outcome="not_met", at=MADE.replace(day=13))
    assert accepted_filing(head(filing_date=EARLIER), [_accepts(), refused], AT) is None


def test_rules_of_the_receipt_say_so() -> None:
    assert chosen_for(case_view()) == {"day": "2025-06-10", "by": "receipt"}


def test_rules_of_an_accepted_filing_say_so() -> None:
    earlier = rules(datetime(2025, 6, 1, 16, tzinfo=UTC))
    assert chosen_for(case_view(rules=earlier)) == {"day": "2025-06-02", "by": "decision"}
