"""Cases wait for a source that is down, and are judged once when it is back."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.ledger import Ledger
from fixtures.scenario import Scenario
from ingest.sources.registry import NO_SOURCES
from tests.ingest.judging.given import count, rows
from tests.ingest.sources.world import Stand, heights_of, stand_of, unpinned

pytestmark = pytest.mark.enable_socket


def _routes(stand: Stand) -> Counter[str]:
    return Counter(row.route for row in rows(stand.service, "verdict"))


def check_once(stand: Stand, cases: int) -> None:
    """Hold what was written together: every case named once, and told once."""
    verdicts = rows(stand.service, "verdict")
    assert len({row.case_key for row in verdicts}) == len(verdicts) == cases
    assert sum(row.cases for row in rows(stand.service, "judgement")) == cases
    assert count(stand.service, "outbox", kind="verdict.recorded") == cases
    assert count(stand.service, "attempt", state="failed") == 0
    assert count(stand.service, "awaited") == 0
    assert all(row.wait_until is None for row in rows(stand.service, "case_state"))


def die_and_come_back(folder: Path, *, cases: int, blocks: int) -> None:
    """Have both nodes die half-way through, and come back an hour later."""
    s = unpinned(cases, blocks)
    with stand_of(folder, s) as stand:
        stand.nodes.left = blocks  # of both nodes together: half of the blocks
        stand.receive(s.archive())
        stand.run()
        named = count(stand.service, "verdict")
        assert 0 < named < cases
        (source,) = rows(stand.service, "source")
        assert (source.state, source.failures > 0) == ("down", True)
        waiting = [row for row in rows(stand.service, "case_state") if row.wait_until]
        assert len(waiting) == cases - named
        assert {row.next_attempt for row in waiting} == {source.next_attempt}
        assert {tuple(row.waiting) for row in waiting} == {("anchor.header_unpinned",)}
        stand.nodes.left = None
        stand.clock.advance(timedelta(hours=1))
        stand.run()
        assert _routes(stand) == {"BATCH_ODR": cases}
        check_once(stand, cases)
        (source,) = rows(stand.service, "source")
        assert (source.state, source.failures, source.next_attempt) == ("up", 0, None)


def test_nodes_that_die_half_way_and_come_back_fail_no_case_and_double_none(
    tmp_path: Path,
) -> None:
    die_and_come_back(tmp_path, cases=12, blocks=4)


def test_a_source_that_answers_at_once_lets_cases_wait_for_one_turn(tmp_path: Path) -> None:
    s = unpinned(2, 1)
    with stand_of(tmp_path, s) as stand:
        stand.receive(s.archive())
        stand.run()
        assert _routes(stand) == {"BATCH_ODR": 2}
        check_once(stand, 2)
        (height,) = heights_of(s.ledger)
        (wanted,) = rows(stand.service, "wanted")
        assert (wanted.item, wanted.given_at is not None) == (str(height), True)
        causes = [row.cause for row in rows(stand.service, "judgement")]
        assert sorted(causes) == ["first", "trust"]


def test_without_a_source_nobody_waits(tmp_path: Path) -> None:
    s = unpinned(1, 1)
    with stand_of(tmp_path, s, chains=[]) as stand:
        stand.receive(s.archive())
        stand.run()
        assert _routes(stand) == {"AWAITING_DECISION": 1}
        check_once(stand, 1)


def test_a_case_whose_time_is_over_is_judged_as_it_stands(tmp_path: Path) -> None:
    s = unpinned(1, 1)
    with stand_of(tmp_path, s) as stand:
        stand.nodes.left = 0
        stand.receive(s.archive())
        stand.run()
        assert count(stand.service, "verdict") == 0
        stand.clock.advance(stand.service.wait_term)
        stand.run()
        assert _routes(stand) == {"AWAITING_DECISION": 1}
        check_once(stand, 1)
        stand.clock.advance(timedelta(days=1))
        asked = len(stand.nodes.asked)
        stand.run()
        assert len(stand.nodes.asked) == asked
        assert count(stand.service, "attempt", kind="source", state="done") == 1


def test_a_source_is_asked_ever_more_rarely_while_it_is_down(tmp_path: Path) -> None:
    s = unpinned(1, 1)
    with stand_of(tmp_path, s) as stand:
        stand.nodes.left = 0
        stand.receive(s.archive())
        waits = []
        for _ in range(14):
            stand.run()
            (source,) = rows(stand.service, "source")
            waits.append((source.next_attempt - stand.clock.at).total_seconds())
            stand.clock.at = source.next_attempt
        assert waits[:4] == [1, 2, 4, 8]
        assert waits[-1] == 900


def test_a_chain_that_says_two_things_is_asked_no_more_until_a_person_settled_it(
    tmp_path: Path,
) -> None:
    s = unpinned(1, 1)
    (height,) = heights_of(s.ledger)
    fork = replace(s.ledger, seed=9, blocks={})
    fork.blocks[height] = Ledger(9, ("depositor",))._add(height, [])
    with stand_of(tmp_path, s, chains=[s.ledger, s.ledger, fork]) as stand:
        before = stand.keeper.current()
        stand.receive(s.archive())
        stand.run()
        (source,) = rows(stand.service, "source")
        assert (source.state, stand.keeper.current()) == ("conflict", before)
        asked = len(stand.nodes.asked)
        stand.clock.advance(timedelta(hours=1))
        stand.run()
        assert (asked, 0) == (len(stand.nodes.asked), count(stand.service, "verdict"))
        _pin(stand, s)
        stand.clock.advance(timedelta(hours=1))
        stand.run()
        assert _routes(stand) == {"BATCH_ODR": 1}
        check_once(stand, 1)
        assert rows(stand.service, "source")[0].state == "up"


def _pin(stand: Stand, s: Scenario) -> None:
    """Have a person publish the next version of the trust directory, with the chain's headers."""
    s.trust.pin_headers(s.ledger.id, s.ledger.headers())
    newest = stand.keeper.current()
    s.trust.head |= {"sequence": (newest.sequence or 0) + 1, "previous": newest.digest}
    stand.keeper.adopt(s.trust.files())


def test_a_claim_of_another_block_than_the_pinned_one_waits_for_nothing(tmp_path: Path) -> None:
    s = unpinned(1, 1)
    (height,) = heights_of(s.ledger)
    line = {**s.ledger.headers()[-1], "hash": "1" * 64}
    s.trust.pin_headers(s.ledger.id, [line])
    with stand_of(tmp_path, s) as stand:
        stand.receive(s.archive())
        stand.run()
        assert _routes(stand) == {"AWAITING_DECISION": 1}
        check_once(stand, 1)
        assert hex(height) not in stand.nodes.asked


def test_a_crash_between_version_and_judgement_loses_nobody(tmp_path: Path) -> None:
    s = unpinned(2, 1)
    with stand_of(tmp_path, s) as stand:
        stand.nodes.left = 0
        stand.receive(s.archive())
        stand.run()
        stand.nodes.left = None
        _pin(stand, s)  # as a worker leaves it that dies after step 3
        stand.clock.advance(timedelta(hours=1))
        stand.run()
        assert _routes(stand) == {"BATCH_ODR": 2}
        check_once(stand, 2)
        assert stand.nodes.asked == []


def test_a_source_that_was_taken_out_keeps_its_cases_until_their_time_is_over(
    tmp_path: Path,
) -> None:
    s = unpinned(1, 1)
    with stand_of(tmp_path, s) as stand:
        stand.nodes.left = 0
        stand.receive(s.archive())
        stand.run()
        without = replace(stand, service=replace(stand.service, sources=NO_SOURCES))
        without.clock.advance(timedelta(hours=1))
        without.run()
        assert rows(stand.service, "source")[0].reason == "no such source is registered"
        without.clock.advance(stand.service.wait_term)
        without.run()
        check_once(without, 1)
