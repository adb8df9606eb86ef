"""在线诉讼规则 17: the platform is filed, neutral and up to standard; fitness is for a person."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, PLATFORM, case_view, head, item, platform
from verify.model import Applicant
from verify.rules.articles.rule17 import judge
from verify.rules.case import CaseView

FILED, ASKED = "rule17.filing_registered", "rule17.platform_adequacy"
CONFLICT = "rule17.conflict_of_interest"
EARLY, LATE = "2024-06-08T02:02:00Z", "2025-06-09T02:00:00Z"


def _deposited(*times: str, **record: Any) -> CaseView:
    items = tuple(item(f"i{n}", 9, deposited_at=at) for n, at in enumerate(times))
    return case_view(items=items, platform=platform(**record))


def test_a_platform_in_order_is_left_with_one_question() -> None:
    issues = judge(case_view())
    assert codes(issues) == [FILED, ASKED]
    assert keys(issues)[ASKED] == PLATFORM


def test_a_case_without_platform_asks_nothing_of_one() -> None:
    view = case_view(head=head(path="manual", platform_id=None), platform=None)
    assert codes(judge(view)) == ["rule17.not_deposited"]


def test_a_platform_without_record_is_the_courts_matter() -> None:
    assert codes(judge(case_view(platform=None))) == ["rule17.platform_unregistered"]


@pytest.mark.parametrize(
    ("filing", "expected"),
    [
        ({"no": "1", "from": "2020-01-01", "to": None}, FILED),
        ({"no": "1", "from": "2024-06-08T02:02:00Z", "to": None}, FILED),
        ({"no": "1", "from": "2024-06-08T02:02:01Z", "to": None}, "rule17.filing_not_in_force"),
        ({"no": "1", "from": None, "to": "2025-06-09T02:00:00Z"}, "rule17.filing_not_in_force"),
        ({}, "rule17.filing_not_in_force"),
        (None, "rule17.filing_not_in_force"),
    ],
)
def test_the_filing_was_in_force_at_every_deposit(filing: Any, expected: str) -> None:
    assert codes(judge(_deposited(EARLY, LATE, cac_filing=filing))) == [expected, ASKED]


def test_without_a_time_of_deposit_the_receipt_counts() -> None:
    filing = {"no": "1", "from": "2025-06-10T03:00:00Z", "to": None}
    assert codes(judge(_deposited(cac_filing=filing))) == [FILED, ASKED]


def test_the_platform_was_registered_at_every_deposit() -> None:
    issues = judge(_deposited(EARLY, LATE, to="2025-01-01"))
    assert codes(issues) == ["rule17.not_in_force", FILED, ASKED]


@pytest.mark.parametrize(
    "record",
    [
        {"operator": LENDER.name},
        {"shareholders": [LENDER.name]},
        {"shareholders": [{"name": "虚构", "uscc": LENDER.uscc}]},
        {"shareholders": ["虚构律师事务所"]},
    ],
)
def test_a_party_behind_the_platform_is_for_a_person(record: dict[str, Any]) -> None:
    assert codes(judge(case_view(platform=platform(**record)))) == [FILED, CONFLICT, ASKED]


def test_an_applicant_behind_the_platform_is_for_a_person() -> None:
    applicant = Applicant("91440101F00000034A", "虚构受让人", "assignee")
    view = case_view(head=head(applicant=applicant), platform=platform(operator="虚构受让人"))
    assert CONFLICT in codes(judge(view))


def test_a_conflict_with_one_lender_is_no_other_lenders() -> None:
    found = keys(judge(case_view(platform=platform(operator=LENDER.name))))
    assert found[CONFLICT] == f"{PLATFORM}/{LENDER.name}"


@pytest.mark.parametrize(
    ("standards", "expected"),
    [
        ([{"name": "一", "to": "2030-01-01"}], [FILED, ASKED]),
        ([{"name": "一", "to": "2025-01-01"}], [FILED, "rule17.standard_expired", ASKED]),
        ([], [FILED, "rule17.standard_absent", ASKED]),
        ("x", [FILED, "rule17.standard_absent", ASKED]),
    ],
)
def test_a_standard_was_met_at_every_deposit(standards: Any, expected: list[str]) -> None:
    assert codes(judge(_deposited(EARLY, LATE, standards=standards))) == expected
