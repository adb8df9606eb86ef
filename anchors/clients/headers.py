"""Block headers as a node gives them, believed only where they hash to what is said of them.

A node's JSON is written back to RLP and hashed: fields that do not make the stated hash are a lie,
or of a fork that we do not know yet; then the node's own raw octets decide. What is final is the
node's `finalized` tag; a chain that has no such tag goes by confirmations, which is worth less.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from anchors.clients.encoding import as_data, as_object, as_quantity, quantity, written
from anchors.clients.errors import (
    AbsentError,
    MalformedAnswerError,
    MismatchedAnswerError,
    NodeError,
    NotFinalError,
)
from anchors.clients.jsonrpc import Call, Node
from anchors.errors import EncodingError
from anchors.header import BlockHeader, decode_header
from anchors.rlp import RlpItem, encode_rlp

__all__ = [
    "FinalHeight",
    "RawHeader",
    "Standing",
    "confirmations_of",
    "decode_block",
    "fetch_header",
    "fetch_header_by_hash",
    "final_height",
    "standing",
]

_WORD, _ADDRESS, _BLOOM, _NONCE = 32, 20, 256, 8
_INTEGER = 0
"""Stands for the size of a field that is a quantity."""
_ANY = None
_FIELDS: tuple[tuple[str, int | None], ...] = (
    ("parentHash", _WORD),
    ("sha3Uncles", _WORD),
    ("miner", _ADDRESS),
    ("stateRoot", _WORD),
    ("transactionsRoot", _WORD),
    ("receiptsRoot", _WORD),
    ("logsBloom", _BLOOM),
    ("difficulty", _INTEGER),
    ("number", _INTEGER),
    ("gasLimit", _INTEGER),
    ("gasUsed", _INTEGER),
    ("timestamp", _INTEGER),
    ("extraData", _ANY),
    ("mixHash", _WORD),
    ("nonce", _NONCE),
)
"""Fields of every header, in the order in which they are hashed (yellow paper 4.4.3)."""
_LATER: tuple[tuple[str, int | None], ...] = (
    ("baseFeePerGas", _INTEGER),  # EIP-1559
    ("withdrawalsRoot", _WORD),  # EIP-4895
    ("blobGasUsed", _INTEGER),  # EIP-4844
    ("excessBlobGas", _INTEGER),
    ("parentBeaconBlockRoot", _WORD),  # EIP-4788
    ("requestsHash", _WORD),  # EIP-7685
)
"""Fields that forks added behind; a header has them up to its fork's."""
_CONFIRMATIONS = re.compile("confirmations:([1-9][0-9]{0,5})")


class RawHeader(NamedTuple):
    """A header with the octets that hash to its hash."""

    rlp: bytes
    header: BlockHeader


class FinalHeight(NamedTuple):
    """Up to where a node's chain is final."""

    height: int
    by_tag: bool
    """Whether the chain itself says so; else it is counted in blocks on top, with less trust."""


class Standing(StrEnum):
    """What a node says today of a block that was once read."""

    STANDS = "stands"
    REPLACED = "replaced"
    """Another block is at its height: a reorganisation, or a lie."""
    UNKNOWN = "unknown"


def fetch_header(node: Node, height: int) -> RawHeader:
    """Return the header at a height of the node's chain.

    Raises:
        AbsentError: the node has none there.
        NoAnswerError: the node gave no header of that height that hashes to its hash.
    """
    found = _header(node, node.call("eth_getBlockByNumber", quantity(height), False))
    if found.header.number != height:
        raise MismatchedAnswerError(f"height {found.header.number}, not {height}")
    return found


def fetch_header_by_hash(node: Node, block_hash: bytes) -> RawHeader:
    """Return the header of this hash; raises as `fetch_header`."""
    found = _header(node, node.call("eth_getBlockByHash", written(block_hash), False))
    if found.header.hash != block_hash:
        raise MismatchedAnswerError("a block of another hash")
    return found


def _header(node: Node, block: object) -> RawHeader:
    """Return a header, from the fields or, where these do not make its hash, from raw octets."""
    try:
        return decode_block(block)
    except MismatchedAnswerError as mismatch:
        stated = as_data(as_object(block).get("hash"), _WORD)
        try:
            raw = node.call("debug_getRawHeader", written(stated))
        except NodeError:
            raise mismatch from None
        return _hashed(as_data(raw), stated)


def decode_block(block: object) -> RawHeader:
    """Return the header of a block in JSON.

    Raises:
        AbsentError: there is none.
        MalformedAnswerError: it is no block.
        MismatchedAnswerError: its fields do not hash to its hash.
    """
    if block is None:
        raise AbsentError("no such block")
    fields = as_object(block)
    later = [row for row in _LATER if fields.get(row[0]) is not None]
    items = [_item(fields, name, size) for name, size in (*_FIELDS, *later)]
    return _hashed(encode_rlp(items), as_data(fields.get("hash"), _WORD))


def _item(fields: Mapping[str, object], name: str, size: int | None) -> RlpItem:
    if size != _INTEGER:
        return as_data(fields.get(name), size)
    value = as_quantity(fields.get(name))
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def _hashed(rlp: bytes, stated: bytes) -> RawHeader:
    try:
        header = decode_header(rlp)
    except EncodingError as error:
        raise MalformedAnswerError(f"no header: {error}") from error
    if header.hash != stated:
        raise MismatchedAnswerError("a header does not hash to its hash")
    return RawHeader(rlp, header)


def confirmations_of(rule: str) -> int | None:
    """Return the blocks on top that a profile's finality rule lets stand for the tag, if any."""
    match = _CONFIRMATIONS.fullmatch(rule)
    return int(match[1]) if match else None


def final_height(node: Node, confirmations: int | None = None) -> FinalHeight:
    """Return up to where a node's chain is final.

    Args:
        node: the node to ask.
        confirmations: blocks on top that make a block final where the chain has no `finalized` tag;
            None where the chain's profile does not allow that.

    Raises:
        NotFinalError: the chain has no such tag, and confirmations do not count.
        NoAnswerError: the node does not say.
    """
    tagged, latest = node.batch(
        [
            Call("eth_getBlockByNumber", ("finalized", False)),
            Call("eth_getBlockByNumber", ("latest", False)),
        ]
    )
    # Nodes without the tag answer null or with an error of their own choice.
    if tagged is not None and not isinstance(tagged, NodeError):
        return FinalHeight(_height(tagged), by_tag=True)
    if confirmations is None:
        raise NotFinalError("the node has no finalized block")
    if isinstance(latest, NodeError):
        raise latest
    return FinalHeight(_height(latest) - confirmations, by_tag=False)


def _height(block: object) -> int:
    if block is None:
        raise AbsentError("no latest block")
    return as_quantity(as_object(block).get("number"))


def standing(node: Node, height: int, block_hash: bytes) -> Standing:
    """Return whether a block that was read still is what a node has at its height.

    Raises:
        NoAnswerError: the node does not say, or what it says does not hash.
    """
    by_hash, at_height = node.batch(
        [
            Call("eth_getBlockByHash", (written(block_hash), False)),
            Call("eth_getBlockByNumber", (quantity(height), False)),
        ]
    )
    for row in (by_hash, at_height):
        if isinstance(row, NodeError):
            raise row
    if at_height is None:
        return Standing.UNKNOWN
    found = _header(node, at_height).header
    if found.number != height:
        raise MismatchedAnswerError(f"height {found.number}, not {height}")
    if found.hash != block_hash:
        return Standing.REPLACED
    return Standing.STANDS if by_hash is not None else Standing.UNKNOWN
