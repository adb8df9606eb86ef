"""Batch trees are those of RFC 9162, and a path proves one entry at one index of one size."""

from hashlib import new, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from anchors.errors import ProofError
from anchors.merkle import (
    TREES,
    inclusion_path,
    leaf_hash,
    path_in_levels,
    root_from_path,
    tree_levels,
    tree_meta,
    tree_root,
)

SHA256, SM3 = "rfc9162-sha256", "rfc9162-sm3"
SIZES = range(1, 70)
LEAVES = [sha256(b"%d" % number).digest() for number in range(70)]
trees = st.sampled_from(sorted(TREES))


@st.composite
def proofs(draw: st.DrawFn) -> tuple[str, int, int, tuple[bytes, ...]]:
    tree, size = draw(trees), draw(st.integers(1, 69))
    index = draw(st.integers(0, size - 1))
    return tree, index, size, inclusion_path(tree, LEAVES[:size], index)


def test_a_leaf_is_the_hash_of_the_octets_that_formats_state() -> None:
    octets = b"\x00evidence-leaf/1\x00sm3\x00" + LEAVES[0]
    assert leaf_hash(SHA256, "sm3", LEAVES[0]) == sha256(octets).digest()


def test_a_leaf_of_an_sm3_tree_is_hashed_by_sm3() -> None:
    octets = b"\x00evidence-leaf/1\x00sha256\x00" + LEAVES[0]
    assert leaf_hash(SM3, "sha256", LEAVES[0]) == new("sm3", octets).digest()


def test_meta_is_the_hash_of_tree_size_and_batch() -> None:
    octets = (
        b"evidence-meta/1\x00rfc9162-sha256\x00\x00\x00\x00\x00\x00\x00\x01\x02" + "批次".encode()
    )
    assert tree_meta(SHA256, 258, "批次") == sha256(octets).digest()


def test_meta_of_an_sm3_tree_is_hashed_by_sm3() -> None:
    octets = b"evidence-meta/1\x00rfc9162-sm3\x00" + bytes(7) + b"\x05b"
    assert tree_meta(SM3, 5, "b") == new("sm3", octets).digest()


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert tree_root(SHA256, []) == sha256(b"").digest()


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_another_implementation(size: int) -> None:
    other = InmemoryTree(algorithm="sha256")
    entries = [b"%d" % number for number in range(size)]
    for entry in entries:
        other.append_entry(entry)
    assert tree_root(SHA256, [sha256(b"\0" + entry).digest() for entry in entries]) == (
        other.get_root()
    )


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("size", SIZES)
def test_the_path_of_every_index_leads_to_the_root(tree: str, size: int) -> None:
    levels = tree_levels(tree, LEAVES[:size])
    paths = [path_in_levels(levels, index) for index in range(size)]
    roots = {root_from_path(tree, LEAVES[i], i, size, path) for i, path in enumerate(paths)}
    assert roots == {tree_root(tree, LEAVES[:size])}


@given(proofs(), st.binary(min_size=32, max_size=32))
def test_a_longer_path_is_refused(
    proof: tuple[str, int, int, tuple[bytes, ...]], more: bytes
) -> None:
    tree, index, size, path = proof
    with pytest.raises(ProofError, match=f"path of {len(path) + 1} nodes"):
        root_from_path(tree, LEAVES[index], index, size, (*path, more))


@given(proofs().filter(lambda proof: bool(proof[3])))
def test_a_shorter_path_is_refused(proof: tuple[str, int, int, tuple[bytes, ...]]) -> None:
    tree, index, size, path = proof
    with pytest.raises(ProofError, match=f"path of {len(path) - 1} nodes"):
        root_from_path(tree, LEAVES[index], index, size, path[:-1])


@given(proofs(), st.integers(0, 69))
def test_a_path_proves_no_other_index(
    proof: tuple[str, int, int, tuple[bytes, ...]], other: int
) -> None:
    tree, index, size, path = proof
    root = tree_root(tree, LEAVES[:size])
    assert other == index or root != _root_or_none(tree, LEAVES[index], other, size, path)


@given(proofs(), st.data())
def test_a_path_with_one_other_bit_leads_elsewhere(
    proof: tuple[str, int, int, tuple[bytes, ...]], data: st.DataObject
) -> None:
    tree, index, size, path = proof
    whole = bytearray(b"".join((LEAVES[index], *path)))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    leaf, *others = (bytes(whole[at : at + 32]) for at in range(0, len(whole), 32))
    assert root_from_path(tree, leaf, index, size, others) != tree_root(tree, LEAVES[:size])


@given(trees, st.integers(-2, 3), st.integers(-1, 1))
def test_an_index_outside_the_tree_has_no_path(tree: str, index: int, size: int) -> None:
    with pytest.raises(ProofError, match="no entry"):
        root_from_path(tree, LEAVES[0], index or 1, size, ())


@pytest.mark.parametrize("index", [-1, 5])
def test_no_path_is_made_for_an_index_outside_the_tree(index: int) -> None:
    with pytest.raises(ProofError, match=f"no entry {index} in a tree of 5"):
        inclusion_path(SHA256, LEAVES[:5], index)


def test_a_node_cannot_pass_for_an_entry() -> None:
    node = tree_levels(SHA256, LEAVES[:4])[1][0]
    assert leaf_hash(SHA256, "sha256", node) != node


def _root_or_none(
    tree: str, leaf: bytes, index: int, size: int, path: tuple[bytes, ...]
) -> bytes | None:
    try:
        return root_from_path(tree, leaf, index, size, path)
    except ProofError:
        return None
