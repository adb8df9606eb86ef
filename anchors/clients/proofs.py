"""Proof that a log is in a block: header, receipt and the way between them, out of a node's data.

The trie is built from all receipts of the block and must have the root that the header states, so
a node cannot make us hand out a proof that does not hold.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from anchors.clients.encoding import as_data
from anchors.clients.errors import AbsentError, MalformedAnswerError, MismatchedAnswerError
from anchors.clients.headers import fetch_header_by_hash
from anchors.clients.jsonrpc import Node
from anchors.clients.receipts import encode_receipt, fetch_receipts
from anchors.errors import EncodingError
from anchors.keccak import keccak256
from anchors.receipt import Log, decode_receipt
from anchors.rlp import RlpItem, encode_rlp

__all__ = ["ReceiptProof", "ReceiptTrie", "prove_log"]

_HASH = 32
_BRANCH = 17


class ReceiptProof(NamedTuple):
    """What an anchor claim says of the chain."""

    header_rlp: bytes
    tx_index: int
    nodes: tuple[bytes, ...]
    """Nodes of the trie from its root to the receipt."""
    log_index: int
    """Place of the log in its receipt."""


class ReceiptTrie:
    """The trie over the receipts of a block (Ethereum yellow paper, appendix D)."""

    __slots__ = ("_nodes", "root")

    def __init__(self, receipts: Sequence[bytes]) -> None:
        """Build the trie of a block with at least one receipt."""
        self._nodes: dict[bytes, list[RlpItem]] = {}
        leaves = sorted((_key(index), receipt) for index, receipt in enumerate(receipts))
        node = self._built(leaves, 0)
        self.root = keccak256(encode_rlp(node))
        self._nodes[self.root] = node

    def _built(self, leaves: Sequence[tuple[str, bytes]], at: int) -> list[RlpItem]:
        """Return the node over leaves whose keys are equal before nibble `at`."""
        first, last = leaves[0][0], leaves[-1][0]
        if len(leaves) == 1:
            return [_hex_prefix(first[at:], 2), leaves[0][1]]
        shared = next(i for i in range(at, len(first)) if first[i] != last[i])
        if shared > at:
            return [_hex_prefix(first[at:shared], 0), self._reference(leaves, shared)]
        branch: list[RlpItem] = [b""] * _BRANCH
        for nibble in sorted({key[at] for key, _ in leaves}):
            below = [leaf for leaf in leaves if leaf[0][at] == nibble]
            branch[int(nibble, 16)] = self._reference(below, at + 1)
        return branch

    def _reference(self, leaves: Sequence[tuple[str, bytes]], at: int) -> bytes:
        """Return the hash of a node; every one holds a receipt or a hash, so none stands inside."""
        node = self._built(leaves, at)
        digest = keccak256(encode_rlp(node))
        self._nodes[digest] = node
        return digest

    def proof(self, index: int) -> tuple[bytes, ...]:
        """Return the nodes from the root down to a receipt."""
        rest, item, found = _key(index), self.root, []
        while item in self._nodes:
            node = self._nodes[item]
            found.append(encode_rlp(node))
            if len(node) == _BRANCH:
                item, rest = _octets(node[int(rest[0], 16)]), rest[1:]
            else:
                item, rest = _octets(node[1]), rest[_nibbles(node[0]) :]
        return tuple(found)


def _key(index: int) -> str:
    octets = index.to_bytes((index.bit_length() + 7) // 8, "big")
    return encode_rlp(octets).hex()


def _hex_prefix(nibbles: str, flag: int) -> bytes:
    """Write a path (yellow paper, appendix C): `flag` is 2 in a leaf and 0 in an extension."""
    odd = len(nibbles) % 2
    return bytes.fromhex(f"{flag + odd:x}{'' if odd else '0'}{nibbles}")


def _nibbles(prefix: RlpItem) -> int:
    octets = _octets(prefix)
    return len(octets) * 2 - (1 if octets[0] >> 4 & 1 else 2)


def _octets(item: RlpItem) -> bytes:
    if not isinstance(item, bytes):
        raise TypeError("a node that stands inside another")
    return item


def prove_log(
    node: Node, block_hash: bytes, transaction: bytes, wanted: Callable[[Log], bool]
) -> ReceiptProof:
    """Return the proof of the first log of a transaction that is the one wanted.

    Raises:
        AbsentError: the block has no such transaction, or this has no such log.
        NoAnswerError: what the node gives does not make the block.
    """
    header = fetch_header_by_hash(node, block_hash)
    receipts = fetch_receipts(node, block_hash)
    tx_index = _place(receipts, transaction)
    encoded = [encode_receipt(receipt) for receipt in receipts]
    trie = ReceiptTrie(encoded)
    if trie.root != header.header.receipts_root:
        raise MismatchedAnswerError("the receipts are not those of the block")
    log_index = _log_place(encoded[tx_index], wanted)
    return ReceiptProof(header.rlp, tx_index, trie.proof(tx_index), log_index)


def _place(receipts: Sequence[Mapping[str, object]], transaction: bytes) -> int:
    for index, receipt in enumerate(receipts):
        if as_data(receipt.get("transactionHash")) == transaction:
            return index
    raise AbsentError("the block has no such transaction")


def _log_place(receipt: bytes, wanted: Callable[[Log], bool]) -> int:
    try:
        logs = decode_receipt(receipt).logs
    except EncodingError as error:
        raise MalformedAnswerError(f"no receipt: {error}") from error
    for place, log in enumerate(logs):
        if wanted(log):
            return place
    raise AbsentError("the transaction has no such log")
