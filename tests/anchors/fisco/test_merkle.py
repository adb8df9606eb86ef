"""Proofs of both trees lead from one leaf at one index, and from no other, to the root."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.errors import ProofError
from anchors.fisco.merkle import Group, MissingProofError, prove_in_groups, prove_in_pairs
from fixtures.fiscoblock import pair_levels, proof_in_groups, proof_in_pairs, root_of_groups


def new(data: bytes) -> bytes:
    return sha256(data).digest()


def leaves(size: int) -> list[bytes]:
    return [new(b"%d" % number) for number in range(size)]


def pairs(size: int, index: int) -> tuple[bytes, list[bytes]]:
    levels = pair_levels(leaves(size), new)
    return levels[-1][0], [bytes.fromhex(one) for one in proof_in_pairs(levels, index)]


def groups(size: int, index: int) -> tuple[bytes, list[Group]]:
    found = [
        Group(*(tuple(bytes.fromhex(one) for one in level[side]) for side in ("left", "right")))
        for level in proof_in_groups(leaves(size), index, new)
    ]
    return root_of_groups(leaves(size), new), found


sizes = st.integers(1, 300).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1)))


@given(sizes)
def test_every_leaf_of_a_tree_of_pairs_is_proved(place: tuple[int, int]) -> None:
    root, proof = pairs(*place)
    prove_in_pairs(root, leaves(place[0])[place[1]], place[1], proof, new)


@given(sizes)
def test_every_leaf_of_a_tree_of_groups_is_proved(place: tuple[int, int]) -> None:
    root, proof = groups(*place)
    prove_in_groups(root, leaves(place[0])[place[1]], place[1], proof, new)


@given(sizes, st.integers(0, 400))
def test_a_leaf_is_proved_at_no_other_index(place: tuple[int, int], index: int) -> None:
    size, mine = place
    other = index if index != mine else index + 1
    leaf = leaves(size)[mine]
    root, proof = pairs(size, mine)
    with pytest.raises(ProofError):
        prove_in_pairs(root, leaf, other, proof, new)
    root, levels = groups(size, mine)
    with pytest.raises(ProofError):
        prove_in_groups(root, leaf, other, levels, new)


@given(st.integers(2, 300), st.data())
def test_a_proof_without_a_level_proves_no_leaf(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root, proof = groups(size, index)
    del proof[data.draw(st.integers(0, len(proof) - 1))]
    with pytest.raises(ProofError):
        prove_in_groups(root, leaves(size)[index], index, proof, new)


def test_an_inner_node_is_a_leaf_only_to_who_takes_leaves_as_given() -> None:
    """Nothing in the tree forbids it: whoever proves computes the leaf."""
    root, proof = pairs(4, 0)
    prove_in_pairs(root, new(proof[1] + proof[2]), 0, proof[3:], new)


@pytest.mark.parametrize("size", [2, 16, 17])
def test_an_empty_proof_is_missing(size: int) -> None:
    with pytest.raises(MissingProofError):
        prove_in_pairs(pairs(size, 0)[0], leaves(size)[0], 0, (), new)
    with pytest.raises(MissingProofError):
        prove_in_groups(groups(size, 0)[0], leaves(size)[0], 0, (), new)


def test_an_empty_proof_of_an_only_leaf_is_whole() -> None:
    prove_in_pairs(leaves(1)[0], leaves(1)[0], 0, (), new)
    prove_in_groups(groups(1, 0)[0], leaves(1)[0], 0, (), new)


COUNTS = {
    "count_of_three": [b"\0\0\0\3", *leaves(3)],
    "count_of_none": [b"\0\0\0\0"],
    "count_in_one_octet": [b"\2", *leaves(2)],
    "hash_lacking": [b"\0\0\0\2", *leaves(1)],
    "hash_cut": [b"\0\0\0\2", leaves(1)[0], b"x"],
}


@pytest.mark.parametrize("proof", COUNTS.values(), ids=COUNTS)
def test_a_level_is_a_count_of_one_or_two_and_so_many_hashes(proof: list[bytes]) -> None:
    with pytest.raises(ProofError):
        prove_in_pairs(bytes(32), leaves(1)[0], 0, proof, new)


@given(st.lists(st.binary(max_size=33), max_size=9), st.integers(0, 1 << 20))
def test_no_nodes_raise_anything_else(proof: list[bytes], index: int) -> None:
    with pytest.raises(ProofError):
        prove_in_pairs(bytes(32), leaves(1)[0], index, proof, new)
    with pytest.raises(ProofError):
        prove_in_groups(bytes(32), leaves(1)[0], index, [Group(tuple(proof), ())], new)
