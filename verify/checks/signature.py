"""Signatures over an item: every SignerInfo on its own (RFC 5652, CAdES; judgement 2 to 4).

`check_signature` gives what the mathematics says; `judge_signer` adds path, revocation and
algorithms at the time that is proved for bytes that contain the signature value.
"""

from datetime import datetime
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import TST_INFO, SignedData, SignerInfo
from verify.checks.contenttime import check_content_timestamps
from verify.checks.countersignature import check_counter_signatures
from verify.checks.covered import Covered, CoveredOctets
from verify.checks.message import message_findings
from verify.checks.signer import SignerFacts, check_signer, weak_algorithm
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.existence import Existence
from verify.findings import Finding
from verify.path.window import moved
from verify.trust import Purpose

__all__ = ["SignatureFacts", "SignerJudgement", "check_signature", "judge_signer"]


class SignatureFacts(NamedTuple):
    """One signature file over what it covers."""

    signed: SignedData
    signers: tuple[SignerFacts, ...]
    """In the order of `signed.signers`."""
    findings: tuple[Finding, ...]
    """About the message as a whole."""


class SignerJudgement(NamedTuple):
    """One signer, judged at its proven time."""

    findings: tuple[Finding, ...]
    proven: datetime | None
    """Upper bound that a proof gave for the signature value; None: only the receipt."""
    subject: str | None
    """Readable subject of the certificate."""
    path: tuple[str, ...]
    """Readable subjects from the signer to the trusted root."""


def check_signature(
    signed: SignedData,
    covered: Covered | None,
    context: VerificationContext,
    *,
    purpose: Purpose = Purpose.SIGNER,
    subject: str,
) -> SignatureFacts:
    """Return the facts of a CMS signature that declares to cover `covered`, of all its signers."""
    found: list[Finding] = []
    if not signed.signers:
        found.append(finding("cms.no_signers", subject))
    if signed.content_type == TST_INFO:
        found.append(finding("signature.content_is_tstinfo", subject))
    if signed.content is not None:
        same = covered.equals(signed.content) if covered is not None else None
        if same is None:
            found.append(finding("proof.over_unresolved", subject))
        elif not same:
            found.append(finding("signature.content_differs", subject))
        covered = CoveredOctets(signed.content)
    if covered is not None and _without_attributes(signed) and covered.is_attributes is not False:
        replayed = covered.is_attributes
        code = "signature.attributes_as_content" if replayed else "proof.over_unresolved"
        found.append(finding(code, subject))
    found += message_findings(signed, subject)
    signers = []
    for signer in signed.signers:
        facts = check_signer(
            signed, signer, covered, context, area="signature", purpose=purpose, subject=subject
        )
        if signer.attributes is not None and signer.attributes.content_timestamps:
            times = check_content_timestamps(signer, covered, context, subject=subject)
            found += times.findings
            facts = facts._replace(signed_after=times.signed_after)
        signers.append(facts)
    found += check_counter_signatures(signed, context, subject=subject)
    return SignatureFacts(signed, tuple(signers), context.levelled(found))


def judge_signer(
    signer: SignerInfo,
    facts: SignerFacts,
    existence: Existence,
    context: VerificationContext,
    *,
    subject: str,
) -> SignerJudgement:
    """Judge one signer's certificate and algorithms at its value's proven time (judgement 3)."""
    key = compute_digest("sha256", signer.signature)
    bound = existence.of(key)
    found = list(facts.findings)
    weak = weak_algorithm(facts, bound, context)
    if weak is not None:
        found.append(finding("signature.algorithm_weak", subject, observed=f"{weak[0]} {weak[1]}"))
    resolved = facts.resolved
    if resolved is not None and resolved.assessment is not None:
        lower = _lower_bound(facts, bound, context)
        result = resolved.assessment.judge(bound, not_before=lower)
        found += [one._replace(subject=subject) for one in result.findings]
    if _claims_later(facts, bound, context):
        found.append(finding("signature.signing_time_after_proof", subject))
    name, path = (resolved.name, resolved.path) if resolved is not None else (None, ())
    return SignerJudgement(context.levelled(found), existence.proved(key), name, path)


def _without_attributes(signed: SignedData) -> bool:
    return any(signer.attributes is None for signer in signed.signers)


def _claims_later(facts: SignerFacts, bound: datetime, context: VerificationContext) -> bool:
    """Whether the signer's own time lies after what is proved, by more than clocks differ."""
    if facts.signing_time is None:
        return False
    return moved(facts.signing_time, -context.policy.tolerances.clock) > bound


def _lower_bound(
    facts: SignerFacts, bound: datetime, context: VerificationContext
) -> datetime | None:
    """Return the latest instant at which the signature did not exist yet, where it can be true.

    A content timestamp says so, or the signing time that the signer claims, less the clocks'
    tolerance; neither counts where it is later than what is proved.
    """
    if facts.intact is not True:
        return None
    times = [facts.signed_after] if facts.signed_after and facts.signed_after <= bound else []
    if facts.signing_time is not None and facts.signing_time <= bound:
        times.append(moved(facts.signing_time, -context.policy.tolerances.clock))
    return max(times, default=None)
