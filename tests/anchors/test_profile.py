"""A profile is whole or refused; pinned headers have one hash a height."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from anchors.chains import decode_profile
from anchors.errors import ProfileError
from anchors.evmprofile import evm_profile
from anchors.limits import LIMITS
from anchors.profile import PinnedHeader, decode_headers
from tests.anchors.ledgers import chain

RECORD = chain().profile()
LINE: dict[str, Any] = {
    "height": 5,
    "hash": "05" * 32,
    "time": "2024-01-01T00:00:00Z",
    "source": "quorum:operator-a,operator-b",
    "pinned_at": "2024-01-01T09:00:00+08:00",
}


def lines(*changes: dict[str, Any]) -> bytes:
    return b"".join(json.dumps({**LINE, **change}).encode() + b"\n" for change in changes)


def test_every_field_of_a_profile_is_read() -> None:
    profile = evm_profile(RECORD)
    octets = profile.genesis, profile.contract, profile.code_hash, profile.topic
    assert [one.hex() for one in octets] == [
        RECORD[key] for key in ("genesis", "contract", "code_hash", "topic")
    ]
    assert (profile.id, profile.kind, profile.layout) == (
        "evm-court", "evm", "root-submitter-meta/1"
    )  # fmt: skip
    assert (profile.chain_id, profile.first_write) == (20_230_601, "contract")
    assert profile.submitters == frozenset({chain().account("depositor")})
    assert (profile.finality.rule, profile.finality.operators) == ("quorum", 2)
    assert (profile.tolerance, profile.operator) == (timedelta(minutes=1), "虚构司法链联盟")


def test_a_profile_without_a_list_of_submitters_permits_none_by_name() -> None:
    assert evm_profile({**RECORD, "submitters": None}).submitters is None


def test_a_profile_holds_from_its_first_moment_to_before_its_last() -> None:
    begin, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    profile = decode_profile({**RECORD, "from": begin.isoformat(), "to": end.isoformat()})
    moment = timedelta(microseconds=1)
    asked = [begin - moment, begin, end - moment, end]
    assert [profile.in_force(at) for at in asked] == [False, True, True, False]


def test_a_profile_without_an_end_holds_for_ever() -> None:
    assert decode_profile(RECORD).in_force(datetime.max.replace(tzinfo=UTC))


REFUSED_FIELDS = {
    "kind_unknown": {"kind": "fisco3"},
    "chain_id_zero": {"chain_id": 0},
    "chain_id_text": {"chain_id": "1"},
    "genesis_with_0x": {"genesis": "0x" + "00" * 32},
    "contract_of_32_octets": {"contract": "00" * 32},
    "code_hash_null": {"code_hash": None},
    "topic_of_31_octets": {"topic": "00" * 31},
    "layout_unknown": {"layout": "root/9"},
    "submitters_text": {"submitters": "00" * 20},
    "submitter_of_32_octets": {"submitters": ["00" * 32]},
    "first_write_unknown": {"first_write": "maybe"},
    "finality_text": {"finality": "finalized"},
    "finality_without_operators": {"finality": {"rule": "finalized"}},
    "finality_of_no_operator": {"finality": {"rule": "finalized", "operators": 0}},
    "tolerance_negative": {"tolerance_s": -1},
    "tolerance_over_the_limit": {"tolerance_s": LIMITS.tolerance_seconds + 1},
    "operator_empty": {"operator": ""},
    "from_without_zone": {"from": "2024-01-01T00:00:00"},
    "from_no_time": {"from": "yesterday"},
    "from_null": {"from": None},
    "to_not_after_from": {"to": RECORD["from"]},
    "name_too_long": {"id": "c" * (LIMITS.anchor_name_characters + 1)},
}


@pytest.mark.parametrize("changes", REFUSED_FIELDS.values(), ids=REFUSED_FIELDS)
def test_a_profile_with_another_field_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        decode_profile({**RECORD, **changes})


@pytest.mark.parametrize("key", sorted(set(RECORD) - {"submitters", "to"}))
def test_a_profile_without_a_field_is_refused(key: str) -> None:
    with pytest.raises(ProfileError):
        decode_profile({name: value for name, value in RECORD.items() if name != key})


def test_a_pinned_header_is_found_by_its_hash() -> None:
    assert decode_headers(lines({}))[b"\x05" * 32] == PinnedHeader(
        height=5,
        hash=b"\x05" * 32,
        time=datetime(2024, 1, 1, tzinfo=UTC),
        source="quorum:operator-a,operator-b",
        pinned_at=datetime(2024, 1, 1, 1, tzinfo=UTC),
    )


def test_an_empty_file_pins_nothing() -> None:
    assert decode_headers(b"") == {}


OPERATORS = {
    "court": None,
    "checkpoint": None,
    "quorum:a": {"a"},
    "quorum:a,b": {"a", "b"},
    "quorum:a,a": {"a"},
    "quorum:a ,a": {"a"},
    "quorum:节点一,节点二": {"节点一", "节点二"},
}


@pytest.mark.parametrize(("source", "operators"), OPERATORS.items())
def test_an_operator_of_a_quorum_counts_once(source: str, operators: set[str] | None) -> None:
    (header,) = decode_headers(lines({"source": source})).values()
    assert header.operators == operators


REFUSED_LINES = {
    "no_json": b"header\n",
    "empty_line": b"\n",
    "no_end_of_line": lines({}).rstrip(),
    "height_twice": lines({}, {"hash": "06" * 32}),
    "hash_twice": lines({}, {"height": 6}),
    "line_twice": lines({}, {}),
    "height_negative": lines({"height": -1}),
    "hash_of_31_octets": lines({"hash": "05" * 31}),
    "time_without_zone": lines({"time": "2024-01-01"}),
    "pinned_at_null": lines({"pinned_at": None}),
    "line_too_long": lines({"note": "n" * LIMITS.pinned_header_octets}),
    "too_many_lines": b"\n" * (LIMITS.pinned_headers + 1),
    **{
        f"source_{source}": lines({"source": source})
        for source in ("", "Court", "rpc", "quorum", "quorum:", "quorum:,a", "quorum:a,", "court:a")
    },
}


@pytest.mark.parametrize("jsonl", REFUSED_LINES.values(), ids=REFUSED_LINES)
def test_another_list_of_headers_is_refused(jsonl: bytes) -> None:
    with pytest.raises(ProfileError):
        decode_headers(jsonl)


def test_the_line_that_is_refused_is_named() -> None:
    with pytest.raises(ProfileError, match=r"^line 2: height is no integer$"):
        decode_headers(lines({}, {"height": None}))
