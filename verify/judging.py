"""One line judged: the items of a case, or of one shared document, with all their proofs.

The order is that of design 7: integrity (2), the mathematics of signatures and tokens (3, 5),
proven times as a fixed point (8), paths and algorithms judged at those times (4, 8), and the item
results (judgement 4). A line's proofs see nothing but this line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from verify.asn1.cms import SignedData
from verify.asn1.tst import TimeStampToken
from verify.checks.integrity import ItemIntegrity, check_integrity
from verify.checks.signature import SignatureFacts, check_signature
from verify.checks.timestamp import CoveredObject, check_timestamp
from verify.codes.table import CODES, finding
from verify.context import VerificationContext
from verify.existence import Existence, prove_existence
from verify.findings import CheckStatus, Finding
from verify.items import CLEAN, DepositStatus, ItemState, ResultRow, item_result
from verify.model import (
    ContentFacts,
    DepositState,
    DigestSpec,
    Evidence,
    OverKind,
    Proof,
    ProofKind,
)
from verify.outcomes import ProofOutcome, signature_outcome, token_outcome, unread_outcome
from verify.proofs import DecodedProof
from verify.tokens import PendingToken, inner_tokens, octets_object, time_claim

__all__ = ["DecodedLine", "ItemOutcome", "PlatformCalls", "judge_line"]

_SHA256 = DigestSpec("sha256")
_BYTES_DIFFER = frozenset(
    {"signature.digest_mismatch", "signature.content_differs", "timestamp.imprint_mismatch"}
)
"""Codes of a proof over the item that compare the item's own octets."""


class DecodedLine(NamedTuple):
    """The evidence and decoded proofs of one case line or shared line."""

    evidence: tuple[Evidence, ...]
    proofs: tuple[DecodedProof, ...]


class PlatformCalls(NamedTuple):
    """What the platform that sealed a package is, and what its record calls for."""

    platform_id: str | None
    """None where no platform sealed it."""
    expected: Mapping[int, tuple[str, ...]]
    """Kinds of proof by Article 7 category (judgement 4)."""


class ItemOutcome(NamedTuple):
    """One item, judged."""

    evidence: Evidence
    facts: ContentFacts | None
    result: ResultRow
    deposit_status: DepositStatus
    proven_time: datetime | None
    proofs: tuple[ProofOutcome, ...]
    findings: tuple[Finding, ...]


def judge_line(
    line: DecodedLine,
    contents: Mapping[str, ContentFacts],
    manifest: Mapping[str, Mapping[str, str]],
    calls: PlatformCalls,
    context: VerificationContext,
) -> tuple[ItemOutcome, ...]:
    """Judge every item of a line.

    Args:
        line: evidence and decoded proofs.
        contents: content facts of every original that is here, by path.
        manifest: manifest lines by path.
        calls: the platform that sealed the package, and what its record calls for.
        context: trust, policy, time and caches of the run.
    """
    # 2 integrity
    items = {e.id: _integrity(e, line.evidence, contents, manifest) for e in line.evidence}
    ends = _ends(line.proofs)
    # 3, 5 the mathematics
    signatures = _signatures(line.proofs, items, context)
    tokens = _tokens(line.proofs, items, context)
    # 8 proven times
    claims = [time_claim(token, context) for token, _ in tokens]
    existence, judgements = prove_existence(claims, context.at)
    # 4, 8 judged at those times
    outcomes: list[ProofOutcome] = []
    for p in line.proofs:
        item = ends[p.proof.id]
        facts = signatures.get(p.proof.id)
        if facts is not None:
            outcomes.append(signature_outcome(p.proof, item, facts, existence, context))
        elif p.fault is not None:
            outcomes.append(unread_outcome(p, item))
    for (token, proof), judgement in zip(tokens, judgements, strict=True):
        outcomes.append(token_outcome(token, proof, ends[proof.id], judgement))
    by_item: dict[str | None, list[ProofOutcome]] = {}
    for outcome in outcomes:
        by_item.setdefault(outcome.item, []).append(outcome)
    return tuple(
        [
            _item_outcome(e, items[e.id], by_item.get(e.id, []), calls, existence, context)
            for e in line.evidence
        ]
    )


def _integrity(
    evidence: Evidence,
    all_evidence: Sequence[Evidence],
    contents: Mapping[str, ContentFacts],
    manifest: Mapping[str, Mapping[str, str]],
) -> ItemIntegrity:
    path = evidence.path or ""
    neighbours = (
        (e.id, contents[e.path])
        for e in all_evidence
        if e is not evidence and e.path is not None and e.path in contents
    )
    return check_integrity(
        evidence, manifest.get(path, {}), contents.get(path), neighbours=neighbours
    )


def _ends(proofs: Iterable[DecodedProof]) -> dict[str, str | None]:
    """Return the item at the end of every proof's `over` chain; a cycle ends nowhere."""
    over = {p.proof.id: p.proof.over for p in proofs}
    ends: dict[str, str | None] = {}
    for start, first in over.items():
        at, steps = first, 0
        while at.kind is not OverKind.ITEM and at.id in over and steps <= len(over):
            at, steps = over[at.id], steps + 1
        ends[start] = at.id if at.kind is OverKind.ITEM else None
    return ends


def _signatures(
    proofs: Iterable[DecodedProof],
    items: Mapping[str, ItemIntegrity],
    context: VerificationContext,
) -> dict[str, SignatureFacts]:
    found = {}
    for p in proofs:
        if isinstance(p.message, SignedData):
            candidates = _candidates(p.proof, items, proofs)
            covered = candidates[0].covered if candidates else None
            found[p.proof.id] = check_signature(p.message, covered, context, subject=p.proof.id)
    return found


def _candidates(
    proof: Proof, items: Mapping[str, ItemIntegrity], proofs: Iterable[DecodedProof]
) -> list[CoveredObject]:
    """Return what a proof may cover: one original, or each value of the signature it names."""
    if proof.over.kind is OverKind.ITEM:
        item = items.get(proof.over.id)
        if item is None or item.covered is None:
            return []
        return [CoveredObject(item.covered, item.covered.facts.digests[_SHA256])]
    if proof.over.kind is not OverKind.SIGNATURE:
        return []
    message = next((p.message for p in proofs if p.proof.id == proof.over.id), None)
    if message is None:
        return []
    signed = message.signed if isinstance(message, TimeStampToken) else message
    return [octets_object(signer.signature) for signer in signed.signers]


def _tokens(
    proofs: Iterable[DecodedProof],
    items: Mapping[str, ItemIntegrity],
    context: VerificationContext,
) -> list[tuple[PendingToken, Proof]]:
    """Return every token of a line with the proof that brings it."""
    found: list[tuple[PendingToken, Proof]] = []
    for p in proofs:
        proof = p.proof
        if isinstance(p.message, TimeStampToken):
            candidates = _candidates(proof, items, proofs)
            facts = check_timestamp(p.message, candidates, context, subject=proof.id)
            found.append((PendingToken(proof.id, p.octets or b"", facts), proof))
        elif p.message is not None:
            found += [(t, proof) for t in inner_tokens(p.message, context, subject=proof.id)]
    return found


_DEPOSIT = {
    DepositState.DEPOSITED: DepositStatus.DEPOSITED,
    DepositState.PENDING: DepositStatus.PENDING,
    DepositState.DIGEST_ONLY: DepositStatus.DIGEST_ONLY,
}


def _item_outcome(
    evidence: Evidence,
    integrity: ItemIntegrity,
    proofs: list[ProofOutcome],
    calls: PlatformCalls,
    existence: Existence,
    context: VerificationContext,
) -> ItemOutcome:
    kinds = calls.expected.get(evidence.category, ())
    findings = [
        *context.levelled(integrity.findings),
        *_claims(evidence, calls),
        *_expected_faults(evidence, kinds, proofs),
    ]
    if integrity.contradicted and _damaged(evidence, integrity, proofs):
        findings.append(finding("package.payload_damaged", evidence.id))
    if not proofs and evidence.deposit is None and not kinds:
        findings.append(finding("proof.absent", evidence.id))
    state = _state(evidence, integrity, kinds, proofs, findings)
    proven = None
    if integrity.covered is not None:
        proven = existence.proved(integrity.covered.facts.digests[DigestSpec("sha256")])
    return ItemOutcome(
        evidence,
        integrity.covered.facts if integrity.covered else None,
        item_result(state),
        _deposit_status(evidence, calls),
        proven,
        tuple(proofs),
        tuple(findings),
    )


def _deposit_status(evidence: Evidence, calls: PlatformCalls) -> DepositStatus:
    """Return the deposit's status: the sealing platform's own word, and nobody else's claim."""
    deposit = evidence.deposit
    if deposit is None or deposit.platform_id != calls.platform_id:
        return DepositStatus.NOT_DEPOSITED
    return _DEPOSIT[deposit.state]


def _expected_faults(
    evidence: Evidence, kinds: Iterable[str], proofs: Iterable[ProofOutcome]
) -> list[Finding]:
    present = {proof.kind.value for proof in proofs}
    return [
        finding("proof.withheld", evidence.id, expected=kind)
        for kind in kinds
        if kind not in present
    ]


def _claims(evidence: Evidence, calls: PlatformCalls) -> list[Finding]:
    """Return what the sender claims of a deposit that nothing here confirms."""
    deposit = evidence.deposit
    if deposit is None or deposit.platform_id == calls.platform_id:
        return []
    return [finding("platform.deposit_unconfirmed", evidence.id, observed=deposit.platform_id)]


def _damaged(evidence: Evidence, integrity: ItemIntegrity, proofs: Iterable[ProofOutcome]) -> bool:
    """Whether the file alone is wrong: every proof over it agrees with what was declared of it.

    One proof at least must agree, in the same algorithm; where the file is as declared, it is the
    manifest that is wrong, and no other file would cure it.
    """
    if integrity.covered is None:
        return False
    actual = integrity.covered.facts.digests
    stated = [one for proof in proofs if proof.binding for one in proof.stated]
    known = [(a, d) for a, d in stated if a in evidence.digests]
    if not known or any(evidence.digests[a] != d.hex() for a, d in known):
        return False
    return any(actual.get(DigestSpec(a)) != d for a, d in known)


def _state(
    evidence: Evidence,
    integrity: ItemIntegrity,
    kinds: tuple[str, ...],
    proofs: list[ProofOutcome],
    findings: list[Finding],
) -> ItemState:
    passed = [p for p in proofs if p.status is CheckStatus.PASSED]
    expected_passed = not kinds or {p.kind.value for p in passed}.issuperset(kinds)
    bound = any([p.binding for p in passed])  # noqa: C419 - a list is the faster of the two
    whole = integrity.covered is not None and not findings and len(passed) == len(proofs)
    if whole and bound and expected_passed:
        return CLEAN
    every = [*findings, *(one for p in proofs for one in p.findings)] if proofs else findings
    wrong = [CODES[one.code] for one in every if one.status is CheckStatus.FAILED]
    contradictions = [row for row in wrong if row.contradiction]
    differing = {one.code for p in proofs if p.binding for one in p.findings} & _BYTES_DIFFER
    open_findings = [one for one in every if one.status is CheckStatus.INDETERMINATE]
    return ItemState(
        digest_contradicted=integrity.contradicted or bool(differing),
        proof_contradicted=bool(contradictions),
        original_here=integrity.covered is not None,
        bound=bound,
        bound_by_platform_alone=False,
        expected_passed=expected_passed,
        any_failed=any(p.status is CheckStatus.FAILED for p in proofs),
        signature_open=integrity.embedded_open
        or any(
            p.kind is ProofKind.SIGNATURE and p.status is CheckStatus.INDETERMINATE for p in proofs
        ),
        claimed=bool(proofs) or evidence.deposit is not None or bool(kinds),
        retry=bool(open_findings)
        and not wrong
        and all(CODES[one.code].retry for one in open_findings),
    )
