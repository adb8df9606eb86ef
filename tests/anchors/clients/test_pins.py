"""A pinned header is never changed: lines are added, and a second hash for a height is an alarm."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.clients.errors import HeaderConflictError
from anchors.clients.pins import pin_of, update, write_pins
from anchors.clients.quorum import Ballot, Subject, observe, tally
from anchors.errors import ProfileError
from anchors.profile import PinnedHeader, decode_headers
from fixtures.nodes import NodeChain
from tests.anchors.clients.doubles import ChainNode

AT = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
CHAIN = NodeChain().grow(6)
VOTE = observe(ChainNode(CHAIN), Subject(CHAIN.chain_id, 3))


def _pin(height: int, octet: int | None = None) -> PinnedHeader:
    block_hash = bytes((height if octet is None else octet,)) * 32
    return PinnedHeader(height, block_hash, AT, "quorum:甲,乙", AT)


def test_what_a_quorum_agreed_on_is_pinned_with_who_voted() -> None:
    pin = pin_of(tally([Ballot("乙", VOTE), Ballot("甲", VOTE)], 2), AT)
    header = VOTE.header.header
    assert pin == PinnedHeader(3, header.hash, header.time, "quorum:乙,甲", AT)


def test_what_no_quorum_agreed_on_is_not_pinned() -> None:
    with pytest.raises(ValueError, match="short"):
        pin_of(tally([Ballot("甲", VOTE)], 2), AT)


@pytest.mark.parametrize("operator", ["甲,乙", "甲\n", " 甲"])
def test_an_operator_that_would_count_as_two_pins_nothing(operator: str) -> None:
    with pytest.raises(ProfileError, match="no name of an operator"):
        pin_of(tally([Ballot(operator, VOTE)], 1), AT)


def test_a_line_is_read_as_what_was_pinned() -> None:
    assert decode_headers(update(b"", [_pin(1)])) == {_pin(1).hash: _pin(1)}


def test_a_line_is_canonical_json() -> None:
    assert update(b"", [_pin(1)]).decode() == (
        '{"hash":"' + "01" * 32 + '","height":1,"pinned_at":"2026-06-01T08:00:00Z",'
        '"source":"quorum:甲,乙","time":"2026-06-01T08:00:00Z"}\n'
    )


def test_new_lines_stand_behind_the_old_ones() -> None:
    old = update(b"", [_pin(2)])
    assert update(old, [_pin(1)]).startswith(old)


def test_a_header_that_is_pinned_stays_as_it_stands() -> None:
    old = update(b"", [_pin(1)])
    assert update(old, [_pin(1)._replace(source="court"), _pin(1)]) == old


def test_a_second_hash_for_a_height_is_a_conflict() -> None:
    with pytest.raises(HeaderConflictError) as conflict:
        update(update(b"", [_pin(1)]), [_pin(1, 9)])
    assert (conflict.value.height, conflict.value.pinned) == (1, _pin(1).hash)
    assert conflict.value.seen == _pin(1, 9).hash


def test_two_hashes_for_a_height_among_the_new_are_a_conflict() -> None:
    with pytest.raises(HeaderConflictError):
        update(b"", [_pin(1), _pin(1, 9)])


def test_a_source_that_could_not_be_read_is_not_written() -> None:
    with pytest.raises(ProfileError):
        update(b"", [_pin(1)._replace(source="quorum:")])


def test_a_file_that_is_none_is_not_added_to() -> None:
    with pytest.raises(ProfileError):
        update(b"{}\n", [_pin(1)])


@given(st.lists(st.integers(0, 255)), st.lists(st.integers(0, 255)))
def test_twice_the_same_update_is_once(first: list[int], second: list[int]) -> None:
    pins = [_pin(height) for height in (*first, *second)]
    assert update(update(b"", pins), pins) == update(b"", pins)


def test_a_file_is_made_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / "evm-court.jsonl"
    write_pins(path, [_pin(1)])
    write_pins(path, [_pin(2)])
    assert [header.height for header in decode_headers(path.read_bytes()).values()] == [1, 2]


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    write_pins(tmp_path / "evm-court.jsonl", [_pin(1)])
    assert [path.name for path in tmp_path.iterdir()] == ["evm-court.jsonl"]


def test_a_conflict_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "evm-court.jsonl"
    write_pins(path, [_pin(1)])
    before = path.read_bytes()
    with pytest.raises(HeaderConflictError):
        write_pins(path, [_pin(2), _pin(1, 9)])
    assert path.read_bytes() == before


def test_a_writer_that_was_cut_off_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "evm-court.jsonl.new").write_bytes(b"half a li")
    write_pins(tmp_path / "evm-court.jsonl", [_pin(1)])
    assert (tmp_path / "evm-court.jsonl").read_bytes() == update(b"", [_pin(1)])
