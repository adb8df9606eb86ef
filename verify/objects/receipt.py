"""A platform's receipt as one object: of the registered platform whose declared form it has."""

from verify.canonical import rfc3339
from verify.checks.covered import Covered
from verify.checks.receipt import ReceiptJudgement, check_receipt, judge_receipt
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import prove_existence
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult, unverified
from verify.objects.signature import covered_faults
from verify.receipt import SignedReceipt, decode_receipt
from verify.tokens import inner_tokens, time_claim
from verify.trust import PlatformRecord

__all__ = ["verify_receipt"]


def verify_receipt(
    data: bytes, covered: Covered | None, context: VerificationContext, subject: str
) -> ObjectResult:
    """Return what a receipt says of `covered`; JSON that is nobody's receipt is of no kind.

    Of several platforms with fields at the same places it is the one's whose key signed it.
    """
    try:
        receipt = decode_receipt(data)
    except DecodeError:
        return unverified("unknown", "object.kind_unknown", subject)
    records = [one for one in (context.trust.platforms or {}).values() if _has_form(receipt, one)]
    if not records:
        return unverified("unknown", "object.kind_unknown", subject)
    results = [_result(receipt, one, covered, context, subject) for one in records]
    return next((one for one in results if one.facts["signature_intact"]), results[0])


def _has_form(receipt: SignedReceipt, record: PlatformRecord) -> bool:
    """Whether the fields that a platform declares for signature and digest are there."""
    mapping = record.receipt
    places = (mapping.signature, mapping.digest, *mapping.signed) if mapping is not None else ()
    return bool(places) and all(receipt.text(place) is not None for place in places)


def _result(
    receipt: SignedReceipt,
    record: PlatformRecord,
    covered: Covered | None,
    context: VerificationContext,
    subject: str,
) -> ObjectResult:
    facts = check_receipt(receipt, None, record, None, covered, context, subject=subject)
    tokens = inner_tokens(facts.signed, context, subject=subject) if facts.signed else []
    existence, _ = prove_existence([time_claim(one, context) for one in tokens], context.at)
    judged = judge_receipt(facts, existence, context, subject=subject)
    found = covered_faults(covered, list(judged.findings), subject)
    compared = covered is not None and all(one.code != "proof.over_unresolved" for one in found)
    mapping = record.receipt
    stated = receipt.text(mapping.digest) if mapping is not None else None
    return ObjectResult(
        "receipt",
        status_of(found),
        tuple(found),
        {
            "signature_intact": _signature_intact(judged),
            "digest_intact": facts.differs is None if compared else None,
            "platform": record.id,
            "digest": f"{mapping.digest_alg}:{stated}" if mapping is not None else None,
            "deposit_no": receipt.text(mapping.deposit_no) if mapping is not None else None,
            "signer": judged.subject,
            "proven_time": rfc3339(judged.proven),
        },
    )


def _signature_intact(judged: ReceiptJudgement) -> bool | None:
    """Whether the platform's own key signed it; None where that could not be told."""
    codes = {one.code for one in judged.findings if one.status is not CheckStatus.PASSED}
    if "receipt.signature_wrong" in codes:
        return False
    undecided = {"receipt.signature_undecided", "receipt.certificate_not_registered"}
    return None if codes & {*undecided, "receipt.malformed", "receipt.too_large"} else True
