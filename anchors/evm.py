"""Anchors by EVM receipt: claim → batch root → log → receipt → block, from the claim's own octets.

Pure, and never raises on bad evidence: what does not hold is a fault. Every check runs that does
not rest on one that failed. Whether the block is on the chain is not said here: a header proves
nothing until it is pinned.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from anchors.claim import AnchorClaim
from anchors.errors import DigestUnsupportedError, EncodingError, ProofError
from anchors.header import BlockHeader, decode_header
from anchors.keccak import keccak256
from anchors.layout import LAYOUTS, AnchorEvent
from anchors.merkle import leaf_hash, root_from_path, tree_meta
from anchors.profile import ChainProfile
from anchors.receipt import Log, Receipt, decode_receipt
from anchors.rlp import encode_rlp
from anchors.trie import prove_inclusion

__all__ = [
    "AnchorFault",
    "EvmAnchor",
    "ReceiptFacts",
    "batch_faults",
    "prove_anchor",
    "prove_receipt",
]


class AnchorFault(NamedTuple):
    """One thing that does not hold."""

    code: str
    """Finding code, area included."""
    observed: str | None = None
    expected: str | None = None


class ReceiptFacts(NamedTuple):
    """What a receipt proof comes to; the same for every claim that shares it."""

    faults: tuple[AnchorFault, ...]
    block_hash: bytes
    """Hash of the header's octets, whatever they are."""
    height: int | None = None
    block_time: datetime | None = None
    """Time that the block states, in UTC."""
    submitter: bytes | None = None
    root: bytes | None = None
    """Root in the log; None unless it is the registered contract's log in that block."""
    meta: bytes | None = None


class EvmAnchor(NamedTuple):
    """What a claim comes to on its own octets, before its header is looked up."""

    faults: tuple[AnchorFault, ...]
    block_hash: bytes
    height: int | None
    block_time: datetime | None
    submitter: bytes | None
    root: bytes | None


def prove_anchor(claim: AnchorClaim, profile: ChainProfile) -> EvmAnchor:
    """Return what a claim comes to under the profile of its chain."""
    facts = prove_receipt(
        claim.header_rlp, claim.tx_index, claim.receipt_proof, claim.log_index, profile
    )
    return EvmAnchor(
        (*facts.faults, *batch_faults(claim, facts)),
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
    profile: ChainProfile,
) -> ReceiptFacts:
    """Return what block, receipt and log come to; keep it for claims with the same octets."""
    try:
        header = decode_header(header_rlp)
    except EncodingError as error:
        fault = AnchorFault("anchor.header_malformed", str(error))
        return ReceiptFacts((fault,), keccak256(header_rlp))
    receipt, fault_of_receipt = _proved_receipt(header, tx_index, receipt_proof)
    if receipt is None:
        event, faults = None, fault_of_receipt
    else:
        event, faults = _anchor_event(receipt, log_index, profile)
    facts = ReceiptFacts(tuple(faults), header.hash, header.number, header.time)
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


def _anchor_event(
    receipt: Receipt, log_index: int, profile: ChainProfile
) -> tuple[AnchorEvent | None, list[AnchorFault]]:
    faults = [] if receipt.succeeded else [AnchorFault("anchor.receipt_failed", "status 0")]
    if log_index >= len(receipt.logs):
        absent = f"{len(receipt.logs)} logs", f"log {log_index}"
        return None, [*faults, AnchorFault("anchor.log_absent", *absent)]
    log = receipt.logs[log_index]
    strange = _log_faults(log, profile)
    if strange:
        return None, faults + strange
    try:
        return LAYOUTS[profile.layout](log), faults
    except EncodingError as error:
        return None, [*faults, AnchorFault("anchor.log_absent", str(error), profile.layout)]


def _log_faults(log: Log, profile: ChainProfile) -> list[AnchorFault]:
    """Return why a log is not one of the registered contract and event."""
    compared = (
        ("contract", log.address, profile.contract),
        ("topic", log.topics[0] if log.topics else b"", profile.topic),
    )
    return [
        AnchorFault("anchor.log_absent", f"{what} {seen.hex()}", f"{what} {wanted.hex()}")
        for what, seen, wanted in compared
        if seen != wanted
    ]


def batch_faults(claim: AnchorClaim, facts: ReceiptFacts) -> tuple[AnchorFault, ...]:
    """Return what does not hold between a claim's batch and the log it rests on."""
    batch = claim.batch
    try:
        leaf = leaf_hash(batch.tree, batch.alg, batch.digest)
        root = root_from_path(batch.tree, leaf, batch.index, batch.size, batch.path)
    except ProofError as error:
        found = [AnchorFault("anchor.batch_proof_invalid", str(error))]
    except DigestUnsupportedError:
        return (AnchorFault("anchor.form_unsupported", batch.tree),)
    else:
        found = _unlike("anchor.batch_proof_invalid", root, facts.root)
    meta = tree_meta(batch.tree, batch.size, batch.id)
    return (*found, *_unlike("anchor.meta_differs", meta, facts.meta))


def _unlike(code: str, computed: bytes, logged: bytes | None) -> list[AnchorFault]:
    """Return the fault of a value that the log, where there is one, has otherwise."""
    if logged is None or computed == logged:
        return []
    return [AnchorFault(code, computed.hex(), logged.hex())]
