"""What a claim of either version gives: block, transaction and receipt, each with its proof."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from anchors.fisco.profile import FiscoProfile
from anchors.fisco.seals import FiscoBlock, SealSignature
from anchors.fisco.suite import Suite
from anchors.receipt import Log

__all__ = ["BlockEvidence", "FiscoCall", "FiscoReceipt", "HashedOctets"]


class FiscoCall(NamedTuple):
    """What a transaction in the block asked for."""

    to: bytes
    input: bytes


class FiscoReceipt(NamedTuple):
    """What became of it."""

    status: int
    """0 is success."""
    logs: tuple[Log, ...]


class HashedOctets(NamedTuple):
    """What is hashed of a claim's parts, for whoever hashes them again with other tools."""

    header: bytes
    transaction: bytes
    receipt: bytes


class BlockEvidence(Protocol):
    """The parts of a claim that all claims of its batch share."""

    @property
    def tx_index(self) -> int:
        """Index of transaction and receipt in the block."""

    @property
    def log_index(self) -> int:
        """Place of the log in its receipt."""

    @property
    def signatures(self) -> Sequence[SealSignature]:
        """The sealers' signatures."""

    def block(self, suite: Suite) -> FiscoBlock:
        """Return the block of the header; raises `EncodingError`."""

    def call(self, block: FiscoBlock, profile: FiscoProfile) -> FiscoCall:
        """Return the transaction under the block's root; raises `ProofError`, `EncodingError`."""

    def receipt(self, block: FiscoBlock, suite: Suite) -> FiscoReceipt:
        """Return the receipt under the block's root; raises `ProofError`, `EncodingError`."""

    def hashed(self, profile: FiscoProfile) -> HashedOctets:
        """Return the octets that header, transaction and receipt are hashed from."""
