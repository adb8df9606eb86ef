"""Batch trees: RFC 9162 2.1 over SHA-256 or SM3, and what of them is written on a chain.

The tree names its hash; a leaf names the algorithm of the digest in it (formats, "Anchor claim").
Leaves and nodes hash under different prefixes, and a proof states index and size, so neither a
node nor another entry can pass for the one that is claimed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from anchors.digest import digest_constructor
from anchors.errors import ProofError

__all__ = [
    "TREES",
    "inclusion_path",
    "leaf_hash",
    "path_in_levels",
    "path_sides",
    "root_from_path",
    "tree_levels",
    "tree_meta",
    "tree_root",
]

TREES: Mapping[str, str] = {"rfc9162-sha256": "sha256", "rfc9162-sm3": "sm3"}
"""Name of a tree in claims, to its hash."""

_LEAF = b"\x00evidence-leaf/1\x00"
_NODE = b"\x01"
_META = b"evidence-meta/1\x00"


class _Hashed(Protocol):
    def digest(self) -> bytes: ...


def _hash_of(tree: str) -> Callable[[bytes], _Hashed]:
    """Return the hash of a tree that is in `TREES`; raises as `new_hasher`."""
    return digest_constructor(TREES[tree])


def leaf_hash(tree: str, alg: str, digest: bytes) -> bytes:
    """Return the leaf of one entry: the digest of a document, under the name of its algorithm."""
    return _hash_of(tree)(_LEAF + alg.encode() + b"\x00" + digest).digest()


def tree_meta(tree: str, size: int, batch_id: str) -> bytes:
    """Return the word that stands beside the root on the chain and ties it to tree and batch."""
    named = tree.encode() + b"\x00" + size.to_bytes(8, "big") + batch_id.encode()
    return _hash_of(tree)(_META + named).digest()


def root_from_path(tree: str, leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that an inclusion path leads to (RFC 9162 2.1.3.2).

    Raises:
        ProofError: no such index in a tree of that size, or its path has another length.
    """
    if not 0 <= index < size:
        raise ProofError(f"no entry {index} in a tree of {size}")
    sides = path_sides(index, size)
    if len(path) != len(sides):
        raise ProofError(
            f"path of {len(path)} nodes, not {len(sides)}, for entry {index} of {size}"
        )
    new, node = _hash_of(tree), leaf
    for left, sibling in zip(sides, path, strict=True):
        node = new(_NODE + sibling + node if left else _NODE + node + sibling).digest()
    return node


def path_sides(index: int, size: int) -> list[int]:
    """Return of each node in the path of an entry whether it stands left (1) or right (0).

    Below the level where it becomes the last node, that is the entry's bit of the level; above, the
    node stands alone where the bit is 0, and goes up as it is (RFC 9162 2.1.3.2).
    """
    below = (index ^ (size - 1)).bit_length()
    above = (index >> below).bit_count()
    return [index >> level & 1 for level in range(below)] + [1] * above


def tree_levels(tree: str, leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Return a tree from its leaves up to its root; a last node without a pair moves up as it is.

    That gives the tree of RFC 9162 2.1.1, which splits at the largest power of two.
    """
    new = _hash_of(tree)
    levels = [leaves]
    while len(leaves) > 1:
        pairs = zip(leaves[::2], leaves[1::2], strict=False)
        above = [new(_NODE + left + right).digest() for left, right in pairs]
        leaves = [*above, leaves[-1]] if len(leaves) % 2 else above
        levels.append(leaves)
    return levels


def tree_root(tree: str, leaves: Sequence[bytes]) -> bytes:
    """Return the root of a tree; of an empty one, the hash of nothing."""
    return tree_levels(tree, leaves)[-1][0] if leaves else _hash_of(tree)(b"").digest()


def inclusion_path(tree: str, leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the path of one entry; for many of one tree, `path_in_levels` builds it once.

    Raises:
        ProofError: no entry of that index is in the tree.
    """
    return path_in_levels(tree_levels(tree, leaves), index)


def path_in_levels(levels: Sequence[Sequence[bytes]], index: int) -> tuple[bytes, ...]:
    """Return the path of one entry of a tree that `tree_levels` built; raises as above."""
    if not 0 <= index < len(levels[0]):
        raise ProofError(f"no entry {index} in a tree of {len(levels[0])}")
    beside = ((level, (index >> height) ^ 1) for height, level in enumerate(levels[:-1]))
    return tuple(level[place] for level, place in beside if place < len(level))
