"""A quorum is counted over the pinned set by weight, each sealer once, strangers never."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.fisco.profile import FiscoProfile, fisco_profile
from anchors.fisco.seals import (
    FiscoBlock,
    Seals,
    SealSignature,
    check_seals,
    still_vouched_for,
)
from fixtures.fisco import FiscoLedger

AT = datetime(2024, 1, 1, tzinfo=UTC)
RECORD = FiscoLedger(7, ("depositor",)).profile()
GOOD = b"good"


def node(number: int) -> bytes:
    return bytes((number,)) * 64


def profile(weights: list[int]) -> FiscoProfile:
    sealers = [
        {**RECORD["sealers"][0], "node_id": node(at).hex(), "weight": one, "operator": f"{at}"}
        for at, one in enumerate(weights)
    ]
    return fisco_profile({**RECORD, "sealers": sealers})


def check(_scheme: str, _node: bytes, signature: bytes, _digest: bytes) -> bool | None:
    return {GOOD: True, b"unknown": None}.get(signature, False)


def seals(weights: list[int], signers: list[int], *, header: list[int] | None = None) -> Seals:
    listed = tuple(range(len(weights))) if header is None else tuple(header)
    block = FiscoBlock(
        bytes(32), 1, AT, bytes(32), bytes(32), tuple(map(node, listed)),
        tuple([weights[one] if one < len(weights) else 1 for one in listed]),
    )  # fmt: skip
    signatures = [SealSignature(one, GOOD) for one in signers]
    return check_seals(block, signatures, profile(weights), check)


@pytest.mark.parametrize(
    ("nodes", "enough"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (7, 5), (10, 7)]
)
def test_a_quorum_is_all_but_a_third(nodes: int, enough: int) -> None:
    whole, short = (seals([1] * nodes, list(range(some))) for some in (enough, enough - 1))
    assert whole.faults == ()
    assert [one.code for one in short.faults] == ["anchor.sealers_short"]


def test_weights_are_counted_and_not_heads() -> None:
    assert seals([7, 1, 1, 1], [0]).faults == ()
    assert [one.code for one in seals([7, 1, 1, 1], [1, 2, 3]).faults] == ["anchor.sealers_short"]


def test_a_header_lists_every_sealer_that_is_registered() -> None:
    found = seals([1] * 4, [0, 1, 2], header=[0, 1, 2]).faults
    assert [(one.code, one.observed, one.expected) for one in found] == [
        ("anchor.sealers_differ", "3 listed", "4 registered")
    ]


def test_the_order_of_the_list_is_the_header_s_own() -> None:
    assert seals([1, 2, 3, 4], [0, 1, 2, 3], header=[3, 1, 0, 2]).faults == ()


def test_a_stranger_in_the_header_does_not_count() -> None:
    found = seals([1] * 4, [0, 1, 2], header=[0, 1, 9])
    assert [one.code for one in found.faults] == ["anchor.sealers_differ", "anchor.sealers_short"]
    assert found.operators == frozenset({"0", "1"})
    assert found.signers == frozenset({node(0), node(1)})


def test_what_cannot_be_computed_here_is_no_signature() -> None:
    block = FiscoBlock(bytes(32), 1, AT, bytes(32), bytes(32), (node(0),), None)
    found = check_seals(block, [SealSignature(0, b"unknown")], profile([1]), check)
    assert [one.code for one in found.faults] == ["anchor.form_unsupported", "anchor.sealers_short"]


def test_of_a_set_that_nobody_is_registered_for_nothing_counts() -> None:
    early = AT.replace(year=2000)
    block = FiscoBlock(bytes(32), 1, early, bytes(32), bytes(32), (node(0),), None)
    found = check_seals(block, [SealSignature(0, GOOD)], profile([1]), check)
    assert [one.code for one in found.faults] == ["anchor.sealers_differ", "anchor.sealers_short"]


@pytest.mark.parametrize(("nodes", "enough"), [(1, 1), (4, 2), (5, 2), (7, 3), (10, 4)])
def test_more_than_a_third_of_those_who_seal_today_vouches_for_a_block(
    nodes: int, enough: int
) -> None:
    here = profile([1] * nodes)
    told = [
        still_vouched_for(frozenset(map(node, range(n))), here, AT) for n in (enough, enough - 1)
    ]
    assert told == [True, False]


def test_of_those_who_vouch_for_a_block_the_weight_counts() -> None:
    here = profile([7, 1, 1, 1])
    assert still_vouched_for(frozenset({node(0)}), here, AT)
    assert not still_vouched_for(frozenset(map(node, (1, 2, 3))), here, AT)


def test_where_nobody_seals_any_more_nobody_vouches_for_a_block() -> None:
    here = profile([1] * 4)
    assert not still_vouched_for(frozenset(map(node, range(4))), here, AT.replace(year=2000))


@given(st.lists(st.integers(0, 5), max_size=12))
def test_repeating_a_signature_never_makes_a_quorum(signers: list[int]) -> None:
    once = sorted({one for one in signers if one < 4})
    short = "anchor.sealers_short" in [one.code for one in seals([1] * 4, signers).faults]
    assert short == (len(once) < 3)
