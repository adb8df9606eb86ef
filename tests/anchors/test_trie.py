"""A proof is one key's, in one trie, whole and with nothing left over."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
import rlp
from hypothesis import given
from hypothesis import strategies as st
from trie.exceptions import BadTrieProof
from trie.hexary import HexaryTrie

from anchors.errors import ProofError
from anchors.keccak import keccak256
from anchors.rlp import RlpItem, encode_rlp
from anchors.trie import prove_inclusion

HASH = 32


class Proof(NamedTuple):
    """A key of a trie that the `trie` library built, and its proof as a node gives it."""

    root: bytes
    key: bytes
    value: bytes
    nodes: tuple[bytes, ...]
    held: dict[bytes, bytes]
    """All of the trie."""


def prove(trie: HexaryTrie, key: bytes) -> tuple[bytes, ...]:
    """Nodes that stand inside their parents are no nodes of a proof (as geth gives it)."""
    root, *others = (rlp.encode(node) for node in trie.get_proof(key))  # type: ignore[no-untyped-call]
    return (root, *(node for node in others if len(node) >= HASH))


def grow(pairs: dict[bytes, bytes]) -> HexaryTrie:
    trie = HexaryTrie({})
    for key, value in pairs.items():
        trie[key] = value
    return trie


keys = st.binary(max_size=4) | st.integers(0, 300).map(rlp.encode)
pairs = st.dictionaries(keys, st.binary(min_size=1, max_size=90), min_size=1, max_size=24)


@st.composite
def proofs(draw: st.DrawFn) -> Proof:
    held = draw(pairs)
    key = draw(st.sampled_from(sorted(held)))
    trie = grow(held)
    return Proof(trie.root_hash, key, held[key], prove(trie, key), held)


def root_of(*nodes: bytes) -> bytes:
    return keccak256(nodes[0])


def by_library(root: bytes, key: bytes, nodes: Sequence[bytes]) -> bytes | None:
    try:
        value: bytes = HexaryTrie.get_from_proof(root, key, [rlp.decode(node) for node in nodes])  # type: ignore[no-untyped-call]
    except (BadTrieProof, rlp.DecodingError):
        return None
    return value


@given(proofs())
def test_every_key_of_a_trie_is_proved(proof: Proof) -> None:
    assert prove_inclusion(proof.root, proof.key, proof.nodes) == proof.value


@given(proofs())
def test_another_implementation_reads_the_same_value(proof: Proof) -> None:
    assert by_library(proof.root, proof.key, proof.nodes) == proof.value


@given(proofs(), st.data())
def test_a_proof_with_one_other_bit_proves_nothing(proof: Proof, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(proof.nodes) - 1))
    node = bytearray(proof.nodes[number])
    node[data.draw(st.integers(0, len(node) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    nodes = [*proof.nodes[:number], bytes(node), *proof.nodes[number + 1 :]]
    with pytest.raises(ProofError, match="not the one referred to"):
        prove_inclusion(proof.root, proof.key, nodes)


@given(proofs())
def test_a_proof_without_its_last_node_proves_nothing(proof: Proof) -> None:
    with pytest.raises(ProofError, match="end before the value"):
        prove_inclusion(proof.root, proof.key, proof.nodes[:-1])


@given(proofs(), st.binary(min_size=1, max_size=40))
def test_a_proof_with_a_node_left_over_is_refused(proof: Proof, more: bytes) -> None:
    with pytest.raises(ProofError, match="1 nodes after the value"):
        prove_inclusion(proof.root, proof.key, (*proof.nodes, more))


@given(proofs(), st.binary(max_size=5))
def test_a_proof_proves_no_value_that_the_trie_does_not_hold(proof: Proof, other: bytes) -> None:
    value = _value_or_none(proof.root, other, proof.nodes)
    assert value in (None, proof.held.get(other))


@given(pairs, keys)
def test_a_key_that_is_not_in_the_trie_is_not_proved(
    held: dict[bytes, bytes], other: bytes
) -> None:
    trie = grow(held)
    assert _value_or_none(trie.root_hash, other, prove(trie, other)) == held.get(other)


ANY_ITEM = st.recursive(st.binary(max_size=33), lambda i: st.lists(i, max_size=17), max_leaves=40)


@given(st.lists(ANY_ITEM.map(encode_rlp) | st.binary(max_size=40), min_size=1), st.binary())
def test_no_nodes_raise_anything_else(nodes: list[bytes], key: bytes) -> None:
    assert isinstance(_value_or_none(root_of(*nodes), key, nodes), bytes | None)


def _value_or_none(root: bytes, key: bytes, nodes: Sequence[bytes]) -> bytes | None:
    try:
        return prove_inclusion(root, key, nodes)
    except ProofError:
        return None


BRANCH: list[RlpItem] = [b""] * 17
MALFORMED: dict[str, tuple[RlpItem, str]] = {
    "string": (b"abc", "neither branch"),
    "three_items": ([b"", b"", b""], "neither branch"),
    "path_is_list": ([[], b"v"], "no hex-prefix"),
    "path_is_empty": ([b"", b"v"], "no hex-prefix"),
    "flag_of_four": ([b"\x40\xab", b"v"], "no hex-prefix"),
    "padding_not_zero": ([b"\x21\xab", b"v"], "no hex-prefix"),
    "extension_by_nothing": ([b"\x00", b"h" * 32], "extension by nothing"),
    "extension_elsewhere": ([b"\x00\xcd", b"h" * 32], "not in the trie"),
    "extension_too_long": ([b"\x00\xab\xcd", b"h" * 32], "not in the trie"),
    "leaf_elsewhere": ([b"\x20\xac", b"v"], "not in the trie"),
    "leaf_too_short": ([b"\x3a", b"v"], "not in the trie"),
    "leaf_too_long": ([b"\x20\xab\xcd", b"v"], "not in the trie"),
    "leaf_without_value": ([b"\x20\xab", b""], "no value"),
    "leaf_with_a_list": ([b"\x20\xab", [b"v"]], "no value"),
    "branch_without_child": (BRANCH, "not in the trie"),
    "reference_of_31_octets": ([*BRANCH[:10], b"h" * 31, *BRANCH[11:]], "no reference"),
    "embedded_too_long": ([*BRANCH[:10], [b"\x3b", b"v" * 40], *BRANCH[11:]], "inside another"),
    "embedded_of_three": ([*BRANCH[:10], [b"", b"", b""], *BRANCH[11:]], "neither branch"),
}


@pytest.mark.parametrize(("node", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_node_is_refused(node: RlpItem, reason: str) -> None:
    octets = encode_rlp(node)
    with pytest.raises(ProofError, match=reason):
        prove_inclusion(root_of(octets), b"\xab", [octets])


def test_a_node_that_is_not_rlp_is_refused() -> None:
    with pytest.raises(ProofError, match="node 0: "):
        prove_inclusion(root_of(b"\x81\x01"), b"\xab", [b"\x81\x01"])


def test_an_embedded_node_is_followed() -> None:
    octets = encode_rlp([*BRANCH[:10], [b"\x3b", b"v"], *BRANCH[11:]])
    assert prove_inclusion(root_of(octets), b"\xab", [octets]) == b"v"


def test_the_value_of_a_branch_is_that_of_the_key_which_ends_there() -> None:
    octets = encode_rlp([*BRANCH[:16], b"v"])
    assert prove_inclusion(root_of(octets), b"", [octets]) == b"v"


def test_a_short_node_is_not_referred_to_by_hash() -> None:
    short = encode_rlp([b"\x3b", b"v"])
    above = encode_rlp([*BRANCH[:10], keccak256(short), *BRANCH[11:]])
    with pytest.raises(ProofError, match="node 1 is not the one"):
        prove_inclusion(root_of(above), b"\xab", [above, short])


def test_no_nodes_prove_nothing() -> None:
    with pytest.raises(ProofError, match="end before"):
        prove_inclusion(b"h" * 32, b"", [])
