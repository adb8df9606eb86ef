"""A certificate, CRL or OCSP response as one object.

A certificate is its path alone, judged exactly at the validation time: outside its term it is
FAILED, without revocation data INDETERMINATE, and `signature_intact` says what its issuer's
signature gave whatever the trust. A CRL or OCSP response is its signature, its signer's path, and
whether it is in force.
"""

from collections.abc import Iterable
from datetime import datetime

from verify.asn1.crl import decode_crl
from verify.asn1.ocsp import OcspResponse, decode_ocsp
from verify.asn1.x509 import Certificate, decode_certificate
from verify.canonical import rfc3339
from verify.checks.covered import Covered
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext, readable_certificates
from verify.findings import Finding
from verify.objects.result import ObjectResult
from verify.path import HelperSet
from verify.path.ocsp_status import names_responder
from verify.path.signed import SignatureVerdict, Signed

__all__ = ["verify_certificate", "verify_crl", "verify_ocsp"]

_SUCCESSFUL = "successful"


def verify_certificate(
    data: bytes, _covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what a certificate's path is worth at the validation time."""
    certificate = decode_certificate(data)
    at = context.at
    issuers = [
        one
        for one in (certificate, *context.known)
        if one.subject_key == certificate.issuer_key and _may_have_signed(one, certificate)
    ]
    intact = _intact(certificate, issuers, context)
    found = _term(certificate, at, subject)
    if intact is False:
        found.append(finding("object.signature_wrong", subject))
    elif not found:
        assessment = context.validator.assess(certificate, None, context.helpers)
        result = assessment.judge(at, not_before=at, subject=subject)
        found += result.findings
    return ObjectResult(
        "certificate",
        status_of(found),
        tuple(found),
        {
            "signature_intact": intact,
            "digest_intact": None,
            "subject": certificate.subject_text,
            "issuer": certificate.issuer_text,
            "serial": str(certificate.serial),
            "not_before": rfc3339(certificate.not_before),
            "not_after": rfc3339(certificate.not_after),
            "at": rfc3339(at),
        },
    )


def _may_have_signed(issuer: Certificate, certificate: Certificate) -> bool:
    """Whether key identifiers, where both are there, name this key (RFC 5280 4.2.1.1)."""
    named = certificate.authority_key_identifier
    if named is None or named.key_identifier is None or issuer.subject_key_identifier is None:
        return True
    return named.key_identifier == issuer.subject_key_identifier


def _term(certificate: Certificate, at: datetime, subject: str) -> list[Finding]:
    if at < certificate.not_before:
        begins = rfc3339(certificate.not_before)
        return [finding("object.not_yet_valid", subject, observed=rfc3339(at), expected=begins)]
    if at > certificate.not_after:
        ends = rfc3339(certificate.not_after)
        return [finding("object.expired", subject, observed=rfc3339(at), expected=ends)]
    return []


def _intact(
    signed: Signed, issuers: Iterable[Certificate], context: VerificationContext
) -> bool | None:
    """Whether any issuer's key verifies it; None where no issuer is here or none can say."""
    book = context.validator.book
    verdicts = {book.verify(signed, issuer.spki) for issuer in issuers}
    if SignatureVerdict.GOOD in verdicts:
        return True
    return False if verdicts == {SignatureVerdict.WRONG} else None


def verify_crl(
    data: bytes, _covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return whether a CRL is its issuer's, and in force at the validation time."""
    crl = decode_crl(data)
    issuers = [one for one in context.known if one.subject_key == crl.issuer_key]
    found = _signed_by(crl, issuers, context, subject)
    found += _in_force(crl.this_update, crl.next_update, context.at, subject)
    return ObjectResult(
        "crl",
        status_of(found),
        tuple(found),
        {
            "signature_intact": _intact(crl, issuers, context),
            "digest_intact": None,
            "this_update": rfc3339(crl.this_update),
            "next_update": rfc3339(crl.next_update),
            "number": str(crl.number) if crl.number is not None else None,
        },
    )


def verify_ocsp(
    data: bytes, _covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return whether an OCSP response is a trusted responder's, and in force."""
    response = decode_ocsp(data)
    if response.status != _SUCCESSFUL:
        one = finding("object.ocsp_not_successful", subject, observed=response.status)
        return ObjectResult("ocsp", one.status, (one,), _ocsp_facts(response, None))
    carried = readable_certificates(response.certificates)
    signers = [one for one in (*carried, *context.known) if names_responder(response, one)]
    found = _signed_by(response, signers, context, subject)
    for single in response.responses:
        found += _in_force(single.this_update, single.next_update, context.at, subject)
    facts = _ocsp_facts(response, _intact(response, signers, context))
    return ObjectResult("ocsp", status_of(found), tuple(found), facts)


def _ocsp_facts(response: OcspResponse, intact: bool | None) -> dict[str, object]:  # noqa: FBT001
    return {
        "signature_intact": intact,
        "digest_intact": None,
        "response_status": response.status,
        "produced_at": rfc3339(response.produced_at),
        "responses": [
            {"serial": str(one.cert_id.serial), "status": one.status} for one in response.responses
        ],
    }


def _signed_by(
    signed: Signed,
    signers: list[Certificate],
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what is wrong with the signature and with its signer's path."""
    book = context.validator.book
    good = [one for one in signers if book.verify(signed, one.spki) is SignatureVerdict.GOOD]
    if not good:
        wrong = _intact(signed, signers, context) is False
        code = "object.signature_wrong" if wrong else "object.signature_not_checkable"
        return [finding(code, subject)]
    helpers = context.helpers.union(HelperSet.of(certificates=[one.der for one in good]))
    judged = [
        context.validator.assess(one, None, helpers).judge(
            context.at, not_before=context.at, subject=subject
        )
        for one in good
    ]
    return min(([*one.findings] for one in judged), key=len)


def _in_force(
    this_update: datetime, next_update: datetime | None, at: datetime, subject: str
) -> list[Finding]:
    if this_update <= at and (next_update is None or at < next_update):
        return []
    term = f"{rfc3339(this_update)}/{rfc3339(next_update)}"
    return [finding("object.not_in_force", subject, observed=rfc3339(at), expected=term)]
