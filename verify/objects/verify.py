"""`verify_object`: one table from a kind to its check.

Every result carries `signature_intact` and `digest_intact`: what the mathematics gave whatever the
trust, null where it was not computed. An unknown kind is INDETERMINATE; a broken
form of a known kind is FAILED with result unverifiable.
"""

from collections.abc import Callable, Mapping

from anchors.errors import ClaimError
from verify.checks.covered import Covered
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.objects.anchor import verify_anchor, verify_ots
from verify.objects.certificate import verify_certificate
from verify.objects.kind import object_form
from verify.objects.receipt import verify_receipt
from verify.objects.result import ObjectResult, unverified
from verify.objects.revocation import verify_crl, verify_ocsp
from verify.objects.signature import verify_cms
from verify.objects.timestamp import verify_response, verify_token

__all__ = ["verify_object"]

_Check = Callable[[bytes, Covered | None, VerificationContext, str], ObjectResult]

_CHECKS: Mapping[str, _Check] = {
    "anchor": verify_anchor,
    "ots": verify_ots,
    "cms": verify_cms,
    "tst": verify_token,
    "tsr": verify_response,
    "certificate": verify_certificate,
    "crl": verify_crl,
    "ocsp": verify_ocsp,
    "receipt": verify_receipt,
}


def verify_object(
    data: bytes, covered: Covered | None, context: VerificationContext, *, subject: str
) -> ObjectResult:
    """Verify one object; never raises on its content.

    Args:
        data: the file's octets, PEM or DER.
        covered: what it should cover, from `--data` or `--digest`; None where not given.
        context: trust, policy, time and caches of the run.
        subject: the file's name, for findings.
    """
    kind, octets = object_form(data)
    check = _CHECKS.get(kind)
    if check is None:
        return unverified("unknown", "object.kind_unknown", subject, kind)
    try:
        return check(octets, covered, context, subject)
    except (DecodeError, ClaimError) as error:
        return unverified(kind, error.code, subject, error.detail)
