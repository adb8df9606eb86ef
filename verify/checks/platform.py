"""Step 1: whose package this is, and the platform's seal over its tag manifest.

Design 7 step 1; formats package 7, 8; judgement 2. The seal is the platform's word: it closes the
package and never makes an item consistent. What refuses here has status FAILED; an undecided seal
is an open question.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import SignedData, decode_signed_data
from verify.canonical import rfc3339
from verify.checks.covered import CoveredObject, CoveredOctets
from verify.checks.signature import SignatureFacts, check_signature, judge_signer
from verify.checks.signer import status_of
from verify.checks.timestamp import check_timestamp, judge_timestamp
from verify.codes.table import finding, row_of
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import Existence, prove_existence
from verify.findings import CheckStatus, Finding
from verify.instants import stated_instant
from verify.model import PackageFacts, PackageHead
from verify.path.window import EARLIEST, moved
from verify.proofs import decode_timestamp
from verify.tokens import inner_tokens, time_claim
from verify.trust import PlatformRecord, Purpose

__all__ = ["SealOutcome", "check_package", "registered_certificate"]

SEAL = "signature.p7s"
SEAL_TIMESTAMP = "signature.tsr"

_DAY = timedelta(days=1)

_LAPSED = frozenset(
    {
        "certificate.signed_after_revocation",
        "certificate.signed_after_expiry",
        "revocation.revoked_no_poe",
        "revocation.revoked_ca_no_poe",
        "certificate.expired_no_poe",
    }
)
"""A certificate revoked or expired at the seal's proven time refuses (judgement 2)."""


class SealOutcome(NamedTuple):
    """What step 1 established about the package as a whole."""

    findings: tuple[Finding, ...]
    signer: str | None
    """Readable subject of the seal's certificate; None unless the seal passed."""
    sealed_at: datetime | None
    """By when the seal is proved to have existed; None: only the receipt."""
    intact: bool | None = None
    """What the seal's mathematics gave; None where it was not computed."""
    passed: bool = False
    """Whether the platform's signature on the package passed: what is in it is its word."""

    @property
    def refused(self) -> bool:
        """Whether the package is refused."""
        return any(one.status is CheckStatus.FAILED for one in self.findings)


def check_package(facts: PackageFacts, context: VerificationContext) -> SealOutcome:
    """Return step 1 of the procedure for a package that was read."""
    found = list(facts.findings)
    head = facts.head
    if head is None:
        return SealOutcome(tuple(found), None, None)
    found += _addressee(head, context)
    record, faults = _platform(head, context)
    found += faults
    if facts.signature is None:
        if head.path == "deposited":
            found.append(finding("package.seal_absent", SEAL))
        return SealOutcome(tuple(found), None, None)
    return _seal(facts, facts.signature, head, record, found, context)


def _addressee(head: PackageHead, context: VerificationContext) -> list[Finding]:
    trust = context.trust
    found = [finding("trust.bare_folder", "trust")] if trust.bare else []
    if trust.audience is not None and head.audience != trust.audience:
        found.append(
            finding(
                "package.other_court", "audience", observed=head.audience, expected=trust.audience
            )
        )
    if trust.environment is not None and head.environment != trust.environment:
        found.append(
            finding(
                "package.other_environment",
                "environment",
                observed=head.environment,
                expected=trust.environment,
            )
        )
    return [*found, *_filing(head, context)]


def _filing(head: PackageHead, context: VerificationContext) -> list[Finding]:
    """Compare the filing date with the court's own receipt, which alone chooses rules."""
    # Stored facts that were edited state no day; a package is refused for it.
    begin = stated_instant(head.filing_date) or EARLIEST
    tolerance = context.policy.tolerances.filing
    if moved(begin, -tolerance) <= context.at <= moved(begin, _DAY + tolerance):
        return []
    return [
        finding(
            "package.filing_date_differs",
            "filing_date",
            observed=head.filing_date,
            expected=rfc3339(context.at),
        )
    ]


def _platform(
    head: PackageHead, context: VerificationContext
) -> tuple[PlatformRecord | None, list[Finding]]:
    if head.path != "deposited":
        return None, []
    if context.trust.platforms is None:
        code = "trust.absent" if context.trust.empty else "trust.platforms_unknown"
        return None, [
            finding(code, "platform_id", observed=head.platform_id),
            *([finding("platform.unknown", "platform_id")] if context.trust.empty else []),
        ]
    record = context.trust.platforms.get(head.platform_id or "")
    if record is None:
        return None, [finding("platform.unknown", "platform_id", observed=head.platform_id)]
    return record, []


def _seal(
    facts: PackageFacts,
    octets: bytes,
    head: PackageHead,
    record: PlatformRecord | None,
    found: list[Finding],
    context: VerificationContext,
) -> SealOutcome:
    try:
        signed = decode_signed_data(octets)
    except DecodeError as error:
        undecided = CheckStatus.INDETERMINATE in row_of(error.code).statuses
        code = "package.seal_undecided" if undecided else "package.seal_malformed"
        found.append(finding(code, SEAL, observed=str(error)))
        return SealOutcome(tuple(found), None, None)
    if not _well_formed(signed):
        found.append(finding("package.seal_malformed", SEAL))
        return SealOutcome(tuple(found), None, None)
    existence, faults = _sealed_at(facts, signed, context)
    found += faults
    covered = CoveredOctets(facts.tagmanifest)
    signature = check_signature(signed, covered, context, purpose=Purpose.PLATFORM, subject=SEAL)
    bound = existence.of(compute_digest("sha256", signed.signers[0].signature))
    faults = _judge_seal(signature, existence, record, bound, context)
    found += faults
    if record is not None:
        found += _mandate(record, head, bound)
    resolved = signature.signers[0].resolved
    name = resolved.name if resolved is not None and not faults else None
    return SealOutcome(
        context.levelled(found),
        name,
        bound if bound != context.at else None,
        signature.signers[0].value_intact,
        not faults,
    )


def _well_formed(signed: SignedData) -> bool:
    """Whether a seal is detached, with one signer and signed attributes (formats package 7)."""
    return (
        signed.is_plain
        and len(signed.signers) == 1
        and signed.content is None
        and signed.signers[0].attributes is not None
    )


def _sealed_at(
    facts: PackageFacts, signed: SignedData, context: VerificationContext
) -> tuple[Existence, list[Finding]]:
    inner = inner_tokens(signed, context, subject=SEAL)
    existence, _ = prove_existence([time_claim(token, context) for token in inner], context.at)
    if facts.signature_timestamp is None:
        return existence, []
    value = signed.signers[0].signature
    key = compute_digest("sha256", value)
    try:
        token = decode_timestamp(facts.signature_timestamp)
    except DecodeError as error:
        return existence, [
            finding("package.seal_timestamp_unusable", SEAL_TIMESTAMP, observed=str(error))
        ]
    candidates = [CoveredObject(CoveredOctets(value), key)]
    checked = check_timestamp(token, candidates, context, subject=SEAL_TIMESTAMP)
    judged = judge_timestamp(checked, context.at, context, subject=SEAL_TIMESTAMP)
    if judged.proven is not None and checked.covers is not None:
        existence.lower(checked.covers, judged.proven)
        return existence, []
    codes = ", ".join(one.code for one in judged.findings)
    return existence, [finding("package.seal_timestamp_unusable", SEAL_TIMESTAMP, observed=codes)]


def _judge_seal(
    signature: SignatureFacts,
    existence: Existence,
    record: PlatformRecord | None,
    bound: datetime,
    context: VerificationContext,
) -> list[Finding]:
    """Return what the seal's signature and certificate come to."""
    judged = judge_signer(
        signature.signed.signers[0], signature.signers[0], existence, context, subject=SEAL
    )
    findings = [*signature.findings, *judged.findings]
    if record is not None and not registered_certificate(signature, record, bound):
        return [finding("platform.certificate_not_registered", SEAL, observed=judged.subject)]
    status = status_of(findings)
    if status is CheckStatus.PASSED:
        return []
    codes = ", ".join(dict.fromkeys(one.code for one in findings))
    if any(one.code in _LAPSED for one in findings):
        return [finding("package.seal_certificate_invalid", SEAL, observed=codes)]
    if status is CheckStatus.FAILED:
        return [finding("package.seal_wrong", SEAL, observed=codes)]
    return [finding("package.seal_undecided", SEAL, observed=codes)]


def registered_certificate(
    signature: SignatureFacts, record: PlatformRecord, bound: datetime
) -> bool:
    """Whether a message is signed with a certificate registered for a platform at that time."""
    resolved = signature.signers[0].resolved
    if resolved is None or resolved.certificate is None:
        return False
    digest = resolved.certificate.sha256.hex()
    return any(
        entry.sha256 == digest and _within(bound, entry.valid_from, entry.valid_to)
        for entry in record.certificates
    )


def _mandate(record: PlatformRecord, head: PackageHead, bound: datetime) -> list[Finding]:
    if any(
        mandate.lender == head.lender.uscc and _within(bound, mandate.valid_from, mandate.valid_to)
        for mandate in record.mandates
    ):
        return []
    return [finding("platform.mandate_absent", "lender.uscc", observed=head.lender.uscc)]


def _within(at: datetime, begin: datetime | None, end: datetime | None) -> bool:
    return (begin is None or begin <= at) and (end is None or at < end)
