"""Receipts as a node gives them, written as they stand in the trie of their block."""

from collections.abc import Mapping, Sequence

from anchors.clients.encoding import (
    as_data,
    as_members,
    as_object,
    as_quantity,
    written,
)
from anchors.clients.errors import AbsentError, MalformedAnswerError, NodeError, OversizeError
from anchors.clients.jsonrpc import Call, Node
from anchors.limits import LIMITS, Limits
from anchors.rlp import RlpItem, encode_rlp

__all__ = ["encode_receipt", "fetch_receipts"]

_WORD, _ADDRESS, _BLOOM = 32, 20, 256
_LAST_TYPE = 0x7F


def encode_receipt(receipt: Mapping[str, object]) -> bytes:
    """Return the octets of a receipt: RLP, after its type's octet where it has one (EIP-2718).

    Raises:
        MalformedAnswerError: it is no receipt with a status.
    """
    kind = as_quantity(receipt.get("type", "0x0"))
    if kind > _LAST_TYPE:
        raise MalformedAnswerError(f"type {kind} of a receipt")
    body = encode_rlp(
        [
            _integer(receipt.get("status")),
            _integer(receipt.get("cumulativeGasUsed")),
            as_data(receipt.get("logsBloom"), _BLOOM),
            [_log(log) for log in as_members(receipt.get("logs"))],
        ]
    )
    return bytes((kind,)) + body if kind else body


def _integer(value: object) -> bytes:
    number = as_quantity(value)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _log(value: object) -> RlpItem:
    log = as_object(value)
    topics: list[RlpItem] = [as_data(topic, _WORD) for topic in as_members(log.get("topics"))]
    return [as_data(log.get("address"), _ADDRESS), topics, as_data(log.get("data"))]


def fetch_receipts(
    node: Node, block_hash: bytes, limits: Limits = LIMITS
) -> Sequence[Mapping[str, object]]:
    """Return all receipts of a block in their order, at once or, where a node cannot, by batches.

    Raises:
        OversizeError: the block has more transactions than we fetch.
        NoAnswerError: the node lacks one of them.
    """
    block = node.call("eth_getBlockByHash", written(block_hash), False)
    if block is None:
        raise AbsentError("no such block")
    transactions = as_members(as_object(block).get("transactions"))
    if len(transactions) > limits.block_receipts:
        raise OversizeError(f"block of {len(transactions)} transactions")
    try:
        rows = as_members(node.call("eth_getBlockReceipts", written(block_hash)))
    except (NodeError, OversizeError, MalformedAnswerError):
        rows = node.batch([_receipt_call(value) for value in transactions])
    return [_receipt(row) for row in rows]


def _receipt_call(transaction: object) -> Call:
    return Call("eth_getTransactionReceipt", (written(as_data(transaction, _WORD)),))


def _receipt(row: object) -> Mapping[str, object]:
    if isinstance(row, NodeError):
        raise row
    return as_object(row)
