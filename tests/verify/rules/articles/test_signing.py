"""A day of signing is proved where the contract is, and else the lender's word."""

import pytest

from tests.verify.rules.cases import SIGNED, case_view
from verify.rules.articles.signing import Signing, signing_of
from verify.rules.coverage import Coverage, CoverageState, EventRow
from verify.rules.events import events_of

GOOD = case_view()
EVENTS = {event.kind: event for event in events_of(GOOD.elements)}


def _covered(kind: str, state: CoverageState) -> Signing | None:
    return signing_of(GOOD._replace(coverage=Coverage((EventRow(EVENTS[kind], state, ()),))))


@pytest.mark.parametrize(
    ("kind", "state", "proven"),
    [
        ("contract", CoverageState.IN_TIME, True),
        ("contract", CoverageState.PLATFORM_TIME, False),
        ("contract", CoverageState.LATE, False),
        ("contract", CoverageState.BEFORE_EVENT, False),
        ("contract", CoverageState.UNCOVERED, False),
        ("identity", CoverageState.IN_TIME, False),
    ],
)
def test_only_a_proof_of_the_contract_in_time_proves_its_day(
    kind: str, state: CoverageState, *, proven: bool
) -> None:
    assert _covered(kind, state) == Signing(SIGNED, proven)


def test_a_contract_without_a_time_has_no_day() -> None:
    assert signing_of(case_view({"f_signed_at": None})) is None


@pytest.mark.parametrize(("proven", "told"), [(True, "甲"), (False, "甲（依据自述日期）")])
def test_a_day_that_is_only_stated_is_said_to_be(told: str, *, proven: bool) -> None:
    assert Signing(SIGNED, proven).told("甲") == told
