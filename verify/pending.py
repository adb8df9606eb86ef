"""Proofs on their way to judgement: one table from what was decoded to how it is judged.

Each proof of a line is prepared once (the mathematics, design 7 steps 3, 5, 6, 7) and says which
times it claims; when the fixed point of proven times is known (step 8) it is closed into outcomes.
A new form of proof is a decoder row in `verify.proofs` and a row here.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, get_args

from anchors.claim import AnchorClaim
from anchors.digest import compute_digest
from anchors.ots import OtsProof
from verify.asn1.cms import SignedData
from verify.asn1.eseal import SealSignature
from verify.asn1.tst import TimeStampToken
from verify.asn1.x509 import Certificate
from verify.calls import PlatformCalls, deposit_time
from verify.checks.anchor import Depositor, check_anchor
from verify.checks.covered import Covered, CoveredObject
from verify.checks.eseal import check_eseal, judge_seal
from verify.checks.integrity import ItemIntegrity
from verify.checks.opentimestamps import check_ots
from verify.checks.party import BorrowerLook, check_borrower, check_party, party_of
from verify.checks.receipt import check_receipt, deposit_record
from verify.checks.receiptsignature import (
    ReceiptSignature,
    signature_beside,
    signed_by_platform,
)
from verify.checks.receipttoken import receipt_tokens, undecided_tokens
from verify.checks.signature import SignatureFacts, check_signature
from verify.checks.timestamp import check_timestamp
from verify.context import VerificationContext
from verify.existence import Existence, TimeClaim, TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.inner import inner_proofs, pend_inner
from verify.model import ContentFacts, DigestSpec, Evidence, OverKind, Proof
from verify.outcomes import (
    ProofOutcome,
    anchor_outcome,
    receipt_outcome,
    signature_outcome,
    token_outcome,
    unread_outcome,
)
from verify.proofs import DecodedProof
from verify.receipt import SignedReceipt
from verify.tokens import PendingToken, anchor_claim, inner_tokens, octets_object, time_claim
from verify.trust import Purpose

__all__ = ["Line", "PendingProof", "prepare", "prepare_inner"]

_SHA256 = DigestSpec("sha256")
_CONTRACT = 6
"""Article 7 category of the contract, which the borrower has to have signed."""

_Close = Callable[[Existence, Sequence[TimeJudgement]], Sequence[ProofOutcome]]


class Line(NamedTuple):
    """What the proofs of one line may know of each other: this line, and nothing else."""

    evidence: Mapping[str, Evidence]
    items: Mapping[str, ItemIntegrity]
    proofs: Mapping[str, DecodedProof]
    ends: Mapping[str, str | None]
    """Proof id to the item at the end of its `over` chain."""
    calls: PlatformCalls
    context: VerificationContext
    elements: Mapping[str, object]
    """The element list of the case; empty for a shared document."""
    inner: Mapping[str, CoveredObject] = MappingProxyType({})
    """Id of a proof inside an original to what it covers there."""


class PendingProof(NamedTuple):
    """One proof with its mathematics done."""

    claims: tuple[TimeClaim, ...]
    """The times it claims for what it covers."""
    close: _Close
    """Takes proven times and its own claims' judgements, gives the outcomes."""


def prepare(decoded: DecodedProof, line: Line) -> PendingProof:
    """Return a decoded proof with the times it claims."""
    message = decoded.message
    if message is None:
        outcome = unread_outcome(decoded, line.ends[decoded.proof.id])
        return PendingProof((), lambda _existence, _judged: (outcome,))
    return _PREPARE[type(message)](decoded, message, line)


def prepare_inner(evidence: Evidence, facts: ContentFacts, line: Line) -> list[PendingProof]:
    """Return every signature inside an original with the times it claims."""
    every = inner_proofs(evidence, facts)
    messages = {one.inner.id: one.decoded.message for one in every}
    within = line._replace(
        ends={**line.ends, **{one.decoded.proof.id: evidence.id for one in every}},
        inner={one.decoded.proof.id: one.covered for one in every},
    )
    file = facts.digests[_SHA256]
    found = []
    for one in every:
        claims, close = prepare(one.decoded, within)
        found.append(PendingProof(*pend_inner(one, claims, close, messages, file, line.context)))
    return found


def _signature(decoded: DecodedProof, message: SignedData, line: Line) -> PendingProof:
    proof, item, context = decoded.proof, line.ends[decoded.proof.id], line.context
    covered = _signed_over(message, _candidates(proof, line))
    purpose = _purpose(message, proof, line)
    facts = check_signature(message, covered, context, purpose=purpose, subject=proof.id)
    return _signed(proof, facts, line, partial(signature_outcome, proof, item))


def _eseal(decoded: DecodedProof, message: SealSignature, line: Line) -> PendingProof:
    proof, item, context = decoded.proof, line.ends[decoded.proof.id], line.context
    candidates = _candidates(proof, line)
    covered = candidates[0].covered if candidates else None
    seal = check_eseal(message, covered, context, subject=proof.id)

    def outcome(
        facts: SignatureFacts, existence: Existence, context: VerificationContext
    ) -> ProofOutcome:
        of_seal = judge_seal(seal, existence, context, subject=proof.id)
        facts = facts._replace(findings=(*facts.findings, *of_seal.findings))
        own = signature_outcome(proof, item, facts, existence, context)
        return own._replace(paths=(*own.paths, of_seal.path)) if of_seal.path else own

    return _signed(proof, seal.signature, line, outcome)


_Outcome = Callable[[SignatureFacts, Existence, VerificationContext], ProofOutcome]


def _signed(proof: Proof, facts: SignatureFacts, line: Line, made: _Outcome) -> PendingProof:
    """Return a signature or seal with who signed, and the tokens it carries."""
    item, context = line.ends[proof.id], line.context
    look = _borrower(facts, proof, line)
    who = (*_who(facts, proof, line), *context.levelled(look.findings))
    if who:
        facts = facts._replace(findings=(*facts.findings, *who))
    tokens = inner_tokens(facts.signed, context, subject=proof.id)

    def close(existence: Existence, judged: Sequence[TimeJudgement]) -> list[ProofOutcome]:
        outcome = made(facts, existence, context)
        return [
            outcome._replace(of_borrower=True) if look.here else outcome,
            *_token_outcomes(tokens, judged, proof, item),
        ]

    return PendingProof(tuple([time_claim(one, context) for one in tokens]), close)


def _purpose(message: SignedData, proof: Proof, line: Line) -> Purpose:
    """Return what a signer is trusted as: a platform beside its own receipt, else as a signer."""
    if proof.over.kind is not OverKind.RECEIPT:
        return Purpose.SIGNER
    record = deposit_record(line.evidence.get(line.ends[proof.id] or ""), line.context)
    of_platform = signed_by_platform(message, record, line.context)
    return Purpose.PLATFORM if of_platform else Purpose.SIGNER


def _signed_over(message: SignedData, candidates: Sequence[CoveredObject]) -> Covered | None:
    """Return which of several values was signed: the one whose digest the signature states."""
    if len(candidates) > 1:
        for one in candidates:
            for signer in message.signers:
                stated = signer.attributes.message_digest if signer.attributes else None
                if stated and signer.digest and one.covered.digest(signer.digest) == stated:
                    return one.covered
    return candidates[0].covered if candidates else None


def _who(facts: SignatureFacts, proof: Proof, line: Line) -> tuple[Finding, ...]:
    """Return what is to be said of who signed (design 7 step 4)."""
    if proof.signer_role is None:
        return ()
    evidence = line.evidence.get(line.ends[proof.id] or "")
    party = party_of(proof.signer_role, evidence, line.elements, line.calls, line.context)
    found = check_party(proof.signer_role, _certificates(facts), party, subject=proof.id)
    return line.context.levelled(found)


def _borrower(facts: SignatureFacts, proof: Proof, line: Line) -> BorrowerLook:
    """Return whether the borrower signed a contract's original, whatever the sender's label."""
    evidence = line.evidence.get(proof.over.id) if proof.over.kind is OverKind.ITEM else None
    if evidence is None or evidence.category != _CONTRACT:
        return BorrowerLook(here=False)
    party = party_of("borrower", evidence, line.elements, line.calls, line.context)
    return check_borrower(proof.signer_role, _certificates(facts), party, subject=proof.id)


def _certificates(facts: SignatureFacts) -> list[Certificate]:
    resolved = [one.resolved for one in facts.signers]
    return [one.certificate for one in resolved if one and one.certificate]


def _token_outcomes(
    tokens: Sequence[PendingToken],
    judged: Sequence[TimeJudgement],
    proof: Proof,
    item: str | None,
) -> list[ProofOutcome]:
    return [
        token_outcome(token, proof, item, judgement)
        for token, judgement in zip(tokens, judged, strict=True)
    ]


def _timestamp(decoded: DecodedProof, message: TimeStampToken, line: Line) -> PendingProof:
    proof, context = decoded.proof, line.context
    candidates = _candidates(proof, line)
    facts = check_timestamp(message, candidates, context, subject=proof.id)
    token = PendingToken(proof.id, decoded.octets or b"", facts)
    close = partial(_close_token, token, proof, line.ends[proof.id])
    return PendingProof((time_claim(token, context),), close)


def _close_token(
    token: PendingToken,
    proof: Proof,
    item: str | None,
    _: Existence,
    judged: Sequence[TimeJudgement],
) -> list[ProofOutcome]:
    return [token_outcome(token, proof, item, judged[0])]


def _anchor(decoded: DecodedProof, message: AnchorClaim | OtsProof, line: Line) -> PendingProof:
    proof, item = decoded.proof, line.ends[decoded.proof.id]
    evidence = line.evidence.get(item or "")
    deposited = None
    if evidence is not None and proof.over.kind is OverKind.ITEM:
        deposited = deposit_time(evidence, line.calls.platform_id)
    operators = line.context.platform_names | line.calls.operators
    record = deposit_record(evidence, line.context)
    if record is not None:
        operators |= record.operators
    depositor = Depositor(operators, deposited, evidence.event if evidence else "")
    covered, context = _candidates(proof, line), line.context
    if isinstance(message, OtsProof):
        facts = check_ots(message, covered, depositor, context, subject=proof.id)
    else:
        facts = check_anchor(message, covered, depositor, context, subject=proof.id)
    outcome = anchor_outcome(proof, item, facts)
    claim = anchor_claim(decoded.octets or b"", facts)
    return PendingProof((claim,), lambda _existence, _judged: (outcome,))


def _receipt(decoded: DecodedProof, message: SignedReceipt, line: Line) -> PendingProof:
    proof, item, context = decoded.proof, line.ends[decoded.proof.id], line.context
    candidates = _candidates(proof, line)
    covered = candidates[0].covered if candidates else None
    evidence = line.evidence.get(item or "")
    facts = check_receipt(
        message,
        proof.form,
        deposit_record(evidence, context),
        evidence,
        covered,
        context,
        subject=proof.id,
        beside=_beside(decoded, line),
    )
    tokens = inner_tokens(facts.signed, context, subject=proof.id) if facts.signed else []
    covers = candidates[0] if candidates else None
    own, told = receipt_tokens(facts.value, covers, context, subject=proof.id)
    facts = facts._replace(findings=(*facts.findings, *told))
    whole = compute_digest("sha256", decoded.octets or b"")

    def close(existence: Existence, judged: Sequence[TimeJudgement]) -> list[ProofOutcome]:
        judged, of_own = judged[: len(tokens)], judged[len(tokens) :]
        # What is proved of the receipt is proved of the signature values in it (judgement 3).
        for signer in facts.signed.signers if facts.signed is not None else ():
            value = compute_digest("sha256", signer.signature)
            existence.lower(value, existence.of(whole))
        open_tokens = undecided_tokens(of_own, subject=proof.id)
        known = facts._replace(findings=(*facts.findings, *open_tokens))
        return [
            receipt_outcome(proof, item, known, existence, context),
            *_token_outcomes(tokens, judged, proof, item),
            *[
                _inside(token, judgement, decoded, item, covers)
                for token, judgement in zip(own, of_own, strict=True)
                if judgement.status is CheckStatus.PASSED
            ],
        ]

    return PendingProof(tuple([time_claim(one, context) for one in (*tokens, *own)]), close)


def _beside(decoded: DecodedProof, line: Line) -> list[ReceiptSignature]:
    """Return the signatures of the line that are over a whole receipt."""
    over, octets = (OverKind.RECEIPT, decoded.proof.id), decoded.octets or b""
    found = []
    for other in line.proofs.values():
        if other.proof.over == over and isinstance(other.message, SignedData):
            one = signature_beside(other.message, octets, line.context, subject=decoded.proof.id)
            found += [one] if one is not None else []
    return found


def _inside(
    token: PendingToken,
    judgement: TimeJudgement,
    receipt: DecodedProof,
    item: str | None,
    covered: CoveredObject | None,
) -> ProofOutcome:
    """Return a token that stands in a receipt, with what it was found to be over."""
    proof = receipt.proof
    outcome = token_outcome(token, proof, item, judgement)
    covers = token.facts.covers if token.facts is not None else None
    if covered is not None and covers == covered.octets:
        return outcome._replace(over=f"{proof.over.kind}:{proof.over.id}")
    return outcome._replace(over=f"{OverKind.RECEIPT}:{proof.id}")


def _candidates(proof: Proof, line: Line) -> list[CoveredObject]:
    """Return what a proof may cover: one original, or each value of the signature it names."""
    if proof.id in line.inner:
        return [line.inner[proof.id]]
    if proof.over.kind is OverKind.ITEM:
        item = line.items.get(proof.over.id)
        if item is None or item.covered is None:
            return []
        return [CoveredObject(item.covered, item.covered.facts.digests[_SHA256])]
    named = line.proofs.get(proof.over.id)
    if named is None:
        return []
    if proof.over.kind is OverKind.RECEIPT:
        return [octets_object(named.octets)] if named.octets is not None else []
    message = named.message
    if isinstance(message, TimeStampToken):
        message = message.signed
    if proof.over.kind is not OverKind.SIGNATURE or not isinstance(message, SignedData):
        return []
    return [octets_object(signer.signature) for signer in message.signers]


_PREPARE: Mapping[type, Callable[..., PendingProof]] = {
    SignedData: _signature,
    SealSignature: _eseal,
    TimeStampToken: _timestamp,
    **dict.fromkeys(get_args(AnchorClaim), _anchor),
    OtsProof: _anchor,
    SignedReceipt: _receipt,
}
"""What was decoded to how it is prepared."""
