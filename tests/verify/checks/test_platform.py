"""The filing date that a package states, held against the court's own receipt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from verify.checks.platform import check_package
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.model import Applicant, Counts, PackageFacts, PackageHead, Party
from verify.policy import DEFAULT_POLICY, Policy, Tolerances
from verify.trust import TrustStore

TRUST = TrustStore("t", None, None, None)
LENDER = Party("91", "甲公司")
HEAD = PackageHead(
    "evidence-package/1", "p", "application", None, "manual", "court", "sandbox", None, LENDER,
    Applicant("91", "甲公司", "lender"), "product", "batch", "诉前", "2025-06-10",
    "2025-06-10T00:00:00Z", Counts(0, 0, 0), None,
)  # fmt: skip


def told(
    at: datetime, filing_date: str = "2025-06-10", policy: Policy = DEFAULT_POLICY
) -> list[Finding]:
    head = replace(HEAD, filing_date=filing_date)
    facts = PackageFacts("zip", head, b"", None, None, (), {})
    return list(check_package(facts, VerificationContext(TRUST, policy, at)).findings)


@pytest.mark.parametrize(
    ("at", "count"),
    [
        (datetime(2025, 6, 8, 16, tzinfo=UTC), 0),
        (datetime(2025, 6, 8, 15, 59, 59, tzinfo=UTC), 1),
        (datetime(2025, 6, 11, 16, tzinfo=UTC), 0),
        (datetime(2025, 6, 11, 16, 0, 1, tzinfo=UTC), 1),
    ],
)
def test_the_filing_date_lies_within_a_day_of_the_receipt(at: datetime, count: int) -> None:
    assert len(told(at)) == count


def test_a_date_that_differs_is_for_a_person_and_refuses_nothing() -> None:
    (one,) = told(datetime(2025, 12, 1, 20, tzinfo=UTC))
    assert (one.code, one.status, one.observed, one.expected) == (
        "package.filing_date_differs", CheckStatus.HUMAN, "2025-06-10", "2025-12-01T20:00:00Z",
    )  # fmt: skip


def test_a_policy_may_ask_for_the_very_day() -> None:
    policy = replace(DEFAULT_POLICY, tolerances=Tolerances(filing=timedelta(0)))
    assert len(told(datetime(2025, 6, 10, 17, tzinfo=UTC), policy=policy)) == 1


def test_edited_facts_without_a_date_differ() -> None:
    assert len(told(datetime(2025, 6, 10, tzinfo=UTC), "some day")) == 1
