"""Inclusion in a Merkle Patricia trie (Ethereum yellow paper, appendix D).

A proof is the nodes from the root down to the value, each the whole RLP of a node that its parent
refers to by hash. A node shorter than a hash stands inside its parent and is no node of its own
here. Every key has one strict proof: nothing may be left over, and nothing may be lacking.
"""

from collections.abc import Sequence
from typing import NamedTuple

from anchors.errors import EncodingError, ProofError
from anchors.keccak import keccak256
from anchors.rlp import RlpItem, decode_rlp, encode_rlp

__all__ = ["prove_inclusion"]

_HASH = 32
_BRANCH = 17
_PAIR = 2
_EVEN = ("00", "20")
"""First two nibbles of a path of even length, in an extension and in a leaf."""


class _Step(NamedTuple):
    """What stands one step further down."""

    item: RlpItem
    """A reference to a node, a node itself, or the value."""
    rest: str
    """Nibbles of the key that are still to go."""
    is_value: bool = False


def prove_inclusion(root: bytes, key: bytes, nodes: Sequence[bytes]) -> bytes:
    """Return the value that a trie of this root holds at `key`.

    Raises:
        ProofError: the nodes do not lead there, or do not end there.
    """
    step = _Step(root, key.hex())
    for number, octets in enumerate(nodes):
        if step.is_value:
            raise ProofError(f"{len(nodes) - number} nodes after the value")
        if keccak256(octets) != step.item or (number and len(octets) < _HASH):
            raise ProofError(f"node {number} is not the one referred to")
        try:
            step = _descend(decode_rlp(octets), step.rest)
        except EncodingError as error:
            raise ProofError(f"node {number}: {error}") from error
    if not step.is_value:
        raise ProofError("the nodes end before the value")
    return _value(step.item)


def _descend(node: RlpItem, rest: str) -> _Step:
    """Return where a node leads: to a value, or to the hash of the next node."""
    step = _step(node, rest)
    while not step.is_value and not isinstance(step.item, bytes):
        if len(encode_rlp(step.item)) >= _HASH:
            raise ProofError("a node of 32 octets or more stands inside another")
        step = _step(step.item, step.rest)
    if not step.is_value and len(step.item) != _HASH:
        raise ProofError("the key is not in the trie" if not step.item else "no reference")
    return step


def _step(node: RlpItem, rest: str) -> _Step:
    if isinstance(node, list) and len(node) == _BRANCH:
        return _Step(node[int(rest[0], 16)], rest[1:]) if rest else _Step(node[16], "", True)
    if isinstance(node, list) and len(node) == _PAIR:
        return _pair(node[0], node[1], rest)
    raise ProofError("neither branch, extension nor leaf")


def _pair(prefix: RlpItem, item: RlpItem, rest: str) -> _Step:
    """Follow a leaf or an extension: hex-prefix coding, appendix C."""
    nibbles = prefix.hex() if isinstance(prefix, bytes) else ""
    odd = nibbles[:1] in ("1", "3")
    if not odd and nibbles[:2] not in _EVEN:
        raise ProofError("no hex-prefix")
    path = nibbles[1:] if odd else nibbles[2:]
    if nibbles[0] in "23":
        if path != rest:
            raise ProofError("the key is not in the trie")
        return _Step(item, "", True)
    if not path:
        raise ProofError("an extension by nothing")
    if not rest.startswith(path):
        raise ProofError("the key is not in the trie")
    return _Step(item, rest[len(path) :])


def _value(item: RlpItem) -> bytes:
    if not isinstance(item, bytes) or not item:
        raise ProofError("the key has no value")
    return item
