"""Listed headers count if pinned, if a pinned one descends from them, or by the work on them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from anchors.chains import decode_chain_headers, decode_profile
from anchors.errors import ProfileError
from anchors.headerchain import (
    BitcoinProfile,
    ListedHeader,
    Standing,
    bitcoin_profile,
    decode_bitcoin_headers,
)
from fixtures.ots import BitcoinChain

Line = dict[str, Any]


def chain(blocks: int = 11) -> BitcoinChain:
    made = BitcoinChain(1)
    made.grow(blocks)
    return made


def written(lines: list[Line]) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def standings(lines: list[Line], **profile: Any) -> dict[int, str]:
    found = decode_bitcoin_headers(written(lines))
    record = bitcoin_profile({**chain(0).profile(), **profile})
    return {height: found[height].standing(record).value for height in sorted(found)}


def finality(confirmations: int, least_work: int) -> dict[str, Any]:
    work = least_work.to_bytes(32, "big").hex()
    return {"rule": "work", "confirmations": confirmations, "least_work": work}


def test_a_profile_is_read_by_its_kind() -> None:
    profile = decode_profile(chain(0).profile())
    assert isinstance(profile, BitcoinProfile)
    assert (profile.confirmations, profile.least_work) == (6, 12)


@pytest.mark.parametrize(
    "changes",
    [
        {"genesis": "00"},
        {"finality": None},
        {"finality": {"rule": "work"}},
        {"finality": {**finality(6, 12), "rule": "quorum"}},
        {"finality": finality(0, 12)},
        {"finality": {**finality(6, 12), "least_work": "0c"}},
    ],
)
def test_a_profile_that_lacks_its_rule_is_refused(changes: Line) -> None:
    with pytest.raises(ProfileError):
        decode_profile({**chain(0).profile(), **changes})


def test_headers_are_read_by_the_kind_of_their_chain() -> None:
    found = decode_chain_headers("bitcoin", written(chain(2).headers()))
    assert isinstance(found, dict)
    assert isinstance(found[2], ListedHeader)


def test_headers_on_a_checkpoint_count_as_far_as_six_are_above() -> None:
    found = standings(chain(11).headers())
    assert found == {0: "pinned", **dict.fromkeys(range(1, 7), "linked"),
                     **dict.fromkeys(range(7, 12), "shallow")}  # fmt: skip


def test_as_much_work_is_called_for_as_the_profile_says() -> None:
    found = standings(chain(11).headers(), finality=finality(1, 20))
    assert [height for height, one in found.items() if one == "shallow"] == [3, 4, 5, 6, 7, 8, 9,
                                                                             10, 11]  # fmt: skip


def test_headers_below_a_checkpoint_count_without_work_of_their_own() -> None:
    found = standings(chain(3).headers(pinned=(3,)))
    assert found == {0: "linked", 1: "linked", 2: "linked", 3: "pinned"}


def test_headers_with_no_checkpoint_among_them_never_count() -> None:
    assert set(standings(chain(20).headers(pinned=())).values()) == {"unlinked"}


def test_a_missing_header_ends_the_link() -> None:
    lines = chain(20).headers()
    found = standings(lines[:5] + lines[6:])
    assert {found[height] for height in range(6, 21)} == {"unlinked"}


def test_a_header_of_another_chain_ends_the_link() -> None:
    other = BitcoinChain(2)
    other.grow(20)
    found = standings(chain(4).headers() + other.headers(pinned=())[5:])
    assert {found[height] for height in range(5, 21)} == {"unlinked"}


def test_the_order_of_lines_changes_nothing() -> None:
    lines = chain(11).headers()
    assert standings(lines[::-1]) == standings(lines)


def test_only_pinned_and_linked_headers_count() -> None:
    assert [one for one in Standing if one.counts] == [Standing.PINNED, Standing.LINKED]


def changed(key: str, value: object) -> Callable[[list[Line]], object]:
    return lambda lines: lines[1].update({key: value})


REFUSED: dict[str, Callable[[list[Line]], object]] = {
    "hash_of_another": changed("hash", "00" * 32),
    "time_of_another": changed("time", "2024-01-01T00:00:00Z"),
    "time_without_zone": changed("time", "2023-06-01T00:10:00"),
    "height_of_another": changed("height", 0),
    "source_of_nobody": changed("source", "quorum:a,b"),
    "header_cut": changed("header", "00" * 79),
    "header_without_work": changed("header", "00" * 80),
    "header_absent": lambda lines: lines[1].pop("header"),
    "no_pinning_time": lambda lines: lines[1].pop("pinned_at"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_line_that_contradicts_its_header_refuses_the_list(name: str) -> None:
    lines = chain(2).headers()
    REFUSED[name](lines)
    with pytest.raises(ProfileError, match="line 2"):
        decode_bitcoin_headers(written(lines))


def test_a_line_without_its_end_refuses_the_list() -> None:
    with pytest.raises(ProfileError, match="without its end"):
        decode_bitcoin_headers(written(chain(1).headers())[:-1])
