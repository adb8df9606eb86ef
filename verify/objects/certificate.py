"""A certificate as one object: its path alone, judged exactly at the validation time.

Outside its term or revoked it is FAILED, without revocation data INDETERMINATE, and
`signature_intact` says what its issuer's signature gave whatever the trust.
"""

from datetime import datetime

from verify.asn1.x509 import Certificate, decode_certificate
from verify.canonical import rfc3339
from verify.checks.covered import Covered
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.objects.issuer import Candidate, find_signers, issuers_named, signature_faults
from verify.objects.result import ObjectResult

__all__ = ["verify_certificate"]

_REVOKED = "certificate.signed_after_revocation"
"""How a path says it of a signer; a certificate on its own has signed nothing."""


def verify_certificate(
    data: bytes, _covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what a certificate's path is worth at the validation time."""
    certificate = decode_certificate(data)
    at = context.at
    signers = find_signers(certificate, _issuers(certificate, context), context)
    found = _term(certificate, at, subject)
    if signers.intact is False:
        found += signature_faults(signers, subject)
    elif not found:
        found = _path_faults(certificate, context, subject)
        if signers.doubtful and status_of(found) is not CheckStatus.PASSED:
            found += signature_faults(signers, subject)
    return ObjectResult(
        "certificate",
        status_of(found),
        tuple(found),
        {
            "signature_intact": signers.intact,
            "digest_intact": None,
            "subject": certificate.subject_text,
            "issuer": certificate.issuer_text,
            "serial": str(certificate.serial),
            "not_before": rfc3339(certificate.not_before),
            "not_after": rfc3339(certificate.not_after),
            "at": rfc3339(at),
        },
    )


def _issuers(certificate: Certificate, context: VerificationContext) -> list[Candidate]:
    """Return who may have signed it; one that says it is self-signed names its own key."""
    others = [one for one in context.known if one != certificate]
    named = certificate.authority_key_identifier
    self_signed = named is None or named.key_identifier is None
    own = [
        Candidate(certificate, certain or self_signed)
        for _, certain in issuers_named(certificate, [certificate])
    ]
    return [*own, *issuers_named(certificate, others)]


def _path_faults(
    certificate: Certificate, context: VerificationContext, subject: str
) -> list[Finding]:
    assessment = context.validator.assess(certificate, None, context.helpers)
    result = assessment.judge(context.at, not_before=context.at, subject=subject)
    return [
        one._replace(code="object.revoked") if one.code == _REVOKED else one
        for one in result.findings
    ]


def _term(certificate: Certificate, at: datetime, subject: str) -> list[Finding]:
    if at < certificate.not_before:
        begins = rfc3339(certificate.not_before)
        return [finding("object.not_yet_valid", subject, observed=rfc3339(at), expected=begins)]
    if at > certificate.not_after:
        ends = rfc3339(certificate.not_after)
        return [finding("object.expired", subject, observed=rfc3339(at), expected=ends)]
    return []
