"""A document with signatures inside as one object: judged as an item with no proof beside it."""

from verify.calls import NO_CALLS
from verify.canonical import rfc3339
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import DecodedLine, judge_line
from verify.model import ContentFacts, DigestSpec, Evidence
from verify.objects.result import ObjectResult
from verify.outcomes import ProofOutcome, all_intact

__all__ = ["verify_document"]

_OTHER = 10
"""Article 7 (10): nothing is asked of whoever signed it."""


def verify_document(
    kind: str, facts: ContentFacts, context: VerificationContext, *, subject: str
) -> ObjectResult:
    """Return what a document's own signatures say of it.

    Args:
        kind: what it is called: pdf, ofd, asic.
        facts: as it was read.
        context: trust, policy, time and caches of the run.
        subject: the file's name, for findings.
    """
    (outcome,) = judge_line(_line(facts, subject), {subject: facts}, {}, NO_CALLS, context)
    proofs = outcome.proofs
    found = (*outcome.findings, *[one for proof in proofs for one in proof.findings])
    consistent = outcome.result.result is ItemResult.CONSISTENT
    worst = status_of(found)
    open_status = CheckStatus.INDETERMINATE if worst is CheckStatus.PASSED else worst
    inside = [proof for proof in proofs if proof.inside is not None]
    return ObjectResult(
        kind,
        CheckStatus.PASSED if consistent else open_status,
        found,
        {
            "signature_intact": all_intact([one.signature_intact for one in inside]),
            "digest_intact": all_intact([one.digest_intact for one in inside]),
            "digest": f"sha256:{facts.digests[DigestSpec('sha256')].hex()}",
            "inside": [_signature(one) for one in proofs],
            "uncovered": [name for document in facts.signed for name in document.uncovered],
        },
        outcome.result.result,
    )


def _line(facts: ContentFacts, subject: str) -> DecodedLine:
    evidence = Evidence(
        id=subject,
        category=_OTHER,
        event="other",
        title=subject,
        purpose="",
        path=subject,
        file_name=subject,
        media_type=None,
        size=facts.size,
        digests={},
        origin=None,
        generated_at=None,
        deposit=None,
    )
    return DecodedLine((evidence,), ())


def _signature(proof: ProofOutcome) -> dict[str, object]:
    """Return what is told of one signature inside, or of a token within it."""
    return {
        "id": proof.id,
        "kind": proof.kind.value,
        "form": proof.form,
        "over": proof.over,
        "status": proof.status.value,
        "signature_intact": proof.signature_intact,
        "digest_intact": proof.digest_intact,
        "signer": "; ".join(proof.signers) or None,
        "paths": [list(path) for path in proof.paths],
        "proven_time": rfc3339(proof.proven_time),
        "algorithms": list(proof.algorithms),
        "place": None if proof.inside is None else proof.inside.as_json(),
        "findings": list(dict.fromkeys(one.code for one in proof.findings)),
    }
