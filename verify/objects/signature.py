"""A CMS signature as one object."""

from verify.asn1.cms import decode_signed_data
from verify.canonical import rfc3339
from verify.checks.covered import Covered, CoveredOctets
from verify.checks.signature import check_signature, judge_signer
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.existence import TimeJudgement, prove_existence
from verify.findings import Finding
from verify.objects.result import ObjectResult
from verify.outcomes import all_intact
from verify.tokens import PendingToken, inner_tokens, time_claim

__all__ = ["covered_faults", "verify_cms"]


def covered_faults(covered: Covered | None, found: list[Finding], subject: str) -> list[Finding]:
    """Replace "the covered octets are not here" by the words of the command line."""
    if covered is not None:
        return found
    named = [one for one in found if one.code != "proof.over_unresolved"]
    return [*named, finding("object.data_absent", subject)]


def verify_cms(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what a CMS signature says of `covered`; raises `DecodeError` where it is none."""
    signed = decode_signed_data(data)
    own = CoveredOctets(signed.content) if covered is None and signed.content is not None else None
    facts = check_signature(signed, covered or own, context, subject=subject)
    tokens = inner_tokens(signed, context, subject=subject)
    existence, times = prove_existence([time_claim(one, context) for one in tokens], context.at)
    judged = [
        judge_signer(signer, one, existence, context, subject=subject)
        for signer, one in zip(signed.signers, facts.signers, strict=False)
    ]
    found = [*facts.findings, *(one for j in judged for one in j.findings)]
    found += [one for t in times for one in t.findings]
    differs = any(one.code == "signature.content_differs" for one in facts.findings)
    digests = [False if differs else one.digest_intact for one in facts.signers]
    if own is None:
        found = covered_faults(covered, found, subject)
    return ObjectResult(
        "cms",
        status_of(found),
        tuple(found),
        {
            "signature_intact": all_intact([one.intact for one in facts.signers]),
            "digest_intact": False if differs else all_intact(digests),
            "content": "enveloped" if signed.content is not None else "detached",
            "signers": [
                {
                    "subject": j.subject,
                    "path": list(j.path),
                    "signing_time": rfc3339(one.signing_time),
                    "proven_time": rfc3339(j.proven),
                    "signature_intact": one.intact,
                    "digest_intact": digest,
                    "algorithms": [f"{n}-{b}" if b else n for n, b in one.algorithms],
                }
                for j, one, digest in zip(judged, facts.signers, digests, strict=True)
            ],
            "timestamps": [_token_facts(*one) for one in zip(tokens, times, strict=True)],
        },
    )


def _token_facts(token: PendingToken, judgement: TimeJudgement) -> dict[str, object]:
    """Return what is told of a signature timestamp inside the message (CAdES-T)."""
    return {
        "gen_time": rfc3339(token.facts.token.info.gen_time) if token.facts is not None else None,
        "proven_time": rfc3339(judgement.proven),
        "status": judgement.status.value,
    }
