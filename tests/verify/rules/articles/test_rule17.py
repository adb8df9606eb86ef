"""在线诉讼规则 17: the platform is filed, neutral and up to standard; fitness is for a person."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, PLATFORM, case_view, head, item, lender, platform
from verify.model import Applicant
from verify.rules.articles.rule17 import judge
from verify.rules.case import CaseView

FILED, ASKED = "rule17.filing_registered", "rule17.platform_adequacy"
UNREAD = "rule17.record_unreadable"
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
        ({"no": "1", "from": "2024-06-08T02:01:00Z", "to": None}, FILED),
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


@pytest.mark.parametrize(
    "record",
    [
        {"operator": f"{LENDER.name[:2]} {LENDER.name[2:]}"},
        {"shareholders": [f"{LENDER.name}\u200b"]},
        {"shareholders": [LENDER.uscc.lower()]},
        {"shareholders": ["虚构登记的贷款人"]},
    ],
)
def test_a_party_behind_the_platform_is_one_however_it_is_written(record: dict[str, Any]) -> None:
    registered = lender(name="虚构登记的贷款人")
    assert CONFLICT in codes(judge(case_view(platform=platform(**record), lender=registered)))


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
        ("x", [UNREAD, FILED, "rule17.standard_absent", ASKED]),
        ([{"name": "一", "to": "once"}], [UNREAD, FILED, "rule17.standard_absent", ASKED]),
    ],
)
def test_a_standard_was_met_at_every_deposit(standards: Any, expected: list[str]) -> None:
    assert codes(judge(_deposited(EARLY, LATE, standards=standards))) == expected


@pytest.mark.parametrize(
    ("record", "member"),
    [
        ({"from": "once"}, "from"),
        ({"to": "明年"}, "to"),
        ({"operator": ["虚构运营有限公司"]}, "operator"),
        ({"shareholders": LENDER.name}, "shareholders"),
        ({"shareholders": [{"holder": LENDER.name}]}, "shareholders"),
        ({"shareholders": ["虚构", 1]}, "shareholders"),
    ],
)
def test_a_record_that_cannot_be_read_is_asked_about(record: dict[str, Any], member: str) -> None:
    found = judge(case_view(platform=platform(**record)))
    assert codes(found)[0] == UNREAD
    assert keys(found)[UNREAD] == f"{PLATFORM}/record/{member}"


def _told(*times: str) -> str | None:
    return judge(_deposited(*times))[0].finding.observed


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ((), "虚构网信备1号"),
        ((EARLY,), "虚构网信备1号"),
        (("2024-06-09T02:01:00Z",), "虚构网信备1号"),
        (("2024-06-09T02:01:01Z",), "虚构网信备1号（依据自述日期）"),
        (("2024-06-07T02:00:59Z",), "虚构网信备1号（依据自述日期）"),
        ((EARLY, LATE), "虚构网信备1号（依据自述日期）"),
    ],
)
def test_a_deposit_without_a_proven_time_beside_it_is_the_senders_word(
    times: tuple[str, ...], told: str
) -> None:
    assert _told(*times) == told


def test_a_restated_deposit_does_not_hide_the_day_that_is_proven() -> None:
    filing = {"no": "1", "from": "2025-01-01T00:00:00Z", "to": None}
    assert codes(judge(_deposited(LATE, cac_filing=filing)))[0] == "rule17.filing_not_in_force"


def test_a_deposit_of_an_item_without_proven_time_is_the_senders_word() -> None:
    one = item("i", 9, deposited_at=EARLY)._replace(proven_time=None)
    assert judge(case_view(items=(one,)))[0].finding.observed == "虚构网信备1号（依据自述日期）"
