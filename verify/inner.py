"""Signatures inside an original on their way to judgement, as proofs over the item (judgement 2).

Each one is prepared as its detached like would be, over the octets that it covers. It binds the
item only where it covers the whole document and nothing was changed after it but what a further
signature adds. By when the file is proved to have existed, every value in it did; what a document
time-stamp covers existed by that, the values of earlier signatures too (EN 319 142-1 5.5).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import SignedData
from verify.asn1.eseal import SealSignature
from verify.asn1.tst import TimeStampToken
from verify.checks.covered import CoveredObject, CoveredParts
from verify.checks.signer import status_of
from verify.codes.table import CODES, finding
from verify.context import VerificationContext
from verify.existence import Existence, TimeClaim, TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.model import (
    Change,
    ContentFacts,
    DigestSpec,
    Evidence,
    InnerSignature,
    Locator,
    Over,
    OverKind,
    Proof,
    SignedDocument,
)
from verify.outcomes import InnerPlace, ProofOutcome
from verify.proofs import DecodedProof, Message, decode_proof

__all__ = [
    "WITHIN",
    "InnerProof",
    "PendingInner",
    "bars_consistent",
    "document_findings",
    "inner_proofs",
    "pend_inner",
]

WITHIN = "/"
"""Between the id of an original and that of a signature inside: it stands in no id."""
_SHA256 = DigestSpec("sha256")
_CHANGED = {
    Change.FORM: "embedded.changed_form",
    Change.ANNOTATIONS: "embedded.changed_annotations",
    Change.CONTENT: "embedded.changed_content",
    Change.UNKNOWN: "embedded.changed_unknown",
}
_NOTHING = Change.NOTHING
_ONE_SEQUENCE = frozenset({"pdf"})
"""Forms that grow at their end alone: what a time-stamp covers is the file, but for the stamp.

A container may be given further files at any time: its time-stamps date what they enclose."""
_STILL_COUNTS = frozenset({Change.NOTHING, Change.SIGNATURES, Change.FORM})

_Close = Callable[[Existence, Sequence[TimeJudgement]], Sequence[ProofOutcome]]


class InnerProof(NamedTuple):
    """One signature inside an original, as a proof over its item."""

    decoded: DecodedProof
    covered: CoveredObject
    inner: InnerSignature
    findings: tuple[Finding, ...]
    """What its reader says of it, and what was changed after it."""
    place: InnerPlace


class PendingInner(NamedTuple):
    """One of them with its mathematics done (see `verify.pending.PendingProof`)."""

    claims: tuple[TimeClaim, ...]
    close: _Close


def document_findings(evidence: Evidence, facts: ContentFacts) -> list[Finding]:
    """Return what the readers of an original say of the document as a whole."""
    return [
        one._replace(subject=evidence.id)
        for document in facts.signed
        for one in document.findings
        if not _named(one, document)
    ]


def inner_proofs(evidence: Evidence, facts: ContentFacts) -> list[InnerProof]:
    """Return every signature inside an original, decoded."""
    return [
        _inner_proof(evidence, document, inner)
        for document in facts.signed
        for inner in document.signatures
    ]


def _named(one: Finding, document: SignedDocument) -> bool:
    return any(one.subject == inner.id for inner in document.signatures)


def _inner_proof(evidence: Evidence, document: SignedDocument, inner: InnerSignature) -> InnerProof:
    name = f"{evidence.id}{WITHIN}{inner.id}"
    over = Over(OverKind.ITEM, evidence.id)
    proof = Proof(name, inner.kind, inner.form, over, Locator(evidence.path or ""), None)
    decoded = _helped(decode_proof(proof, inner.octets), document)
    told = [one._replace(subject=name) for one in document.findings if one.subject == inner.id]
    if inner.change in _CHANGED:
        shown = ", ".join(inner.changed) or None
        told.append(finding(_CHANGED[inner.change], name, observed=shown))
    if not inner.whole:
        told.append(finding("embedded.not_whole", name))
    place = InnerPlace(
        document.form,
        inner.name,
        inner.covers,
        inner.whole,
        inner.change,
        inner.changed,
        inner.claimed_at,
    )
    covered = CoveredObject(
        CoveredParts(inner.size, inner.digests, inner.is_attributes), inner.digests[_SHA256]
    )
    return InnerProof(decoded, covered, inner, tuple(told), place)


def _helped(decoded: DecodedProof, document: SignedDocument) -> DecodedProof:
    """Return a proof with what its document keeps for later validation (PAdES-LT)."""
    if not (document.certificates or document.crls or document.ocsps):
        return decoded
    message = decoded.message
    if isinstance(message, SignedData):
        return decoded._replace(message=_with_values(message, document))
    if isinstance(message, TimeStampToken):
        helped = message._replace(signed=_with_values(message.signed, document))
        return decoded._replace(message=helped)
    return decoded


def _with_values(signed: SignedData, document: SignedDocument) -> SignedData:
    return signed._replace(
        certificates=(*signed.certificates, *document.certificates),
        crls=(*signed.crls, *document.crls),
        ocsps=(*signed.ocsps, *document.ocsps),
    )


def pend_inner(
    one: InnerProof,
    claims: tuple[TimeClaim, ...],
    close: _Close,
    messages: Mapping[str, Message | None],
    file: bytes,
    context: VerificationContext,
) -> PendingInner:
    """Return what is prepared of a proof, with what its place in the document adds.

    Args:
        one: the proof.
        claims: the times it claims, its own first.
        close: gives its outcomes, its own first.
        messages: every signature of the document by its inner id.
        file: SHA-256 of the original.
        context: trust, policy, time and caches of the run.
    """
    more = _claims_for_enclosed(one, claims, messages, file)

    def finish(existence: Existence, judged: Sequence[TimeJudgement]) -> list[ProofOutcome]:
        for value in _values(one.decoded.message):
            existence.lower(value, existence.of(file))
        own, *tokens = close(existence, judged[: len(claims)])
        findings = (*own.findings, *context.levelled(one.findings))
        counts = one.inner.whole and one.inner.change in _STILL_COUNTS
        return [
            own._replace(
                findings=findings,
                status=_worse(own.status, status_of(findings)),
                binding=own.binding and counts,
                stated=(),
                inside=one.place,
            ),
            *tokens,
        ]

    return PendingInner((*claims, *more), finish)


def _claims_for_enclosed(
    one: InnerProof,
    claims: tuple[TimeClaim, ...],
    messages: Mapping[str, Message | None],
    file: bytes,
) -> list[TimeClaim]:
    """Return what a document time-stamp proves the time of beside the octets it covers.

    A reader that is wrong about what one covers, or that knows of a later change, gives nothing.
    """
    if not isinstance(one.decoded.message, TimeStampToken) or not claims or _wrong(one.findings):
        return []
    own = claims[0]
    if own.covers is None:
        return []
    found = [value for name in one.inner.encloses for value in _values(messages.get(name))]
    if one.place.document in _ONE_SEQUENCE and one.inner.whole and one.inner.change is _NOTHING:
        found.append(file)
    return [own._replace(covers=covers) for covers in found]


def _wrong(findings: tuple[Finding, ...]) -> bool:
    return any(one.status is CheckStatus.FAILED for one in findings)


def _values(message: Message | None) -> list[bytes]:
    """Return the SHA-256 that every signature value of a message is known by in existence."""
    if isinstance(message, SealSignature):
        return [compute_digest("sha256", message.signature)]
    signed = message.signed if isinstance(message, TimeStampToken) else message
    if not isinstance(signed, SignedData):
        return []
    return [compute_digest("sha256", signer.signature) for signer in signed.signers]


def _worse(one: CheckStatus, other: CheckStatus) -> CheckStatus:
    order = (CheckStatus.FAILED, CheckStatus.INDETERMINATE)
    return next((status for status in order if status in (one, other)), one)


def bars_consistent(findings: Sequence[Finding]) -> bool:
    """Whether what readers say of a document leaves it open, or contradicts it."""
    return any(
        one.status is CheckStatus.INDETERMINATE
        or (one.status is CheckStatus.FAILED and not CODES[one.code].contradiction)
        for one in findings
    )
