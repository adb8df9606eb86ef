"""A decision answers the question it names, for whom it may, as long as it holds."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.verify.rules.admissions import (
    BLOCKING_OF_CASE,
    BLOCKING_OF_PRODUCT,
    FACTS,
    KEYS,
    MADE,
    REUSED,
    decided,
)
from tests.verify.rules.cases import head
from tests.verify.rules.evidence import AT
from verify.canonical import canonical_digest, canonical_json
from verify.errors import DecodeError
from verify.findings import Effect, Role, Scope
from verify.rules.decisionfile import decode_decision
from verify.rules.decisions import (
    CONCLUSION,
    Decision,
    DecisionBook,
    decisions_digest,
    decisions_for,
)
from verify.rules.questions import OpenQuestion
from verify.rules.scopes import batch_key

PRODUCT = OpenQuestion(
    BLOCKING_OF_PRODUCT, "5(6)", Scope.PRODUCT, KEYS.product, Effect.BLOCKING, Role.JUDGE
)
OF_CASE = OpenQuestion(
    BLOCKING_OF_CASE, "5(5)", Scope.CASE, KEYS.case, Effect.BLOCKING, Role.JUDGE, "x"
)
HELD = OpenQuestion(
    REUSED, "7(8)", Scope.CASE, KEYS.case, Effect.BLOCKING, Role.JUDGE, "item", hold=True
)
OF_CLERK = OpenQuestion(
    "package.filing_date_differs", "4", Scope.BATCH, KEYS.batch, Effect.BLOCKING, Role.CLERK
)
LATE = OpenQuestion("art5_2.late", "5(2)", Scope.PRODUCT, "late", Effect.BLOCKING, Role.JUDGE)
HOUR = timedelta(hours=1)
MET = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product)
RELEASED = decided(REUSED, Scope.CASE, KEYS.case, "released", subject="item")


def answer(question: OpenQuestion, *decisions: Decision, days: int | None = None) -> str | None:
    found = DecisionBook(decisions).answer(question, AT, facts=FACTS, days=days)
    return None if found is None else found.outcome.value


def test_a_decision_answers_its_question() -> None:
    assert answer(PRODUCT, MET) == "met"


def test_a_decision_made_after_the_package_came_answers_it() -> None:
    assert MADE > AT


@pytest.mark.parametrize(
    "other",
    [
        MET._replace(question="art5_6.clause_differs"),
        MET._replace(scope=Scope.LENDER),
        MET._replace(scope_key="another"),
    ],
    ids=["question", "scope", "key"],
)
def test_a_decision_about_something_else_answers_nothing(other: Decision) -> None:
    assert answer(PRODUCT, other) is None


def test_a_decision_that_had_expired_when_the_package_came_answers_nothing() -> None:
    assert answer(PRODUCT, MET._replace(at=AT - 2 * HOUR, expires=AT - HOUR)) is None


def test_a_decision_that_expires_later_answers() -> None:
    assert answer(PRODUCT, MET._replace(at=AT - HOUR, expires=AT + HOUR)) == "met"


def test_the_later_decision_wins() -> None:
    later = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product, "not_met", at=MADE + HOUR)
    assert [answer(PRODUCT, MET, later), answer(PRODUCT, later, MET)] == ["not_met", "not_met"]


def test_a_decision_that_expires_when_it_is_made_revokes_those_before() -> None:
    revoked = MET._replace(at=MADE + HOUR, expires=MADE + HOUR)
    assert answer(PRODUCT, MET, revoked) is None


@pytest.mark.parametrize(
    ("role", "expected"), [(Role.JUDGE, "met"), (Role.CLERK, "met"), (Role.OPERATOR, None)]
)
def test_a_clerks_question_is_answered_by_a_clerk_or_a_judge(
    role: Role, expected: str | None
) -> None:
    made = decided(OF_CLERK.code, Scope.BATCH, KEYS.batch, role=role)
    assert answer(OF_CLERK, made) == expected


@pytest.mark.parametrize("role", [Role.CLERK, Role.OPERATOR])
def test_only_a_judge_releases_what_is_held(role: Role) -> None:
    assert answer(HELD, RELEASED._replace(role=role)) is None


def test_a_judge_releases_the_very_finding() -> None:
    assert answer(HELD, RELEASED) == "released"


@pytest.mark.parametrize(
    "other",
    [
        RELEASED._replace(params={"subject": "other item"}),
        RELEASED._replace(params={}),
        decided(REUSED, Scope.CASE, KEYS.case, "met", subject="item"),
        decided(REUSED, Scope.BATCH, KEYS.batch, "released", subject="item"),
    ],
    ids=["another finding", "no finding", "met", "of the batch"],
)
def test_nothing_else_releases_it(other: Decision) -> None:
    assert answer(HELD, other) is None


def test_what_is_released_is_no_answer_to_another_question() -> None:
    made = decided(BLOCKING_OF_PRODUCT, Scope.PRODUCT, KEYS.product, "released")
    assert answer(PRODUCT, made) is None


def test_a_decision_about_a_case_is_bound_to_its_facts() -> None:
    made = decided(BLOCKING_OF_CASE, Scope.CASE, KEYS.case, facts=("0" * 64,))
    assert answer(OF_CASE, made) is None


def test_a_case_decided_on_other_facts_is_known_to_be() -> None:
    made = decided(BLOCKING_OF_CASE, Scope.CASE, KEYS.case, facts=("0" * 64,))
    assert DecisionBook([made]).made_on_other_facts(OF_CASE, FACTS)


def test_a_decision_on_earlier_facts_hides_none_on_these() -> None:
    made = decided(BLOCKING_OF_CASE, Scope.CASE, KEYS.case)
    other = decided(
        BLOCKING_OF_CASE, Scope.CASE, KEYS.case, "not_met", at=MADE + HOUR, facts=("0" * 64,)
    )
    assert answer(OF_CASE, made, other) == "met"


def test_a_decision_beyond_the_case_holds_for_cases_that_were_not_looked_at() -> None:
    assert answer(PRODUCT, MET._replace(looked_at=())) == "met"


@pytest.mark.parametrize(
    ("accepted", "days", "expected"), [(7, 7, "met"), (7, 8, None), (7, None, None)]
)
def test_a_late_proof_is_accepted_up_to_the_days_decided(
    accepted: int, days: int | None, expected: str | None
) -> None:
    made = decided("art5_2.late", Scope.PRODUCT, "late", days=accepted)
    assert answer(LATE, made, days=days) == expected


def test_a_late_proof_is_not_accepted_without_a_number_of_days() -> None:
    assert answer(LATE, decided("art5_2.late", Scope.PRODUCT, "late"), days=1) is None


def test_a_late_proof_is_refused_whatever_the_days() -> None:
    assert answer(LATE, decided("art5_2.late", Scope.PRODUCT, "late", "not_met"), days=1) == (
        "not_met"
    )


def test_no_decisions_are_the_digest_of_an_empty_list() -> None:
    assert decisions_digest([]) == canonical_digest([])


def test_the_order_of_decisions_does_not_matter() -> None:
    assert decisions_digest([MET, RELEASED]) == decisions_digest([RELEASED, MET])


def test_at_one_instant_the_same_decision_wins_in_any_order() -> None:
    other = MET._replace(outcome=decided("x", Scope.CASE, "x", "not_met").outcome)
    assert answer(PRODUCT, MET, other) == answer(PRODUCT, other, MET)


DATED = OF_CLERK._replace(day="2025-06-02")


@pytest.mark.parametrize(
    ("params", "outcome"),
    [({"day": "2025-06-02"}, "met"), ({"day": "2025-06-03"}, None), ({}, None)],
)
def test_an_answer_about_one_day_is_none_about_another(
    params: dict[str, str | int], outcome: str | None
) -> None:
    about = decided(OF_CLERK.code, Scope.BATCH, KEYS.batch)._replace(params=params)
    assert answer(DATED, about) == outcome


@pytest.mark.parametrize(
    "one",
    [
        MET,
        RELEASED,
        MET._replace(expires=MADE + HOUR),
        MET._replace(params={"day": "2025-06-02", "days": 7}),
    ],
)
def test_what_is_encoded_decodes(one: Decision) -> None:
    assert decode_decision(canonical_json(one.as_json())) == one


GOOD = canonical_json(MET.as_json())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"v":1', b'"v":2'),
        (b'"v":1', b'"v":1,"w":1'),
        (b'"v":1', b'"v":1.0'),
        (b'"v":1', b'"v": 1'),
        (b'"outcome":"met"', b'"outcome":"granted"'),
        (b'"scope":"product"', b'"scope":"world"'),
        (b'"role":"judge"', b'"role":"king"'),
        (b'"params":{}', b'"params":[]'),
        (b'"params":{}', b'"params":{"days":true}'),
        (b'"params":{}', b'"params":{"days":null}'),
        (b'"params":{}', b'"params":{"days":-1}'),
        (b'"params":{}', b'"params":{"days":"7"}'),
        (b'"params":{}', b'"params":{"subject":1}'),
        (b'"params":{}', b'"params":{"dayz":7}'),
        (b'"params":{}', b'"params":{"day":"once"}'),
        (b'"params":{}', b'"params":{"day":"2025-02-30"}'),
        (b'"params":{}', b'"params":{"day":20250602}'),
        (b"2025-06-12T00:00:00Z", b"2025-06-12T00:00:00+00:00"),
        (b"2025-06-12T00:00:00Z", b"2025-06-12T00:00:00"),
        (b"2025-06-12T00:00:00Z", b"0001-01-01T00:00:00+23:59"),
        (b'"expires":null', b'"expires":"never"'),
        (b'"looked_at":["f', b'"looked_at":["F'),
        (b'"looked_at":["f', b'"looked_at":["'),
        (b'"looked_at":[', b'"looked_at":[1,'),
        (b'"key_id":"a', b'"key_id":"'),
        ("理由".encode(), b" "),
        ("理由".encode(), b"\\ud800"),
        (b'"v":1', b'"v":1,"v":1'),
    ],
)
def test_what_is_no_canonical_decision_is_refused(before: bytes, after: bytes) -> None:
    with pytest.raises(DecodeError, match=r"decision\.malformed"):
        decode_decision(GOOD.replace(before, after))


@pytest.mark.parametrize("octets", [b"", b"[]", b"{}", b"[" * 60_000, b"\xff", b"x" * 100_000])
def test_what_is_no_decision_at_all_is_refused(octets: bytes) -> None:
    with pytest.raises(DecodeError):
        decode_decision(octets)


def test_times_are_kept_to_the_zone() -> None:
    assert decode_decision(GOOD).at == datetime(2025, 6, 12, tzinfo=UTC)


HERE, EARLIER, ELSEWHERE = "a" * 64, "b" * 64, "c" * 64
CORRECTION = head(package_id="pkg-2", kind="correction", corrects="pkg-1", corrects_digest=EARLIER)
ANSWER = decided("art5_3.clause_unlocated", Scope.BATCH, batch_key(head(), "f" * 64))
END = decided(CONCLUSION, Scope.BATCH, batch_key(head()), "admit")


@pytest.mark.parametrize(
    ("looked_at", "counts"), [((HERE,), True), ((EARLIER,), False), ((FACTS,), False), ((), False)]
)
def test_a_batch_ends_by_what_was_decided_of_that_very_package(
    looked_at: tuple[str, ...], *, counts: bool
) -> None:
    made = END._replace(looked_at=looked_at)
    assert decisions_for([made], head(), HERE) == (made,) * counts
    assert decisions_for([made], CORRECTION, HERE) == (made,) * counts


@pytest.mark.parametrize(
    ("looked_at", "counts"),
    [((HERE,), True), ((FACTS, EARLIER), True), ((ELSEWHERE,), False), ((), False)],
)
def test_a_correction_takes_over_what_was_answered_of_a_package_that_was_looked_at(
    looked_at: tuple[str, ...], *, counts: bool
) -> None:
    made = ANSWER._replace(looked_at=looked_at)
    assert decisions_for([made], CORRECTION, HERE) == (made,) * counts


def test_a_correction_that_names_no_digest_takes_over_nothing() -> None:
    unnamed = head(package_id="pkg-2", kind="correction", corrects="pkg-1")
    assert decisions_for([ANSWER._replace(looked_at=(EARLIER,))], unnamed, HERE) == ()


def test_an_answer_about_a_package_holds_for_it_whatever_was_looked_at() -> None:
    made = ANSWER._replace(looked_at=())
    assert decisions_for([made, MET], head(), HERE) == (made, MET)


def test_decisions_about_other_packages_stay_at_hand() -> None:
    other = ANSWER._replace(scope_key=f"{batch_key(head())}0", looked_at=())
    assert decisions_for([other], CORRECTION, HERE) == (other,)
