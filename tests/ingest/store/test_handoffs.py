"""Hand-offs are fed in the order of commits, each case's in its own order, on both databases."""

from typing import Any

import pytest

from ingest.handing.release import release_for
from ingest.service import Service
from ingest.store.commitorder import Place
from ingest.store.handoffs import (
    HandoffView,
    acknowledge,
    handoff_of,
    handoffs_after,
    settled_cases,
)
from ingest.store.reports import read_handoff
from tests.services.rows import GOOD, SHARD, add_judgement, add_package, release, sample
from verify.rules.decisions import DecisionOutcome

ADMIT = DecisionOutcome.ADMIT


def fed(service: Service, place: Place = Place(), limit: int = 100) -> list[HandoffView]:  # noqa: B008 - a value
    """Return what a reader finds after a place."""
    with service.database.read() as connection:
        return handoffs_after(connection, service.environment, place, limit=limit)


def judge(service: Service, package: str, *, no: int = 1, **ends: Any) -> str:
    """Write a judgement whose cases a person ended so."""
    cases = {key: sample(GOOD, ended=end) for key, end in ends.items()}
    return add_judgement(service, package, cases, no=no)


def test_the_feed_goes_on_from_a_place_and_ends(kept: Service) -> None:
    release(kept, judge(kept, add_package(kept), a=ADMIT, b=ADMIT, c=ADMIT))
    read, place = [], Place()
    while page := fed(kept, place, limit=2):
        read += [one.case_key for one in page]
        place = Place.of(str(page[-1].place))
    assert read == ["a", "b", "c"]


def test_what_commits_late_is_not_passed_over_in_the_feed(kept: Service) -> None:
    if kept.database.is_sqlite:  # its writers follow each other
        release(kept, judge(kept, add_package(kept), a=ADMIT))
        assert [one.case_key for one in fed(kept)] == ["a"]
        return
    late = judge(kept, add_package(kept), late=ADMIT)
    early = judge(kept, add_package(kept), early=ADMIT)

    with kept.database.write() as connection:
        release_for(connection, kept, late, SHARD)
        release(kept, early)
        assert fed(kept) == []
    assert [one.case_key for one in fed(kept)] == ["late", "early"]


def test_of_one_case_nothing_comes_before_what_it_follows(kept: Service) -> None:
    package = add_package(kept)
    for no, end in enumerate((ADMIT, None, ADMIT), 1):
        release(kept, judge(kept, package, no=no, a=end, b=ADMIT if no == 1 else None))
    kinds = {key: [one.kind for one in fed(kept) if one.case_key == key] for key in "ab"}
    assert kinds == {"a": ["admitted", "recalled", "admitted"], "b": ["admitted", "recalled"]}


def test_a_shard_is_settled_with_what_was_handed_on_before(kept: Service) -> None:
    package = add_package(kept)
    release(kept, judge(kept, package, a=ADMIT))
    with kept.database.read() as connection:
        again = settled_cases(connection, judge(kept, package, no=2, a=None, b=ADMIT), SHARD)
        nothing = settled_cases(connection, "jud-none", SHARD)
    told = [(one.verdict.case_key, one.ended, one.blocked, one.last is None) for one in again]
    assert told == [("a", None, False, False), ("b", ADMIT, False, True)]
    assert nothing == []
    assert (read_handoff(kept.blobs, again[0].verdict) or {})["case_key"] == "a"


def test_a_handoff_is_acknowledged_once_and_only_where_it_is(kept: Service) -> None:
    release(kept, judge(kept, add_package(kept), a=ADMIT))
    (one,) = fed(kept)
    for _ in range(2):
        with kept.database.write() as connection:
            assert acknowledge(connection, kept.environment, one.id, kept.clock())
            assert not acknowledge(connection, "production", one.id, kept.clock())
    with kept.database.read() as connection:
        found = handoff_of(connection, kept.environment, one.id)
        assert handoff_of(connection, "production", one.id) is None
    assert found is not None
    assert found.acknowledged_at == kept.clock()


@pytest.mark.parametrize("text", ["", "1", "1-", "x-1"])
def test_what_is_no_place_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="int"):
        Place.of(text)
