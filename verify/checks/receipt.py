"""A platform's receipt of a deposit (judgement 2, Receipt; design 7 step 7).

1. the deposit's platform is registered, and has declared the form of its receipts
2. the digest it states is that of the item; an unsigned one can contradict, never bind
3. it names the deposit of the case line
4. the platform's own key signed the declared fields, valid at the time proved for that

It counts for that platform alone. Every field outside the signature is the sender's claim.
"""

import base64
import binascii
from datetime import datetime
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import SignedData, decode_signed_data
from verify.checks.covered import Covered, CoveredOctets
from verify.checks.platform import registered_certificate
from verify.checks.signature import SignatureFacts, check_signature, judge_signer
from verify.checks.signer import status_of
from verify.codes.table import finding, row_of
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import Existence
from verify.findings import CheckStatus, Finding
from verify.model import Evidence
from verify.receipt import SignedReceipt, signed_octets
from verify.trust import PlatformRecord, Purpose, ReceiptMapping

__all__ = ["ReceiptFacts", "ReceiptJudgement", "check_receipt", "judge_receipt"]

_UNSIGNED_NAMED = 8
"""Unsigned fields that a finding names."""


class ReceiptFacts(NamedTuple):
    """What a receipt says of one item."""

    findings: tuple[Finding, ...]
    record: PlatformRecord | None
    signature: SignatureFacts | None
    binds: bool
    """Whether a signed field states the item's digest: what a PASSED receipt can bind by."""
    stated: tuple[tuple[str, bytes], ...] = ()
    """The signed digest."""
    calls_for: tuple[str, ...] = ()
    """Kinds of proof that it says stand beside it."""

    @property
    def signed(self) -> SignedData | None:
        """The message that carries the platform's signature."""
        return self.signature.signed if self.signature is not None else None


class ReceiptJudgement(NamedTuple):
    """A receipt, judged at the time proved for its signature."""

    status: CheckStatus
    findings: tuple[Finding, ...]
    proven: datetime | None = None
    subject: str | None = None
    path: tuple[str, ...] = ()


def check_receipt(
    receipt: SignedReceipt,
    evidence: Evidence | None,
    covered: Covered | None,
    context: VerificationContext,
    *,
    subject: str,
) -> ReceiptFacts:
    """Return what a receipt says of the item it is over."""
    # 1
    deposit = evidence.deposit if evidence is not None else None
    platform_id = deposit.platform_id if deposit is not None else ""
    record = (context.trust.platforms or {}).get(platform_id)
    mapping = record.receipt if record is not None else None
    if mapping is None:
        one = finding("receipt.form_unregistered", subject, observed=platform_id or None)
        return ReceiptFacts((one,), record, None, binds=False)
    # 2
    digest, found = _digest(receipt, mapping, covered, subject)
    # 3
    number = receipt.text(mapping.deposit_no)
    if deposit is not None and number is not None and number != deposit.deposit_no:
        found.append(
            finding(
                "receipt.deposit_differs", subject, observed=number, expected=deposit.deposit_no
            )
        )
    found += _unsigned(receipt, mapping, subject)
    # 4
    signature, faults = _signature(receipt, mapping, context, subject)
    signed_digest = mapping.digest in mapping.signed and digest is not None
    return ReceiptFacts(
        (*found, *faults),
        record,
        signature,
        binds=signed_digest,
        stated=((mapping.digest_alg, digest),) if signed_digest and digest is not None else (),
        calls_for=tuple([k for k, at in mapping.calls_for.items() if receipt.text(at)]),
    )


def judge_receipt(
    facts: ReceiptFacts, existence: Existence, context: VerificationContext, *, subject: str
) -> ReceiptJudgement:
    """Judge a receipt at the time that is proved for its signature's value."""
    found = list(facts.findings)
    signature, record = facts.signature, facts.record
    if signature is None or record is None or not signature.signers:
        findings = context.levelled(found)
        return ReceiptJudgement(status_of(findings), findings)
    info, signer = signature.signed.signers[0], signature.signers[0]
    bound = existence.of(compute_digest("sha256", info.signature))
    judged = judge_signer(info, signer, existence, context, subject=subject)
    if not registered_certificate(signature, record, bound):
        found.append(
            finding("receipt.certificate_not_registered", subject, observed=judged.subject)
        )
    else:
        found += _signature_findings((*signature.findings, *judged.findings), subject)
    findings = context.levelled(found)
    return ReceiptJudgement(
        status_of(findings), findings, judged.proven, judged.subject, judged.path
    )


def _signature_findings(findings: tuple[Finding, ...], subject: str) -> list[Finding]:
    """Return what the platform's signature comes to, in the words of a receipt."""
    status = status_of(findings)
    if status is CheckStatus.PASSED:
        return []
    wrong = status is CheckStatus.FAILED
    code = "receipt.signature_wrong" if wrong else "receipt.signature_undecided"
    codes = ", ".join(dict.fromkeys([one.code for one in findings]))
    return [finding(code, subject, observed=codes)]


def _digest(
    receipt: SignedReceipt, mapping: ReceiptMapping, covered: Covered | None, subject: str
) -> tuple[bytes | None, list[Finding]]:
    """Return the digest a receipt states, and whether it is the item's (judgement 4)."""
    text = (receipt.text(mapping.digest) or "").lower().removeprefix("0x")
    try:
        stated = bytes.fromhex(text)
    except ValueError:
        stated = b""
    if not stated:
        one = finding("receipt.malformed", subject, observed=f"no digest at {mapping.digest}")
        return None, [one]
    actual = covered.digest(mapping.digest_alg) if covered is not None else None
    if actual is None:
        return stated, [finding("proof.over_unresolved", subject, expected=mapping.digest_alg)]
    if actual == stated:
        return stated, []
    one = finding("receipt.digest_mismatch", subject, observed=actual.hex(), expected=stated.hex())
    return stated, [one]


def _unsigned(receipt: SignedReceipt, mapping: ReceiptMapping, subject: str) -> list[Finding]:
    """Name the fields that the platform did not sign."""
    known = {*mapping.signed, mapping.signature}
    names = [pointer for pointer in receipt.fields if pointer not in known]
    if not names:
        return []
    shown = " ".join(names[:_UNSIGNED_NAMED])
    return [finding("receipt.field_unsigned", subject, observed=shown)]


def _signature(
    receipt: SignedReceipt, mapping: ReceiptMapping, context: VerificationContext, subject: str
) -> tuple[SignatureFacts | None, list[Finding]]:
    covered = signed_octets(receipt, mapping.signed)
    if covered is None:
        return None, [finding("receipt.malformed", subject, observed="a signed field is absent")]
    try:
        octets = base64.b64decode(receipt.text(mapping.signature) or "", validate=True)
        signed = decode_signed_data(octets)
    except binascii.Error:
        return None, [finding("receipt.malformed", subject, observed="signature is not base64")]
    except DecodeError as error:
        undecided = CheckStatus.INDETERMINATE in row_of(error.code).statuses
        code = "receipt.signature_undecided" if undecided else "receipt.malformed"
        return None, [finding(code, subject, observed=str(error))]
    if len(signed.signers) != 1 or signed.signers[0].attributes is None:
        return None, [finding("receipt.malformed", subject, observed="not one attributed signer")]
    facts = check_signature(
        signed, CoveredOctets(covered), context, purpose=Purpose.PLATFORM, subject=subject
    )
    return facts, []
