"""A CRL or OCSP response as one object: its signature, its signer, and whether it is in force.

Nobody's certificate is asked about here, so the signer's right to speak is told from the object
alone: a CRL is signed by a CA under cRLSign (RFC 5280 6.3.3 (f)), an OCSP response by the issuer
that each of its answers names, or by that issuer's delegate (RFC 6960 4.2.2.2).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from verify.asn1.crl import decode_crl
from verify.asn1.ocsp import OcspResponse, SingleResponse, decode_ocsp
from verify.asn1.x509 import Certificate
from verify.canonical import rfc3339
from verify.checks.covered import Covered
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import Finding
from verify.objects.issuer import Candidate, find_signers, issuers_named, signature_faults
from verify.objects.result import ObjectResult
from verify.path import HelperSet
from verify.path.ocsp_status import names_responder, speaks_of
from verify.path.signed import SignatureVerdict
from verify.path.usage import OCSP_SIGNING
from verify.signers import readable_certificates

__all__ = ["verify_crl", "verify_ocsp"]

_SUCCESSFUL = "successful"


def verify_crl(
    data: bytes, _covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return whether a CRL is its issuer's, and in force at the validation time."""
    crl = decode_crl(data)
    signers = find_signers(crl, issuers_named(crl, context.known), context)
    found = signature_faults(signers, subject)
    entitled = [one for one in signers.good if _may_sign_lists(one)]
    if entitled:
        found += _signer_faults(entitled, crl.this_update, context.helpers, context, subject)
    elif signers.good:
        found.append(finding("revocation.issuer_not_authorised", subject))
    found += _in_force(crl.this_update, crl.next_update, context.at, subject)
    return ObjectResult(
        "crl",
        status_of(found),
        tuple(found),
        {
            "signature_intact": signers.intact,
            "digest_intact": None,
            "this_update": rfc3339(crl.this_update),
            "next_update": rfc3339(crl.next_update),
            "number": str(crl.number) if crl.number is not None else None,
        },
    )


def _may_sign_lists(signer: Certificate) -> bool:
    """Whether a certificate is for signing CRLs; a root without extensions is a CA (RFC 5280 5)."""
    if signer.key_usage is not None:
        return "cRLSign" in signer.key_usage
    constraints = signer.basic_constraints
    return signer.self_issued if constraints is None else constraints.ca


def verify_ocsp(
    data: bytes, _covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return whether an OCSP response is an entitled responder's, and in force."""
    response = decode_ocsp(data)
    if response.status != _SUCCESSFUL:
        one = finding("object.ocsp_not_successful", subject, observed=response.status)
        return ObjectResult("ocsp", one.status, (one,), _ocsp_facts(response, None))
    certificates = [*readable_certificates(response.certificates), *context.known]
    # The hash of a responder's key names the key; a responder's name does not.
    certain = response.responder.name is None
    candidates = [Candidate(one, certain) for one in certificates if names_responder(response, one)]
    signers = find_signers(response, candidates, context)
    found = signature_faults(signers, subject)
    if signers.good:
        found += _responder_faults(response, signers.good, certificates, context, subject)
    for single in response.responses:
        found += _in_force(single.this_update, single.next_update, context.at, subject)
    facts = _ocsp_facts(response, signers.intact)
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


def _responder_faults(
    response: OcspResponse,
    signers: Iterable[Certificate],
    certificates: list[Certificate],
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what bars the signers from answering for every issuer that the answers name."""
    entitled = list(signers)
    asked = {single.cert_id._replace(serial=0): single for single in response.responses}
    if not asked:
        return [finding("object.signature_not_checkable", subject)]
    for single in asked.values():
        issuers = [one for one in certificates if _is_issuer(one, single)]
        if not issuers:
            return [finding("object.signature_not_checkable", subject)]
        entitled = [
            signer
            for signer in entitled
            if any(_answers_for(issuer, signer, response, context) for issuer in issuers)
        ]
    if not entitled:
        return [finding("revocation.responder_not_authorised", subject)]
    helpers = context.helpers.union(HelperSet.of(certificates=response.certificates))
    return _signer_faults(entitled, response.produced_at, helpers, context, subject)


def _is_issuer(certificate: Certificate, single: SingleResponse) -> bool:
    """Whether an answer is about a certificate of this issuer, whichever it is."""
    issued = replace(certificate, serial=single.cert_id.serial, issuer=certificate.subject)
    return speaks_of(single, issued, certificate)


def _answers_for(
    issuer: Certificate, signer: Certificate, response: OcspResponse, context: VerificationContext
) -> bool:
    """Whether a signer is the issuer, or its delegate when it signed (RFC 6960 4.2.2.2)."""
    if signer.spki == issuer.spki:
        return True
    usage, at = signer.extended_key_usage, response.produced_at
    book = context.book_for(signer, issuer)
    return (
        usage is not None
        and OCSP_SIGNING in usage.oids
        and signer.issuer_key == issuer.subject_key
        and not signer.unknown_critical
        and at is not None
        and signer.not_before <= at <= signer.not_after
        and book.verify(signer, issuer.spki) is SignatureVerdict.GOOD
    )


def _signer_faults(
    signers: Iterable[Certificate],
    issued_at: datetime | None,
    helpers: HelperSet,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what is wrong with the best of the signers' paths; they signed at `issued_at`."""
    found = []
    for signer in signers:
        assessment = context.validator.assess(signer, None, helpers)
        result = assessment.judge(context.at, not_before=issued_at, subject=subject)
        # id-pkix-ocsp-nocheck stands in for revocation data of the responder's own certificate.
        excused = {
            one._replace(subject=subject)
            for path in assessment.candidates
            if signer.ocsp_no_check
            for standing in path.standings[:1]
            for one in standing.facts.shortfall
        }
        found.append([one for one in result.findings if one not in excused])
    return min(found, key=len)


def _in_force(
    this_update: datetime, next_update: datetime | None, at: datetime, subject: str
) -> list[Finding]:
    if this_update <= at and (next_update is None or at < next_update):
        return []
    term = f"{rfc3339(this_update)}/{rfc3339(next_update)}"
    return [finding("object.not_in_force", subject, observed=rfc3339(at), expected=term)]
