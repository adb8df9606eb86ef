"""Judged proofs: what one signature, token, anchor, receipt or unread proof came to."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from verify.checks.anchor import AnchorFacts, LedgerPlace
from verify.checks.covered import NEVER_ENOUGH
from verify.checks.depositword import DepositWord
from verify.checks.party import holder_of
from verify.checks.receipt import ReceiptFacts, judge_receipt
from verify.checks.signature import SignatureFacts, judge_signer
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.existence import Existence, TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.model import Change, OverKind, Proof, ProofKind
from verify.proofs import DecodedProof
from verify.receipts.value import ReceiptState
from verify.signers import ResolvedSigner
from verify.tokens import PendingToken

__all__ = [
    "InnerPlace",
    "ProofOutcome",
    "all_intact",
    "anchor_outcome",
    "receipt_outcome",
    "signature_outcome",
    "token_outcome",
    "unread_outcome",
]


class InnerPlace(NamedTuple):
    """Where in a document a signature stands, what it covers, and what came after it."""

    document: str
    """Form of the document: pdf, ofd, asic-e …"""
    name: str
    """What the document calls it: sender's text."""
    covers: tuple[str, ...]
    whole: bool
    change: Change
    changed: tuple[str, ...]
    claimed_at: str | None

    def as_json(self) -> dict[str, object]:
        """Return the place as reports carry it."""
        return {
            "document": self.document,
            "name": self.name,
            "covers": list(self.covers),
            "whole": self.whole,
            "change": self.change.value,
            "changed": list(self.changed),
            "claimed_at": self.claimed_at,
        }


class ProofOutcome(NamedTuple):
    """One proof, judged."""

    id: str
    kind: ProofKind
    form: str
    over: str
    item: str | None
    """The item at the end of its `over` chain."""
    binding: bool
    """Whether it covers the item itself, and so can bind it."""
    status: CheckStatus
    findings: tuple[Finding, ...]
    proven_time: datetime | None = None
    """What it proves (timestamp), or what is proved of it (signature)."""
    signers: tuple[str, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    """Certificate paths, one for each signer that has one, the signer first."""
    algorithms: tuple[str, ...] = ()
    stated: tuple[tuple[str, bytes], ...] = ()
    """Digests that the proof itself states of what it covers."""
    calls_for: tuple[str, ...] = ()
    """Kinds of proof that this one says stand beside it (a receipt)."""
    confirms: bool = False
    """Whether it is a receipt whose signed fields name the deposit of the case line."""
    answers: bool = True
    """Whether it can be the proof that a platform's record calls for: a stranger's cannot."""
    makers: tuple[frozenset[str], ...] = ()
    """Names under which each of those who made it is known: signers, authority, operator."""
    ledger: LedgerPlace | None = None
    """Where an anchor stands; None for every other proof."""
    word: DepositWord | None = None
    """What a receipt's signed fields say of its deposit; None for every other proof."""
    deposit_state: ReceiptState | None = None
    """How far a receipt says that the deposit has come, signed or not."""
    of_borrower: bool = False
    """Whether it is a signature over a contract by the borrower, or a finding asks if it is."""
    inside: InnerPlace | None = None
    """Where in the original it stands; None for a proof that lies beside it."""
    signature_intact: bool | None = None
    """Whether its value verifies, whatever the trust; None where that was not computed."""
    digest_intact: bool | None = None
    """Whether it is over what it covers; None where that was not computed."""


def _head(proof: Proof, item: str | None) -> tuple[str, ProofKind, str, str, str | None]:
    """Return the fields of an outcome that are the proof's own."""
    return proof.id, proof.kind, proof.form, f"{proof.over.kind}:{proof.over.id}", item


def signature_outcome(
    proof: Proof,
    item: str | None,
    facts: SignatureFacts,
    existence: Existence,
    context: VerificationContext,
) -> ProofOutcome:
    """Judge a signature, every signer at its own value's proven time."""
    judged = [
        judge_signer(info, one, existence, context, subject=proof.id)
        for info, one in zip(facts.signed.signers, facts.signers, strict=True)
    ]
    findings = (*facts.findings, *[one for j in judged for one in j.findings])
    algorithms = tuple([name for one in facts.signers for name in one.algorithms])
    weak = _never_enough(algorithms, proof.id)
    times = [j.proven for j in judged if j.proven is not None]
    return ProofOutcome(
        *_head(proof, item),
        proof.over.kind is OverKind.ITEM and not weak,
        status_of(findings),
        findings + weak,
        max(times) if times and len(times) == len(judged) else None,
        tuple([j.subject for j in judged if j.subject]),
        tuple([j.path for j in judged if j.path]),
        _algorithms(algorithms),
        tuple([one.stated for one in facts.signers if one.stated is not None]),
        makers=tuple([_known_as(one.resolved) for one in facts.signers]),
        signature_intact=all_intact([one.intact for one in facts.signers]),
        digest_intact=all_intact([one.digest_intact for one in facts.signers]),
    )


def all_intact(values: Sequence[bool | None]) -> bool | None:
    """Return whether all of several are; None where that is not known of any or of one."""
    if not values or None in values:
        return False if False in values else None
    return all(values)


def token_outcome(
    token: PendingToken, proof: Proof, item: str | None, judgement: TimeJudgement
) -> ProofOutcome:
    """Return a judged token: the proof itself, or one inside the signature `proof`."""
    inner = token.id != proof.id
    over = f"signature:{proof.id}" if inner else f"{proof.over.kind}:{proof.over.id}"
    base = ProofOutcome(
        token.id,
        ProofKind.TIMESTAMP,
        "tst" if inner else proof.form,
        over,
        item,
        not inner and proof.over.kind is OverKind.ITEM,
        judgement.status,
        judgement.findings,
        judgement.proven,
    )
    facts = token.facts
    if facts is None or facts.signer is None:
        return base
    info, signer = facts.token.info, facts.signer
    resolved = signer.resolved
    algorithms = ((info.digest or "unknown", 0), *signer.algorithms)
    weak = _never_enough(algorithms, token.id)
    return base._replace(
        binding=base.binding and not weak,
        findings=base.findings + weak,
        signers=(resolved.name,) if resolved is not None and resolved.name else (),
        paths=(resolved.path,) if resolved is not None and resolved.path else (),
        algorithms=_algorithms(algorithms),
        stated=((info.digest, info.imprint),) if info.digest else (),
        makers=(_known_as(resolved),),
        signature_intact=signer.value_intact,
        digest_intact=facts.imprint_intact,
    )


@lru_cache(maxsize=256)
def _never_enough(algorithms: tuple[tuple[str, int], ...], subject: str) -> tuple[Finding, ...]:
    """Return that a proof rests on a digest that alone makes nothing consistent (judgement 3)."""
    weak = sorted({name for name, _ in algorithms} & NEVER_ENOUGH)
    if not weak:
        return ()
    return (finding("proof.digest_never_enough", subject, observed=", ".join(weak)),)


def _known_as(resolved: ResolvedSigner | None) -> frozenset[str]:
    if resolved is None or resolved.certificate is None:
        return frozenset()
    return holder_of(resolved.certificate).known_as


_NO_DEPOSIT = frozenset({"anchor.submitter_unlisted", "ots.existence_only"})
"""Codes that say of an anchor that it is existence alone: no platform's account made it."""


def anchor_outcome(proof: Proof, item: str | None, facts: AnchorFacts) -> ProofOutcome:
    """Return a judged anchor of any ledger, with its place on the chain."""
    operator = facts.place.operator
    return ProofOutcome(
        *_head(proof, item),
        proof.over.kind is OverKind.ITEM,
        facts.status,
        facts.findings,
        facts.proven,
        algorithms=facts.algorithms,
        stated=facts.stated,
        answers=_NO_DEPOSIT.isdisjoint(one.code for one in facts.findings),
        makers=(frozenset([operator]),) if operator is not None else (),
        ledger=facts.place,
    )


def receipt_outcome(
    proof: Proof,
    item: str | None,
    facts: ReceiptFacts,
    existence: Existence,
    context: VerificationContext,
) -> ProofOutcome:
    """Judge a receipt, its platform's signature at the time proved for that.

    What it says of a deposit counts for the item that it is over, where it states that item's
    digest; of an item whose original is not here nobody can tell.
    """
    judged, record = judge_receipt(facts, existence, context, subject=proof.id), facts.record
    weak = _never_enough(tuple([(name, 0) for name, _ in judged.stated]), proof.id)
    over_item = proof.over.kind is OverKind.ITEM and not weak
    binding = over_item and judged.binds
    absent = any(one.code == "proof.over_unresolved" for one in facts.compared.findings)
    counts = binding or (over_item and absent)
    return ProofOutcome(
        *_head(proof, item),
        binding,
        judged.status,
        judged.findings + weak,
        judged.proven,
        signers=(judged.subject,) if judged.subject else (),
        paths=(judged.path,) if judged.path else (),
        stated=judged.stated,
        calls_for=judged.calls_for,
        confirms=judged.confirms and counts,
        answers=counts,
        makers=(frozenset([record.id, record.name]),) if record is not None else (),
        word=judged.word if binding else None,
        deposit_state=judged.state,
    )


def unread_outcome(decoded: DecodedProof, item: str | None) -> ProofOutcome:
    """Return the outcome of a proof whose octets could not be read as what they claim."""
    proof = decoded.proof
    findings = (decoded.fault,) if decoded.fault is not None else ()
    return ProofOutcome(
        *_head(proof, item),
        proof.over.kind is OverKind.ITEM,
        status_of(findings),
        findings,
    )


@lru_cache(maxsize=256)
def _algorithms(names: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([f"{name}-{bits}" if bits else name for name, bits in names]))
