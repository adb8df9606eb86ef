"""When an item is proved, beside when its event was; and who stands behind its proofs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from verify.calls import PlatformCalls
from verify.checks.coverage import Mark, case_coverage, check_coverage, event_windows
from verify.findings import CheckStatus, Finding
from verify.model import ContentFacts, Evidence, Party, ProofKind
from verify.path.window import Window
from verify.policy import DEFAULT_POLICY

AT = datetime(2024, 6, 1, 2, tzinfo=UTC)
SIGNED: Mapping[str, object] = {"f_signed_at": "2024-06-01T10:00:00+08:00"}
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
FACTS = ContentFacts(20_000, {}, "application/pdf")
PICTURE = ContentFacts(1023, {}, "image/jpeg")
PLATFORM = frozenset({"plat-a", "甲平台", "甲平台运营公司"})
CALLS = PlatformCalls("plat-a", {}, PLATFORM, Party("91", "乙公司"))


def evidence(event: str = "contract") -> Evidence:
    return Evidence("e", 6, event, "t", "p", "x", None, None, None, {}, None, None, None)


def mark(kind: ProofKind, *makers: str, proves: datetime | None = None) -> Mark:
    return Mark(kind, proves, tuple(frozenset({one}) for one in makers))


def told(
    proven: datetime,
    *marks: Mark,
    row: Evidence | None = None,
    facts: ContentFacts = FACTS,
    elements: Mapping[str, object] = SIGNED,
) -> list[Finding]:
    case = case_coverage(elements, CALLS)
    return check_coverage(row or evidence(), facts, marks, proven, case, DEFAULT_POLICY)


def codes(*arguments: object, **more: object) -> list[str]:
    return [one.code for one in told(*arguments, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("proven", "found"),
    [
        (AT, []),
        (AT + DAY, []),
        (AT + DAY + SECOND, ["coverage.late"]),
        (AT - 12 * HOUR, []),
        (AT - 12 * HOUR - SECOND, ["coverage.before_event"]),
    ],
)
def test_what_is_proved_lies_within_the_lag_of_its_event(
    proven: datetime, found: list[str]
) -> None:
    assert codes(proven) == found


def test_the_finding_says_what_is_proved_and_what_was_called_for() -> None:
    (one,) = told(AT + 2 * DAY)
    assert (one.status, one.observed, one.expected) == (
        CheckStatus.HUMAN, "2024-06-03T02:00:00Z", "2024-06-02T02:00:00Z",
    )  # fmt: skip


def test_a_policy_may_ask_for_a_shorter_lag() -> None:
    policy = replace(DEFAULT_POLICY, lags={**DEFAULT_POLICY.lags, "contract": HOUR})
    case = case_coverage(SIGNED, CALLS)
    (one,) = check_coverage(evidence(), FACTS, (), AT + 2 * HOUR, case, policy)
    assert one.code == "coverage.late"


def test_a_signature_proved_to_be_old_had_the_digest_of_the_item() -> None:
    assert codes(AT + 9 * DAY, mark(ProofKind.SIGNATURE, proves=AT)) == []


def test_a_proof_that_does_not_bind_proves_no_time() -> None:
    assert codes(AT + 9 * DAY, mark(ProofKind.TIMESTAMP)) == ["coverage.late"]


@pytest.mark.parametrize("event", ["collection", "notice", "other", "identity"])
def test_an_item_whose_event_has_no_time_is_left_alone(event: str) -> None:
    assert codes(AT + 900 * DAY, row=evidence(event)) == []


def test_a_day_is_one_of_the_court_s_own_clock_from_begin_to_end() -> None:
    begin = datetime(2024, 5, 31, 16, tzinfo=UTC)
    found = event_windows({"j_cut_off": "2024-06-01"})
    assert found == {"repayment": Window(begin, begin + DAY)}


def test_a_time_without_a_zone_is_one_of_the_court_s_own_clock() -> None:
    found = event_windows({"f_signed_at": "2024-06-01T10:00:00"})
    assert found["contract"].first == AT


def test_several_disbursements_are_one_span() -> None:
    rows = [{"date": "2024-06-03"}, {"date": "2024-06-01"}, {"date": 7}, "x"]
    found = event_windows({"h_disbursements": rows})["disbursement"]
    assert found.last - found.first == 3 * DAY


@pytest.mark.parametrize(
    "elements",
    [
        {},
        {"f_signed_at": None},
        {"f_signed_at": "yesterday"},
        {"h_disbursements": "2024-06-01"},
        {"h_disbursements": []},
        {"h_disbursements": [{}, []]},
    ],
)
def test_elements_that_state_no_time_state_no_event(elements: dict[str, object]) -> None:
    assert event_windows(elements) == {}


@pytest.mark.parametrize("lag", [timedelta(0), DAY])
@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ("9999-12-31", ["coverage.before_event"]),
        ("9999-12-31T23:59:59Z", ["coverage.before_event"]),
        ("9999-12-31T23:59:59-12:00", []),
        ("0001-01-01T00:00:00Z", ["coverage.late"]),
        ("0001-01-01", []),
    ],
)
def test_the_ends_of_time_raise_nothing(signed: str, found: list[str], lag: timedelta) -> None:
    policy = replace(DEFAULT_POLICY, lags={**DEFAULT_POLICY.lags, "contract": lag})
    case = case_coverage({"f_signed_at": signed}, CALLS)
    rows = check_coverage(evidence(), FACTS, (), AT, case, policy)
    assert [one.code for one in rows] == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (PICTURE, ["coverage.content_trivial"]),
        (replace(PICTURE, size=1024), []),
        (replace(PICTURE, media_type="text/csv"), []),
    ],
)
def test_a_picture_too_small_to_show_anything_is_told(
    facts: ContentFacts, found: list[str]
) -> None:
    assert codes(AT, facts=facts) == found


def test_techniques_of_one_operator_are_one_source() -> None:
    marks = (mark(ProofKind.SIGNATURE, "甲平台"), mark(ProofKind.ANCHOR, "甲平台运营公司"))
    (one,) = told(AT, *marks)
    assert (one.code, one.observed) == ("coverage.one_source", "甲平台, 甲平台运营公司")


def test_a_lender_who_stamps_for_itself_is_one_source() -> None:
    marks = (mark(ProofKind.SIGNATURE, "乙公司"), mark(ProofKind.TIMESTAMP, "91"))
    assert codes(AT, *marks) == ["coverage.one_source"]


@pytest.mark.parametrize(
    "marks",
    [
        (mark(ProofKind.SIGNATURE, "甲平台"), mark(ProofKind.TIMESTAMP, "TSA")),
        (mark(ProofKind.SIGNATURE, "甲平台", "张三"), mark(ProofKind.TIMESTAMP, "甲平台")),
        (mark(ProofKind.SIGNATURE, "甲平台"), mark(ProofKind.TIMESTAMP)),
        (mark(ProofKind.SIGNATURE, "甲平台"), mark(ProofKind.TIMESTAMP, "乙公司")),
        (mark(ProofKind.SIGNATURE, "甲平台"), mark(ProofKind.SIGNATURE, "甲平台")),
    ],
    ids=["authority", "cosigner", "unknown", "two operators", "one technique"],
)
def test_techniques_of_several_are_not(marks: tuple[Mark, ...]) -> None:
    assert codes(AT, *marks) == []
