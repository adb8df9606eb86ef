"""A time-stamp token or response as one object."""

from verify.asn1.tst import decode_response
from verify.canonical import rfc3339
from verify.checks.covered import Covered, CoveredObject
from verify.checks.signer import status_of
from verify.checks.timestamp import check_timestamp, judge_timestamp
from verify.context import VerificationContext
from verify.objects.result import ObjectResult
from verify.objects.signature import covered_faults
from verify.proofs import decode_timestamp

__all__ = ["verify_response", "verify_token"]

_GIVEN = b"given"
"""Key of the data given on the command line: nothing else can cover it in this run."""


def verify_token(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what a token says of `covered`; raises `DecodeError` where it is none."""
    token = decode_timestamp(data)
    candidates = [CoveredObject(covered, _GIVEN)] if covered is not None else None
    facts = check_timestamp(token, candidates, context, subject=subject)
    judged = judge_timestamp(facts, context.at, context, subject=subject)
    found = covered_faults(covered, list(judged.findings), subject)
    info = token.info
    signer = facts.signer
    name = signer.resolved.name if signer is not None and signer.resolved is not None else None
    return ObjectResult(
        "tst",
        status_of(found),
        tuple(found),
        {
            "signature_intact": signer.value_intact if signer is not None else None,
            "digest_intact": facts.imprint_intact,
            "gen_time": rfc3339(info.gen_time),
            "proven_time": rfc3339(judged.proven),
            "serial": str(info.serial),
            "policy": info.policy,
            "imprint": f"{info.digest}:{info.imprint.hex()}",
            "signer": name,
        },
    )


def verify_response(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what a full response says; its status is told apart from its token."""
    response = decode_response(data)
    found = verify_token(data, covered, context, subject)
    return found._replace(kind="tsr", facts={**found.facts, "response_status": response.status})
