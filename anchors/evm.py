"""Anchors by EVM receipt: claim → batch root → log → receipt → block, from the claim's own octets.

Pure, and never raises on bad evidence: what does not hold is a fault. Every check runs that does
not rest on one that failed. Whether the block is on the chain is not said here: a header proves
nothing until it is pinned.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from anchors.anchorlog import logged_event
from anchors.batch import batch_faults
from anchors.errors import EncodingError, ProofError
from anchors.evmclaim import EvmClaim
from anchors.evmprofile import EvmProfile
from anchors.facts import AnchorFault, ReceiptFacts
from anchors.header import BlockHeader, decode_header
from anchors.keccak import keccak256
from anchors.receipt import Receipt, decode_receipt
from anchors.rlp import encode_rlp
from anchors.trie import prove_inclusion

__all__ = ["EvmAnchor", "prove_anchor", "prove_receipt"]


class EvmAnchor(NamedTuple):
    """What a claim comes to on its own octets, before its header is looked up."""

    faults: tuple[AnchorFault, ...]
    block_hash: bytes | None
    height: int | None
    block_time: datetime | None
    submitter: bytes | None
    root: bytes | None


def prove_anchor(claim: EvmClaim, profile: EvmProfile) -> EvmAnchor:
    """Return what a claim comes to under the profile of its chain."""
    facts = prove_receipt(
        claim.header_rlp, claim.tx_index, claim.receipt_proof, claim.log_index, profile
    )
    return EvmAnchor(
        (*facts.faults, *batch_faults(claim.batch, facts.root, facts.meta)),
        facts.block_hash,
        facts.height,
        facts.block_time,
        facts.submitter,
        facts.root,
    )


def prove_receipt(
    header_rlp: bytes,
    tx_index: int,
    receipt_proof: Sequence[bytes],
    log_index: int,
    profile: EvmProfile,
) -> ReceiptFacts:
    """Return what block, receipt and log come to; keep it for claims with the same octets."""
    try:
        header = decode_header(header_rlp)
    except EncodingError as error:
        fault = AnchorFault("anchor.header_malformed", str(error))
        return ReceiptFacts((fault,), keccak256(header_rlp), transaction=tx_index)
    receipt, faults = _proved_receipt(header, tx_index, receipt_proof)
    event = None
    if receipt is not None:
        event, strange = logged_event(receipt.logs, log_index, profile)
        failed = [] if receipt.succeeded else [AnchorFault("anchor.receipt_failed", "status 0")]
        faults = failed + strange
    facts = ReceiptFacts(
        tuple(faults), header.hash, header.number, header.time, transaction=tx_index
    )
    if event is None:
        return facts
    return facts._replace(submitter=event.submitter, root=event.root, meta=event.meta)


def _proved_receipt(
    header: BlockHeader, tx_index: int, receipt_proof: Sequence[bytes]
) -> tuple[Receipt | None, list[AnchorFault]]:
    """Return the receipt that the block's trie holds at this transaction's key."""
    key = encode_rlp(tx_index.to_bytes((tx_index.bit_length() + 7) // 8, "big"))
    try:
        octets = prove_inclusion(header.receipts_root, key, receipt_proof)
    except ProofError as error:
        return None, [AnchorFault("anchor.receipt_proof_invalid", str(error))]
    try:
        return decode_receipt(octets), []
    except EncodingError as error:
        return None, [AnchorFault("anchor.form_unsupported", str(error))]
