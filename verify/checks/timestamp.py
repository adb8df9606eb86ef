"""RFC 3161 and GB/T 20520 tokens: the list of design 7 step 5, each rule with its own code.

1. exactly one signer; signed attributes with contentType TSTInfo and the right messageDigest
2. ESSCertID(v2) names the signing certificate; extended key usage timeStamping, critical, alone
3. the imprint is the digest of what the token declares to cover
4. the signature value
5. path of the authority at genTime; genTime not in the future; compromise (judgement 3)

Steps 1 to 4 are facts; step 5 depends on when the token itself is proved to have existed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from verify.asn1.tst import TimeStampToken
from verify.asn1.x509 import Certificate
from verify.checks.covered import CoveredObject, CoveredOctets
from verify.checks.message import encoding_findings
from verify.checks.signer import SignerFacts, check_signer, status_of, weak_algorithm
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.existence import TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.path import PathResult
from verify.path.window import moved
from verify.signers import COMPROMISE, PathLimits, path_limits
from verify.trust import Purpose

__all__ = ["TIME_STAMPING", "TimestampFacts", "check_timestamp", "judge_timestamp"]

TIME_STAMPING = "1.3.6.1.5.5.7.3.8"


class TimestampFacts(NamedTuple):
    """What the mathematics of one token gave."""

    token: TimeStampToken
    findings: tuple[Finding, ...]
    signer: SignerFacts | None
    covers: bytes | None
    """SHA-256 of the object that the imprint is the digest of; None where none matches."""
    imprint_intact: bool | None


def check_timestamp(
    token: TimeStampToken,
    candidates: Sequence[CoveredObject] | None,
    context: VerificationContext,
    *,
    subject: str,
) -> TimestampFacts:
    """Return the facts of a token that declares to cover one of `candidates`.

    Args:
        token: the decoded token.
        candidates: what it may cover (a signature with several signers has several values);
            None or empty where its octets are not here.
        context: trust, policy, time and caches of the run.
        subject: id of the proof, for the findings.
    """
    signed = token.signed
    # 1
    if len(signed.signers) != 1:
        one = finding("timestamp.signers_not_one", subject, observed=str(len(signed.signers)))
        return TimestampFacts(token, (one,), None, None, None)
    found = encoding_findings(signed, subject)
    attributes = signed.signers[0].attributes
    if attributes is None:
        found.append(finding("timestamp.attributes_incomplete", subject))
    content = CoveredOctets(signed.content or b"")
    # 4, with 2's certificate
    facts = check_signer(
        signed,
        signed.signers[0],
        content,
        context,
        area="timestamp",
        purpose=Purpose.TSA,
        subject=subject,
    )
    found += facts.findings
    # 2
    if facts.resolved is not None and facts.resolved.certificate is not None:
        found += _usage_faults(facts.resolved.certificate, subject)
    # 3
    covers, imprint_intact, faults = _imprint(token, candidates, subject)
    found += faults
    return TimestampFacts(token, tuple(found), facts, covers, imprint_intact)


def judge_timestamp(
    facts: TimestampFacts, existed: datetime, context: VerificationContext, *, subject: str
) -> TimeJudgement:
    """Judge a token whose octets are proved to have existed at `existed` (step 5)."""
    found = list(facts.findings)
    tolerances = context.policy.tolerances
    info = facts.token.info
    if info.gen_time > moved(context.at, tolerances.future):
        found.append(finding("timestamp.in_future", subject, observed=info.gen_time.isoformat()))
    if facts.signer is not None:
        weak = weak_algorithm(facts.signer, existed, context)
        if weak is None and info.digest and not context.strong(info.digest, 0, existed):
            weak = (info.digest, 0)
        if weak is not None:
            found.append(
                finding("timestamp.algorithm_weak", subject, observed=f"{weak[0]} {weak[1]}")
            )
        resolved = facts.signer.resolved
        if resolved is not None and resolved.assessment is not None:
            assessment = resolved.assessment
            result = assessment.judge(info.gen_time, not_before=info.gen_time)
            limits = resolved.limits
            if result is not assessment.clean:
                limits = path_limits(assessment, result.chain)
            found += _limit_findings(limits, existed, subject)
            if result.findings or result.revoked_at is not None:
                found += _path_findings(result, info.gen_time, existed, subject)
    findings = context.levelled(found)
    status = status_of(findings)
    if status is not CheckStatus.PASSED:
        return TimeJudgement(status, findings, None)
    accuracy = info.accuracy if info.accuracy is not None else tolerances.accuracy
    return TimeJudgement(status, findings, moved(info.gen_time, accuracy))


def _usage_faults(certificate: Certificate, subject: str) -> list[Finding]:
    usage = certificate.extended_key_usage
    if usage is None or TIME_STAMPING not in usage.oids:
        return [finding("timestamp.eku_absent", subject)]
    faults = []
    if not usage.critical:
        faults.append(finding("timestamp.eku_not_critical", subject))
    if len(usage.oids) != 1:
        faults.append(finding("timestamp.eku_not_alone", subject))
    return faults


def _imprint(
    token: TimeStampToken, candidates: Sequence[CoveredObject] | None, subject: str
) -> tuple[bytes | None, bool | None, list[Finding]]:
    """Return the covered object, whether the imprint agrees, and what is wrong."""
    info = token.info
    if info.digest is None:
        return None, None, [finding("timestamp.algorithm_unsupported", subject)]
    known = [(c, c.covered.digest(info.digest)) for c in candidates or ()]
    for candidate, digest in known:
        if digest == info.imprint:
            return candidate.octets, True, []
    digests = [digest for _, digest in known if digest is not None]
    if not digests:
        return None, None, [finding("proof.over_unresolved", subject, expected=info.digest)]
    one = finding(
        "timestamp.imprint_mismatch",
        subject,
        observed=f"{info.digest}:{digests[0].hex()}",
        expected=f"{info.digest}:{info.imprint.hex()}",
    )
    return None, False, [one]


def _limit_findings(limits: PathLimits, existed: datetime, subject: str) -> list[Finding]:
    """Judge the path by when the token is proved to have existed, not by its own word."""
    found = []
    if existed >= limits.strong_until:
        found.append(finding("timestamp.algorithm_weak", subject, observed="certificate path"))
    if existed >= limits.compromised_since:
        since = limits.compromised_since.isoformat()
        found.append(finding("timestamp.tsa_compromised", subject, observed=since))
    return found


def _path_findings(
    result: PathResult, gen_time: datetime, existed: datetime, subject: str
) -> list[Finding]:
    """Return the path's findings in the words that hold for a TSA (judgement 3)."""
    if _revoked_otherwise(result) and result.revoked_at and result.revoked_at <= gen_time:
        return [finding("timestamp.tsa_revoked", subject, observed=_text(result))]
    if result.compromised_at is not None:
        if existed >= result.compromised_at:
            since = result.compromised_at.isoformat()
            return [finding("timestamp.tsa_compromised", subject, observed=since)]
        return [one._replace(subject=subject) for one in result.findings if not _revoked(one)]
    if result.expired or gen_time < result.chain[0].not_before:
        return [finding("timestamp.outside_validity", subject, observed=gen_time.isoformat())]
    return [one._replace(subject=subject) for one in result.findings]


def _revoked_otherwise(result: PathResult) -> bool:
    """Whether the first revocation was for a reason that leaves earlier tokens as they are."""
    return result.revoked_at is not None and result.revocation_reason not in COMPROMISE


def _revoked(one: Finding) -> bool:
    return one.code in ("certificate.signed_after_revocation", "revocation.revoked_no_poe")


def _text(result: PathResult) -> str:
    return f"{result.revoked_at} {result.revocation_reason}"
