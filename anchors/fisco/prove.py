"""Anchors by a FISCO BCOS receipt: claim → batch root → log → receipt and call → signed block.

Pure, and never raises on bad evidence: what does not hold is a fault, and every check runs that
does not rest on one that failed. There are no confirmations to count: a block that a quorum of
its sealers signed is final (PBFT).
"""

from collections.abc import Callable, Sequence

from anchors.anchorlog import logged_event
from anchors.errors import DigestUnsupportedError, EncodingError, ProofError
from anchors.facts import AnchorFault, ReceiptFacts
from anchors.fisco.evidence import BlockEvidence
from anchors.fisco.merkle import MissingProofError
from anchors.fisco.profile import FiscoProfile
from anchors.fisco.seals import FiscoBlock, Seals, SealSignature
from anchors.layout import AnchorEvent

__all__ = ["prove_fisco"]

_Seals = Callable[[FiscoBlock, Sequence[SealSignature], FiscoProfile], Seals]


def prove_fisco(evidence: BlockEvidence, profile: FiscoProfile, seals: _Seals) -> ReceiptFacts:
    """Return what block, receipt and log come to; keep it for claims with the same parts."""
    try:
        block = evidence.block(profile.suite)
    except EncodingError as error:
        fault = AnchorFault("anchor.header_malformed", str(error))
        return ReceiptFacts((fault,), None, transaction=evidence.tx_index)
    except DigestUnsupportedError as error:
        return ReceiptFacts((AnchorFault("anchor.form_unsupported", str(error)),), None)
    sealed = seals(block, evidence.signatures, profile)
    event, faults = _event(evidence, block, profile)
    faults = [*sealed.faults, *_call_faults(evidence, block, profile, event), *faults]
    facts = ReceiptFacts(
        tuple(faults), block.hash, block.number, block.time,
        transaction=evidence.tx_index, sealed_by=sealed.operators,
        sealers=sealed.signers,
    )  # fmt: skip
    if event is None:
        return facts
    return facts._replace(submitter=event.submitter, root=event.root, meta=event.meta)


def _event(
    evidence: BlockEvidence, block: FiscoBlock, profile: FiscoProfile
) -> tuple[AnchorEvent | None, list[AnchorFault]]:
    """Return what the registered contract logged, by the receipt under the block's root."""
    try:
        receipt = evidence.receipt(block, profile.suite)
    except MissingProofError as error:
        return None, [AnchorFault("anchor.proof_missing", f"receipt: {error}")]
    except (ProofError, EncodingError) as error:
        return None, [AnchorFault("anchor.receipt_proof_invalid", str(error))]
    failed = []
    if receipt.status:
        failed = [AnchorFault("anchor.receipt_failed", f"status {receipt.status}")]
    event, faults = logged_event(receipt.logs, evidence.log_index, profile)
    return event, failed + faults


def _call_faults(
    evidence: BlockEvidence,
    block: FiscoBlock,
    profile: FiscoProfile,
    event: AnchorEvent | None,
) -> list[AnchorFault]:
    """Return why the transaction at the same index is not the contract's `anchor` of this log."""
    try:
        call = evidence.call(block, profile)
    except MissingProofError as error:
        return [AnchorFault("anchor.proof_missing", f"transaction: {error}")]
    except (ProofError, EncodingError) as error:
        return [AnchorFault("anchor.transaction_proof_invalid", str(error))]
    if call.to != profile.contract:
        return [AnchorFault("anchor.transaction_differs", call.to.hex(), profile.contract.hex())]
    wanted = None if event is None else profile.call + event.root + event.meta
    if wanted is not None and call.input != wanted:
        return [AnchorFault("anchor.transaction_differs", call.input[:68].hex(), wanted.hex())]
    return []
