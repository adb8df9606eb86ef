"""Merkle proofs of FISCO BCOS, from a leaf that the caller computed from the whole fields.

Neither version tells leaves from nodes, so a leaf that is given proves nothing. Both proofs carry
whole groups of siblings: the place in each has to be that of the transaction's index, so that a
transaction and a receipt proved at one index are of each other.

An empty proof is what some nodes answer where they should answer with one (2.9.1); it counts only
where the leaf comes to the root by itself, as that of a block's only transaction does.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from anchors.errors import ProofError
from anchors.rlp import encode_rlp

__all__ = [
    "Group", "MissingProofError", "leaf_of", "prove_in_groups", "prove_in_pairs",
]  # fmt: skip

_Hash = Callable[[bytes], bytes]

_HASH, _COUNT = 32, 4
_WIDTH = 16


class MissingProofError(ProofError):
    """There is no proof, and the root is not that of a single leaf."""


class Group(NamedTuple):
    """The siblings of one level in a tree of version 2."""

    left: tuple[bytes, ...]
    right: tuple[bytes, ...]


def prove_in_pairs(
    root: bytes, leaf: bytes, index: int, proof: Sequence[bytes], new: _Hash
) -> None:
    """Follow a proof of version 3: of each level the number of its hashes, and they themselves.

    Raises:
        ProofError: it does not lead from the leaf at this index to the root.
    """
    if leaf == root and index == 0 and tuple(proof) in ((), (leaf,)):
        return
    if not proof:
        raise MissingProofError("the proof is empty")
    node, at = leaf, 0
    while at < len(proof):
        pair = _pair(proof, at)
        place = index & 1
        if place >= len(pair) or pair[place] != node:
            raise ProofError(f"node {at + 1 + place} is not the one below it")
        node, index, at = new(b"".join(pair)), index >> 1, at + 1 + len(pair)
    _ended(node, index, root)


def _pair(proof: Sequence[bytes], at: int) -> Sequence[bytes]:
    head = proof[at]
    count = int.from_bytes(head, "big")
    pair = proof[at + 1 : at + 1 + count] if count in (1, 2) else ()
    if len(head) != _COUNT or len(pair) != count or any(len(one) != _HASH for one in pair):
        raise ProofError(f"node {at} is not the count of one or two hashes")
    return pair


def leaf_of(index: int, digest: bytes) -> bytes:
    """Return the leaf of version 2: the index in RLP and the digest."""
    return encode_rlp(_integer(index)) + digest


def _integer(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def prove_in_groups(
    root: bytes, digest: bytes, index: int, proof: Sequence[Group], new: _Hash
) -> None:
    """Follow a proof of version 2: of each level up to sixteen siblings, the last one without any.

    Raises:
        ProofError: it does not lead from the leaf of this index to the root.
    """
    node, rest = leaf_of(index, digest), index
    if not proof:
        if index or new(node) != root:
            raise MissingProofError("the proof is empty")
        return
    for level, group in enumerate(proof):
        _check_group(group, rest, level, index)
        node, rest = new(b"".join((*group.left, node, *group.right))), rest // _WIDTH
    _ended(node, rest, root)


def _check_group(group: Group, rest: int, level: int, index: int) -> None:
    """Hold one level against the index: its place, its width, and the form of the siblings."""
    before = len(group.left)
    if before != rest % _WIDTH or before + 1 + len(group.right) > _WIDTH:
        raise ProofError(f"level {level} has {before} before and {len(group.right)} after")
    first = index - before
    for place, sibling in enumerate((*group.left, *group.right)):
        prefix = b""
        if not level:
            prefix = encode_rlp(_integer(first + place + (place >= before)))
        if len(sibling) != len(prefix) + _HASH or not sibling.startswith(prefix):
            raise ProofError(f"sibling {place} of level {level} is no node of it")


def _ended(node: bytes, index: int, root: bytes) -> None:
    if index:
        raise ProofError("the proof ends before the index does")
    if node != root:
        raise ProofError(f"the proof leads to {node.hex()}, not to {root.hex()}")
