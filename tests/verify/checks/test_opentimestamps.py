"""The earliest attestation that holds decides; what holds nowhere is told by its reason."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.errors import ClaimError
from anchors.headerchain import BitcoinProfile, bitcoin_profile, decode_bitcoin_headers
from fixtures import ots
from fixtures.ots import SLOT, BitcoinChain, Placed, bitcoin, fork, litecoin, ots_file, pending
from tests.verify.checks.workchain import NOBODY, ots_facts
from verify.checks.anchor import AnchorFacts, Depositor, LedgerPlace
from verify.findings import CheckStatus

CONTENT = b"an original"
DIGEST = hashlib.sha256(CONTENT).digest()
EARLY = datetime(2024, 9, 1, tzinfo=UTC)
LATE = EARLY + timedelta(days=3)
STRANGER = ots.unknown(bytes(range(8)), b"word")
TOLERANCE = timedelta(hours=2)


@cache
def _anchored() -> tuple[BitcoinChain, Placed, Placed, Placed]:
    """Return a chain that holds CONTENT through SHA-1, then twice by SHA-256, with blocks above."""
    chain = BitcoinChain(1)
    chain.grow(3)
    weak = chain.anchor(DIGEST, EARLY - timedelta(days=1), first=ots.SHA1)
    early, late = chain.anchor(DIGEST, EARLY), chain.anchor(DIGEST, LATE)
    chain.grow()
    return chain, weak, early, late


CHAIN, WEAK, FIRST, SECOND = _anchored()


def _headers(
    chain: BitcoinChain = CHAIN, without: Sequence[int] = (), pinned: Sequence[int] = (0,)
) -> object:
    lines = [line for line in chain.headers(pinned) if line["height"] not in without]
    return decode_bitcoin_headers(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def _profile(chain: BitcoinChain = CHAIN) -> BitcoinProfile:
    return bitcoin_profile(chain.profile())


def _check(
    tree: bytes, content: bytes = CONTENT, depositor: Depositor = NOBODY, **headers: Sequence[int]
) -> AnchorFacts:
    return ots_facts(
        ots_file(DIGEST, tree),
        content,
        {CHAIN.id: _profile()},
        {CHAIN.id: _headers(CHAIN, **headers)},
        depositor=depositor,
    )


def _codes(facts: AnchorFacts) -> list[str]:
    return [one.code for one in facts.findings]


def test_a_good_proof_proves_existence_by_its_block_s_time_and_two_hours() -> None:
    facts = _check(FIRST.tree)
    assert (facts.status, facts.covers) == (CheckStatus.PASSED, DIGEST)
    assert facts.proven == EARLY + SLOT + TOLERANCE
    assert _codes(facts) == ["ots.existence_only"]
    assert (facts.algorithms, facts.stated) == (("sha256",), (("sha256", DIGEST),))


def test_the_place_is_the_block_as_explorers_show_it() -> None:
    place = _check(FIRST.tree).place.as_json()
    assert place == {
        "chain": "bitcoin-fixture", "operator": "虚构公有链网络", "height": FIRST.height,
        "block": CHAIN.headers()[FIRST.height]["hash"], "block_time": "2024-09-01T00:10:00Z",
        "tolerance_s": 7200, "transaction": None,
    }  # fmt: skip


def test_the_earliest_attestation_that_holds_counts() -> None:
    facts = _check(fork(SECOND.tree, FIRST.tree))
    assert facts.proven == EARLY + SLOT + TOLERANCE
    assert facts.findings[-1].observed == f"bitcoin {SECOND.height}"


def test_an_earlier_attestation_by_a_weak_digest_does_not_count() -> None:
    facts = _check(fork(WEAK.tree, FIRST.tree))
    assert facts.proven == EARLY + SLOT + TOLERANCE
    assert _codes(facts) == ["ots.existence_only", "ots.attestations_beside"]


def test_an_earlier_attestation_that_does_not_hold_does_not_count() -> None:
    facts = _check(fork(FIRST.path + bitcoin(1), FIRST.tree, pending(), STRANGER))
    assert (facts.status, facts.proven) == (CheckStatus.PASSED, EARLY + SLOT + TOLERANCE)
    assert facts.findings[-1].observed == (
        f"bitcoin 1, {ots.CALENDARS[0]}, unknown 0001020304050607"
    )


def test_a_path_by_sha1_is_worth_no_more_than_sha1() -> None:
    facts = _check(WEAK.tree)
    assert (facts.status, facts.proven) == (CheckStatus.INDETERMINATE, None)
    assert facts.findings[0][:4] == (
        "anchor.algorithm_weak", CheckStatus.INDETERMINATE, "ots", "sha1",
    )  # fmt: skip


NOTHING_HOLDS = {
    "promised": (pending(), ["ots.pending"]),
    "stranger": (STRANGER, ["ots.notary_unknown"]),
    "litecoin": (FIRST.path + litecoin(FIRST.height), ["ots.notary_unknown"]),
    "promised_and_stranger": (fork(pending(), STRANGER), ["ots.pending", "ots.notary_unknown"]),
    "height_beyond": (FIRST.path + bitcoin(10_000), ["anchor.header_unpinned"]),
    "another_block": (FIRST.path + bitcoin(SECOND.height), ["ots.root_differs"]),
    "another_block_and_promised": (
        fork(FIRST.path + bitcoin(SECOND.height), pending()),
        ["ots.root_differs", "ots.pending"],
    ),
    "digest_taken_for_a_root": (bitcoin(FIRST.height), ["ots.root_differs"]),
    "root_with_more_behind_it": (
        FIRST.path + ots.append(b"x") + bitcoin(FIRST.height),
        ["ots.root_differs"],
    ),
}


@pytest.mark.parametrize("name", NOTHING_HOLDS)
def test_where_nothing_holds_every_reason_is_told(name: str) -> None:
    tree, expected = NOTHING_HOLDS[name]
    facts = _check(tree)
    failed = "ots.root_differs" in expected
    assert facts.status is (CheckStatus.FAILED if failed else CheckStatus.INDETERMINATE)
    assert (_codes(facts), facts.proven) == (expected, None)


def test_a_block_that_is_not_linked_proves_nothing_and_contradicts_nothing() -> None:
    for tree in (FIRST.tree, FIRST.path + bitcoin(SECOND.height)):
        facts = _check(tree, without=(FIRST.height - 1,))
        assert (_codes(facts), facts.proven) == (["anchor.header_unpinned"], None)


def test_another_content_contradicts() -> None:
    facts = _check(FIRST.tree, b"another original")
    assert (facts.status, facts.covers, facts.proven) == (CheckStatus.FAILED, None, None)
    assert _codes(facts) == ["anchor.digest_mismatch", "ots.existence_only"]


def test_a_chain_of_the_platform_itself_proves_no_time() -> None:
    own = Depositor(frozenset({CHAIN.operator}), None, "contract")
    facts = _check(FIRST.tree, depositor=own)
    assert (facts.proven, facts.findings[0].code) == (None, "anchor.platform_attested")


def test_no_chain_of_the_kind_is_told_as_such() -> None:
    facts = ots_facts(ots_file(DIGEST, FIRST.tree), CONTENT, {}, {})
    assert (_codes(facts), facts.place) == (["anchor.chain_unknown"], LedgerPlace("bitcoin"))


@pytest.mark.parametrize(
    ("tree", "chain"),
    [(pending(), "opentimestamps"), (STRANGER, "opentimestamps"), (litecoin(7), "litecoin")],
)
def test_what_is_in_no_bitcoin_block_has_no_place(tree: bytes, chain: str) -> None:
    assert _check(tree).place == LedgerPlace(chain)


def test_a_chain_without_headers_pins_nothing() -> None:
    facts = ots_facts(ots_file(DIGEST, FIRST.tree), CONTENT, {CHAIN.id: _profile()}, {})
    assert _codes(facts) == ["anchor.header_unpinned"]


def test_a_chain_whose_term_is_over_proves_nothing() -> None:
    over = replace(_profile(), valid_to=EARLY)
    facts = ots_facts(
        ots_file(DIGEST, FIRST.tree), CONTENT, {CHAIN.id: over}, {CHAIN.id: _headers()}
    )
    assert (facts.proven, facts.findings[0].code) == (None, "anchor.chain_unknown")


def test_headers_that_begin_with_another_genesis_pin_nothing() -> None:
    other = replace(_profile(), genesis=bytes(32))
    facts = ots_facts(
        ots_file(DIGEST, FIRST.tree), CONTENT, {CHAIN.id: other}, {CHAIN.id: _headers()}
    )
    assert _codes(facts) == ["anchor.header_unpinned"]


def _with_another(tree: bytes) -> AnchorFacts:
    """Check against two registered chains."""
    other = BitcoinChain(2, "another")
    other.grow(30)
    return ots_facts(
        ots_file(DIGEST, tree),
        CONTENT,
        {CHAIN.id: _profile(), other.id: _profile(other)},
        {CHAIN.id: _headers(), other.id: _headers(other)},
    )


def test_of_several_chains_the_one_that_it_holds_on_counts() -> None:
    facts = _with_another(FIRST.tree)
    assert (facts.status, facts.place.chain) == (CheckStatus.PASSED, CHAIN.id)


def test_of_several_chains_it_has_to_fail_on_each_to_fail() -> None:
    assert _codes(_with_another(FIRST.path + bitcoin(2))) == ["ots.root_differs"]
    assert _codes(_with_another(FIRST.path + bitcoin(20))) == ["anchor.header_unpinned"]


def test_a_finding_names_a_few_attestations_and_counts_the_others() -> None:
    heights = [ots.append(bytes([n + 1])) + bitcoin(1000 + n) for n in range(20)]
    (one,) = _check(fork(*heights)).findings
    assert one.observed is not None
    assert one.observed.endswith("bitcoin 1007 (+12)")


@given(st.integers(0, 100_000), st.integers(1, 255))
def test_no_changed_octet_of_a_proof_passes(place: int, change: int) -> None:
    octets = bytearray(ots_file(DIGEST, FIRST.tree))
    octets[place % len(octets)] ^= change
    try:
        facts = ots_facts(bytes(octets), CONTENT, {CHAIN.id: _profile()}, {CHAIN.id: _headers()})
    except ClaimError:
        return
    assert facts.status is not CheckStatus.PASSED
    assert facts.proven is None
