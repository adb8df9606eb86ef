"""A ledger anchor's claim as one object."""

from anchors.claim import decode_claim
from anchors.ots import decode_ots
from verify.canonical import rfc3339
from verify.checks.anchor import AnchorFacts, Depositor, check_anchor
from verify.checks.covered import Covered, CoveredObject
from verify.checks.opentimestamps import check_ots
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.signature import covered_faults

__all__ = ["verify_anchor", "verify_ots"]

_GIVEN = b"given"
"""Key of the data given on the command line: nothing else can cover it in this run."""


def verify_anchor(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what an anchor says of `covered`; raises `ClaimError` where it is none."""
    claim = decode_claim(data)
    facts = check_anchor(claim, _candidates(covered), _depositor(context), context, subject=subject)
    return _result("anchor", facts, covered, subject)


def verify_ots(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what an OpenTimestamps proof says of `covered`; raises as `decode_ots`."""
    proof = decode_ots(data)
    facts = check_ots(proof, _candidates(covered), _depositor(context), context, subject=subject)
    return _result("ots", facts, covered, subject)


def _candidates(covered: Covered | None) -> list[CoveredObject]:
    return [CoveredObject(covered, _GIVEN)] if covered is not None else []


def _depositor(context: VerificationContext) -> Depositor:
    """Return who may stand behind a single claim, which names no deposit: any platform."""
    return Depositor(context.platform_names, None, "")


def _result(kind: str, facts: AnchorFacts, covered: Covered | None, subject: str) -> ObjectResult:
    found = covered_faults(covered, list(facts.findings), subject)
    differs = any(one.code == "anchor.digest_mismatch" for one in facts.findings)
    status = status_of(found)
    return ObjectResult(
        kind,
        status,
        tuple(found),
        {
            "signature_intact": None,
            "digest_intact": False if differs else True if facts.covers is not None else None,
            "chain": facts.place.chain,
            "ledger": facts.place.as_json(),
            "proven_time": rfc3339(facts.proven) if status is CheckStatus.PASSED else None,
            "digest": f"{facts.stated[0][0]}:{facts.stated[0][1].hex()}",
        },
    )
