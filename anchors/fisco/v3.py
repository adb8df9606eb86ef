"""FISCO BCOS 3.x: what a claim of form `fisco3/1` gives, two siblings a level (`v3fields`)."""

from typing import NamedTuple

from anchors.batch import hex_list, part_field
from anchors.errors import ProofError, TooLargeError
from anchors.fisco.evidence import FiscoCall, FiscoReceipt, HashedOctets
from anchors.fisco.merkle import prove_in_pairs
from anchors.fisco.profile import FiscoProfile
from anchors.fisco.seals import FiscoBlock, SealSignature
from anchors.fisco.suite import Suite
from anchors.fisco.v3fields import (
    HeaderV3,
    ReceiptV3,
    TransactionV3,
    decode_header,
    decode_receipt_v3,
    decode_transaction,
)
from anchors.jsontext import Json
from anchors.limits import LIMITS

__all__ = ["EvidenceV3", "evidence_v3"]

_HASH = 32


class EvidenceV3(NamedTuple):
    """The shared parts of a claim of form `fisco3/1`."""

    tx_index: int
    log_index: int
    signatures: tuple[SealSignature, ...]
    header: HeaderV3
    transaction: TransactionV3
    tx_proof: tuple[bytes, ...]
    whole_receipt: ReceiptV3
    receipt_proof: tuple[bytes, ...]

    def block(self, suite: Suite) -> FiscoBlock:
        """Return the block of the header; raises `EncodingError`."""
        return self.header.block(suite)

    def call(self, block: FiscoBlock, profile: FiscoProfile) -> FiscoCall:
        """Return the transaction under the block's root; raises `ProofError`."""
        new = profile.suite.hash
        leaf = new(self.transaction.preimage(profile.chain_id, profile.group_id))
        prove_in_pairs(block.txs_root, leaf, self.tx_index, self.tx_proof, new)
        return FiscoCall(self.transaction.to, self.transaction.input)

    def receipt(self, block: FiscoBlock, suite: Suite) -> FiscoReceipt:
        """Return the receipt under the block's root; raises `ProofError`."""
        whole = self.whole_receipt
        leaf = suite.hash(whole.preimage())
        prove_in_pairs(block.receipts_root, leaf, self.tx_index, self.receipt_proof, suite.hash)
        if whole.block_number != block.number:
            raise ProofError(f"receipt of block {whole.block_number} in block {block.number}")
        return FiscoReceipt(whole.status, whole.logs)

    def hashed(self, profile: FiscoProfile) -> HashedOctets:
        """Return the octets that header, transaction and receipt are hashed from."""
        return HashedOctets(
            self.header.preimage(),
            self.transaction.preimage(profile.chain_id, profile.group_id),
            self.whole_receipt.preimage(),
        )


def evidence_v3(
    record: Json, tx_index: int, log_index: int, signatures: tuple[SealSignature, ...]
) -> EvidenceV3:
    """Return the shared parts of a decoded claim; raises `EncodingError`."""
    return EvidenceV3(
        tx_index,
        log_index,
        signatures,
        decode_header(part_field(record, "header")),
        decode_transaction(part_field(record, "transaction")),
        _proof(record, "tx_proof"),
        decode_receipt_v3(part_field(record, "receipt")),
        _proof(record, "receipt_proof"),
    )


def _proof(record: Json, key: str) -> tuple[bytes, ...]:
    found = hex_list(record, key, 3 * LIMITS.fisco_proof_levels)
    if any(len(one) > _HASH for one in found):
        raise TooLargeError(f"{key} has a node of over {_HASH} octets")
    return found
