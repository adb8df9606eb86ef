"""A platform's receipt as one object: of the registered platform whose declared form it has.

A receipt in a form known to all is read though its platform is not registered: what it says is
told, and is nobody's word.
"""

from verify.canonical import rfc3339
from verify.checks.covered import Covered, CoveredObject
from verify.checks.receipt import ReceiptFacts, ReceiptJudgement, check_receipt, judge_receipt
from verify.checks.receipttoken import receipt_tokens, undecided_tokens
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import prove_existence
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult, unverified
from verify.objects.signature import covered_faults
from verify.receipt import SignedReceipt, decode_receipt
from verify.receipts.read import has_marks
from verify.receipts.registry import sniffed
from verify.receipts.value import PlatformReceipt, StatedTime, Told
from verify.tokens import inner_tokens, time_claim
from verify.trust import PlatformRecord

__all__ = ["verify_receipt"]

_GIVEN = b"given"
"""Key of the data given on the command line: nothing else can cover it in this run."""


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
    known = sniffed(receipt)
    records = [one for one in (context.trust.platforms or {}).values() if _has_form(receipt, one)]
    if not records and known is None:
        return unverified("unknown", "object.kind_unknown", subject)
    form = known.id if known is not None else None
    results = [_result(receipt, None, one, covered, context, subject) for one in records]
    if not results:
        return _result(receipt, form, None, covered, context, subject)
    signed = next((one for one in results if one.facts["signature_intact"]), None)
    if signed is not None or len(results) == 1:
        return signed or results[0]
    # Several platforms give receipts of this form, and none of them signed this one.
    return results[0]._replace(facts={**results[0].facts, "platform": None})


def _has_form(receipt: SignedReceipt, record: PlatformRecord) -> bool:
    """Whether a receipt has what its platform declares: marks, and a signature where there is."""
    mapping = record.receipt
    if mapping is None or not has_marks(receipt, mapping.form):
        return False
    places = (*mapping.signed, *([mapping.signature] if mapping.signature is not None else []))
    return all(receipt.text(place) is not None for place in places)


def _result(
    receipt: SignedReceipt,
    form: str | None,
    record: PlatformRecord | None,
    covered: Covered | None,
    context: VerificationContext,
    subject: str,
) -> ObjectResult:
    facts = check_receipt(receipt, form, record, None, covered, context, subject=subject)
    tokens = inner_tokens(facts.signed, context, subject=subject) if facts.signed else []
    given = CoveredObject(covered, _GIVEN) if covered is not None else None
    own, told = receipt_tokens(facts.value, given, context, subject=subject)
    claims = [time_claim(one, context) for one in (*tokens, *own)]
    existence, judgements = prove_existence(claims, context.at)
    told += undecided_tokens(judgements[len(tokens) :], subject=subject)
    facts = facts._replace(findings=(*facts.findings, *told))
    judged = judge_receipt(facts, existence, context, subject=subject)
    found = covered_faults(covered, list(judged.findings), subject)
    passed = [
        token.facts.token.info.gen_time
        for token, one in zip(own, judgements[len(tokens) :], strict=True)
        if one.status is CheckStatus.PASSED
        and token.facts is not None
        and token.facts.covers == _GIVEN
    ]
    return ObjectResult(
        "receipt",
        status_of(found),
        tuple(found),
        {
            "signature_intact": _signature_intact(judged, facts),
            "digest_intact": _digest_intact(facts, covered),
            "platform": record.id if record is not None else None,
            "signer": judged.subject,
            "proven_time": rfc3339(judged.proven),
            "gen_time": rfc3339(min(passed)) if passed else None,
            **(_stated(facts.value) if facts.value is not None else {}),
        },
    )


def _stated(value: PlatformReceipt) -> dict[str, object]:
    """Return what a receipt says, in the terms of every platform."""
    chain, state = value.chain, value.state
    digests = [f"{one.alg or 'unknown'}:{one.value.hex()}" for one in value.digests]
    return {
        "form": value.form,
        "digest": digests[0] if len(digests) == 1 else None,
        "digests": digests,
        "deposit_no": _text(value.deposit_no),
        "deposited_at": _time(value.deposited_at),
        "zone_assumed": value.deposited_at.zone_assumed if value.deposited_at else None,
        "state": state.state.value if state is not None else None,
        "holder": _text(value.holder),
        "file_name": _text(value.file_name),
        "references": {name: told.text for name, told in value.references.items()},
        "chain_attested": None
        if chain is None
        else {
            "chain": chain.name,
            "tx_hash": _text(chain.tx_hash),
            "block_height": _text(chain.height),
            "block_hash": _text(chain.block_hash),
            "block_time": _time(chain.block_time),
        },
    }


def _text(told: Told | None) -> str | None:
    return told.text if told is not None else None


def _time(stated: StatedTime | None) -> str | None:
    return rfc3339(stated.at) if stated is not None else None


def _digest_intact(facts: ReceiptFacts, covered: Covered | None) -> bool | None:
    """Whether the stated digest is that of the data; None where the two were not compared."""
    if covered is None or facts.value is None:
        return None
    if facts.compared.differs is not None:
        return False
    return True if facts.compared.matched else None


def _signature_intact(judged: ReceiptJudgement, facts: ReceiptFacts) -> bool | None:
    """Whether the platform's own key signed it; None where that could not be told."""
    codes = {one.code for one in judged.findings if one.status is not CheckStatus.PASSED}
    if "receipt.signature_wrong" in codes:
        return False
    undecided = {"receipt.signature_undecided", "receipt.certificate_not_registered"}
    return None if codes & undecided or not facts.signatures else True
