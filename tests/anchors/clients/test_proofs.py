"""Receipts make the trie that the header states, and a proof leads through it to one of them."""

from dataclasses import replace

import pytest

from anchors.clients.errors import (
    AbsentError,
    MalformedAnswerError,
    MismatchedAnswerError,
    NodeError,
    OversizeError,
)
from anchors.clients.proofs import ReceiptTrie, prove_log
from anchors.clients.receipts import encode_receipt, fetch_receipts
from anchors.header import decode_header
from anchors.limits import LIMITS
from anchors.receipt import Log as ReadLog
from anchors.rlp import encode_rlp
from anchors.trie import prove_inclusion
from fixtures import blocks
from fixtures.blocks import Log, Receipt
from fixtures.nodes import NodeChain, transaction_hash
from tests.anchors.clients.doubles import ChainNode

WANTED = Log(bytes(20), (bytes(32),), b"\x05" * 32)
OTHER = Log(b"\x01" * 20, (), b"")
RECEIPTS = [
    Receipt(kind, status, 21_000 * (kind + 1), (OTHER, WANTED) if status else ())
    for kind, status in ((0, 1), (1, 0), (2, 1), (3, 1), (4, 1))
]
"""Every type of transaction, one of them failed."""


def _chain(**fields: object) -> NodeChain:
    chain = NodeChain(**fields)  # type: ignore[arg-type]
    chain.add(RECEIPTS)
    return chain


def _block_hash(chain: NodeChain) -> bytes:
    return decode_header(chain.header(1)).hash


def _is_wanted(log: ReadLog) -> bool:
    return log.address == WANTED.address


def _key(index: int) -> bytes:
    return encode_rlp(index.to_bytes((index.bit_length() + 7) // 8, "big"))


@pytest.mark.parametrize("size", [1, 2, 16, 17, 128, 129, 257])
def test_a_trie_is_the_one_that_py_trie_builds(size: int) -> None:
    receipts = [Receipt(0, 1, index).encoded() for index in range(size)]
    ours, theirs = ReceiptTrie(receipts), blocks.ReceiptTrie(receipts)
    assert ours.root == theirs.root
    assert ours.proof(size // 2) == tuple(theirs.proof(size // 2))


@pytest.mark.parametrize("index", [0, 1, 15, 16, 127, 128, 255, 256, 299])
def test_a_proof_leads_to_its_receipt(index: int) -> None:
    receipts = [Receipt(0, 1, number).encoded() for number in range(300)]
    trie = ReceiptTrie(receipts)
    assert prove_inclusion(trie.root, _key(index), trie.proof(index)) == receipts[index]


@pytest.mark.parametrize("knows", [True, False])
def test_receipts_of_every_type_are_written_as_the_block_holds_them(knows: bool) -> None:
    chain = _chain(knows_block_receipts=knows)
    found = fetch_receipts(ChainNode(chain), _block_hash(chain))
    assert [encode_receipt(receipt) for receipt in found] == [r.encoded() for r in RECEIPTS]


def test_a_block_with_more_receipts_than_the_limit_is_not_fetched() -> None:
    chain = _chain()
    with pytest.raises(OversizeError):
        fetch_receipts(ChainNode(chain), _block_hash(chain), replace(LIMITS, block_receipts=4))


def test_a_block_that_the_node_lacks_has_no_receipts() -> None:
    with pytest.raises(AbsentError):
        fetch_receipts(ChainNode(_chain()), bytes(32))


class _Failing(NodeChain):
    def _receipt(self, value: object) -> dict[str, object] | None:
        return self.answer("eth_none", [])  # type: ignore[return-value]


def test_a_receipt_that_the_node_fails_fails_them_all() -> None:
    chain = _Failing(knows_block_receipts=False)
    chain.add(RECEIPTS)
    with pytest.raises(NodeError):
        fetch_receipts(ChainNode(chain), _block_hash(chain))


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "0x80"},
        {"status": None, "root": "0x" + "00" * 32},
        {"logsBloom": "0x00"},
        {"logs": None},
        {"logs": [1]},
        {"logs": [{"address": "0x00", "topics": [], "data": "0x"}]},
    ],
    ids=str,
)
def test_what_is_no_receipt_is_malformed(fields: dict[str, object]) -> None:
    chain = _chain()
    good = fetch_receipts(ChainNode(chain), _block_hash(chain))[0]
    with pytest.raises(MalformedAnswerError):
        encode_receipt({**good, **fields})


@pytest.mark.parametrize("index", [0, 2, 3, 4])
def test_a_log_is_proved_in_its_receipt_and_block(index: int) -> None:
    chain = _chain()
    proof = prove_log(ChainNode(chain), _block_hash(chain), transaction_hash(1, index), _is_wanted)
    assert (proof.header_rlp, proof.tx_index, proof.log_index) == (chain.header(1), index, 1)
    root = decode_header(proof.header_rlp).receipts_root
    assert prove_inclusion(root, _key(index), proof.nodes) == RECEIPTS[index].encoded()


def test_a_transaction_of_another_block_is_absent() -> None:
    chain = _chain()
    with pytest.raises(AbsentError, match="no such transaction"):
        prove_log(ChainNode(chain), _block_hash(chain), bytes(32), _is_wanted)


def test_a_transaction_without_the_log_is_absent() -> None:
    chain = _chain()
    with pytest.raises(AbsentError, match="no such log"):
        prove_log(ChainNode(chain), _block_hash(chain), transaction_hash(1, 1), _is_wanted)


class _Lying(NodeChain):
    def answer(self, method: str, params: object) -> object:
        honest = super().answer(method, params)  # type: ignore[arg-type]
        if isinstance(honest, list):
            honest[0]["cumulativeGasUsed"] = "0x1"
        return honest


def test_receipts_that_do_not_make_the_block_prove_nothing() -> None:
    chain = _Lying()
    chain.add(RECEIPTS)
    with pytest.raises(MismatchedAnswerError):
        prove_log(ChainNode(chain), _block_hash(chain), transaction_hash(1, 0), _is_wanted)
