"""Our own anchoring: a root is written once, from an account of ours, and found again.

The contract keeps the first write of a root for ever. So a root is looked for before it is sent,
and whoever else wrote it first, with the same `meta`, anchored it just as well. Somebody who saw
our transaction and wrote the root under another `meta` spoiled the batch: it needs another root.
Fees and gas are the operator's, not the node's, so that a node cannot spend the account. web3
writes and signs the call; what is asked and sent goes through our own transport, because web3's
follows redirects, reads any size, and takes any id for the right one.
"""

from dataclasses import dataclass
from time import sleep
from typing import Any, NamedTuple

from eth_account.signers.base import BaseAccount
from web3 import Web3

from anchors.clients.encoding import as_data, as_members, as_object, as_quantity, quantity, written
from anchors.clients.errors import (
    DeadlineError,
    ForeignChainError,
    MalformedAnswerError,
    NoAnswerError,
    NotMinedError,
    RevertedError,
    RootTakenError,
)
from anchors.clients.http import Deadline
from anchors.clients.jsonrpc import Node
from anchors.clients.proofs import ReceiptProof, prove_log
from anchors.errors import EncodingError
from anchors.evmprofile import EvmProfile
from anchors.layout import LAYOUTS, AnchorEvent
from anchors.limits import LIMITS, Limits
from anchors.receipt import Log

__all__ = ["AnchoredRoot", "Fees", "Submitter"]

_WORD, _ADDRESS = 32, 20
_POLL_SECONDS = 1.0
_WORDS = {"type": "bytes32"}
_ABI: list[dict[str, Any]] = [
    {
        "type": "function",
        "name": "anchor",
        "stateMutability": "nonpayable",
        "inputs": [{"name": "root", **_WORDS}, {"name": "meta", **_WORDS}],
        "outputs": [],
    },
    {
        "type": "function",
        "name": "anchored_block",
        "stateMutability": "view",
        "inputs": [{"name": "root", **_WORDS}],
        "outputs": [{"name": "", "type": "uint256"}],
    },
]


class Fees(NamedTuple):
    """What one anchoring may cost (EIP-1559), in wei."""

    most: int
    """A unit of gas, tip included."""
    tip: int
    gas: int = 100_000
    """An anchor takes 46,000."""


class AnchoredRoot(NamedTuple):
    """Where a root stands on the chain; final only when its block is."""

    event: AnchorEvent
    transaction: bytes
    height: int
    block_hash: bytes


@dataclass(frozen=True, slots=True)
class Submitter:
    """An account of ours that anchors roots through one node."""

    node: Node
    account: BaseAccount
    profile: EvmProfile
    fees: Fees
    limits: Limits = LIMITS

    def anchor(self, root: bytes, meta: bytes) -> AnchoredRoot:
        """Return where the root stands, after writing it if it does not stand yet.

        Raises:
            RootTakenError: it stands under another `meta`.
            RevertedError: the contract refused it.
            NotMinedError: it may still come: look for it with `find` before trying again.
            NoAnswerError: the node does not answer, or is of another chain.
        """
        found = self.find(root)
        if found is None:
            self._await(self._send(root, meta))
            found = self.find(root)
        if found is None:
            raise RevertedError(f"root {root.hex()} is not there after its transaction")
        if found.event.meta != meta:
            raise RootTakenError(f"root {root.hex()} is written by {found.event.submitter.hex()}")
        return found

    def find(self, root: bytes) -> AnchoredRoot | None:
        """Return where a root stands, or None.

        Raises:
            NoAnswerError: the node does not answer, or is of another chain, where a contract of the
                same address may hold the same root.
        """
        if as_quantity(self.node.call("eth_chainId")) != self.profile.chain_id:
            raise ForeignChainError(f"not chain {self.profile.chain_id}")
        called = {
            "to": written(self.profile.contract),
            "data": written(_encoded("anchored_block", root)),
        }
        height = int.from_bytes(as_data(self.node.call("eth_call", called, "latest"), _WORD), "big")
        if not height:
            return None
        wanted = {
            "fromBlock": quantity(height),
            "toBlock": quantity(height),
            "address": written(self.profile.contract),
            "topics": [written(self.profile.topic), written(root)],
        }
        for row in as_members(self.node.call("eth_getLogs", wanted)):
            found = self._anchored(row)
            if found.event.root == root and found.height == height:
                return found
        raise MalformedAnswerError("the contract knows a root that no log tells of")

    def prove(self, anchored: AnchoredRoot) -> ReceiptProof:
        """Return the proof of an anchored root for claims; raises `NoAnswerError`."""
        return prove_log(
            self.node,
            anchored.block_hash,
            anchored.transaction,
            lambda log: self._event(log) == anchored.event,
        )

    def _send(self, root: bytes, meta: bytes) -> bytes:
        """Sign and send the transaction, and return its hash as we know it."""
        nonce = self.node.call("eth_getTransactionCount", self.account.address, "pending")
        transaction: dict[str, Any] = {
            "type": 2,
            "chainId": self.profile.chain_id,
            "nonce": as_quantity(nonce),
            "to": Web3.to_checksum_address(self.profile.contract),
            "data": _encoded("anchor", root, meta),
            "value": 0,
            "gas": self.fees.gas,
            "maxFeePerGas": self.fees.most,
            "maxPriorityFeePerGas": self.fees.tip,
        }
        signed = self.account.sign_transaction(transaction)
        self.node.call("eth_sendRawTransaction", written(signed.raw_transaction))
        return bytes(signed.hash)

    def _await(self, transaction: bytes) -> None:
        """Wait until the transaction is in a block; a node that fails meanwhile is asked again."""
        deadline = Deadline(self.limits.anchor_wait_milliseconds)
        try:
            while not self._is_mined(transaction):
                sleep(min(_POLL_SECONDS, deadline.left()))
        except DeadlineError as error:
            raise NotMinedError(transaction) from error

    def _is_mined(self, transaction: bytes) -> bool:
        try:
            return self.node.call("eth_getTransactionReceipt", written(transaction)) is not None
        except NoAnswerError:
            return False

    def _event(self, log: Log) -> AnchorEvent | None:
        """Return what an anchor log of the profile's contract says; None of any other log."""
        if (log.address, log.topics[:1]) != (self.profile.contract, (self.profile.topic,)):
            return None
        try:
            return LAYOUTS[self.profile.layout](log)
        except EncodingError:
            return None

    def _anchored(self, row: object) -> AnchoredRoot:
        fields = as_object(row)
        topics = tuple(as_data(topic, _WORD) for topic in as_members(fields.get("topics")))
        address = as_data(fields.get("address"), _ADDRESS)
        event = self._event(Log(address, topics, as_data(fields.get("data"))))
        if event is None:
            raise MalformedAnswerError("a log of something else")
        return AnchoredRoot(
            event,
            as_data(fields.get("transactionHash"), _WORD),
            as_quantity(fields.get("blockNumber")),
            as_data(fields.get("blockHash"), _WORD),
        )


def _encoded(name: str, *words: bytes) -> bytes:
    """Return a call of the contract; nothing is asked of any provider."""
    return as_data(Web3().eth.contract(abi=_ABI).encode_abi(name, args=words))
