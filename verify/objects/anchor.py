"""A ledger anchor's claim as one object."""

from anchors.claim import decode_claim
from verify.canonical import rfc3339
from verify.checks.anchor import Depositor, check_anchor
from verify.checks.covered import Covered, CoveredObject
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.signature import covered_faults

__all__ = ["verify_anchor"]

_GIVEN = b"given"
"""Key of the data given on the command line: nothing else can cover it in this run."""


def verify_anchor(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what an anchor says of `covered`; raises `ClaimError` where it is none."""
    claim = decode_claim(data)
    candidates = [CoveredObject(covered, _GIVEN)] if covered is not None else []
    # A single claim names no deposit: any registered platform could be behind it.
    depositor = Depositor(context.platform_names, None, "")
    facts = check_anchor(claim, candidates, depositor, context, subject=subject)
    found = covered_faults(covered, list(facts.findings), subject)
    differs = any(one.code == "anchor.digest_mismatch" for one in facts.findings)
    status = status_of(found)
    return ObjectResult(
        "anchor",
        status,
        tuple(found),
        {
            "signature_intact": None,
            "digest_intact": False if differs else True if facts.covers is not None else None,
            "chain": claim.chain,
            "ledger": facts.place.as_json(),
            "proven_time": rfc3339(facts.proven) if status is CheckStatus.PASSED else None,
            "digest": f"{claim.entry.alg}:{claim.entry.digest.hex()}",
        },
    )
