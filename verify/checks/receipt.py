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
from verify.checks.depositword import DepositWord, deposit_word
from verify.checks.platform import registered_certificate
from verify.checks.signature import SignatureFacts, check_signature, judge_signer
from verify.checks.signer import status_of
from verify.codes.table import finding, row_of
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import Existence
from verify.findings import CheckStatus, Finding
from verify.instants import stated_instant
from verify.model import Deposit, Evidence
from verify.receipt import SignedReceipt, signed_octets
from verify.trust import PlatformRecord, Purpose, ReceiptMapping

__all__ = [
    "ReceiptFacts",
    "ReceiptJudgement",
    "check_receipt",
    "deposit_record",
    "judge_receipt",
    "mapping_of_deposit",
]

_UNSIGNED_NAMED, _SHOWN = 8, 80
"""Unsigned fields that a finding names, and characters of each."""
_NOTHING = frozenset({None, "", "false"})
"""What stands in a field that says there is no such thing."""


class ReceiptFacts(NamedTuple):
    """What a receipt says of what it is over."""

    findings: tuple[Finding, ...]
    record: PlatformRecord | None
    signature: SignatureFacts | None
    differs: Finding | None = None
    """That it states another digest; it contradicts only where the platform's word it is."""
    binds: bool = False
    """Whether a signed field states the covered digest: what a PASSED receipt can bind by."""
    stated: tuple[tuple[str, bytes], ...] = ()
    """The signed digest."""
    calls_for: tuple[str, ...] = ()
    """Kinds of proof that it says stand beside it."""
    confirms: bool = False
    """Whether a signed field names the very deposit of the case line."""
    word: DepositWord | None = None
    """What its signed fields say of the deposit beside the digest."""

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


def mapping_of_deposit(evidence: Evidence, context: VerificationContext) -> ReceiptMapping | None:
    """Return how the platform that took an item's deposit declares its receipts."""
    record = deposit_record(evidence, context)
    return record.receipt if record is not None else None


def deposit_record(
    evidence: Evidence | None, context: VerificationContext
) -> PlatformRecord | None:
    """Return the registered platform that an item's deposit is claimed to be with."""
    if evidence is None or evidence.deposit is None:
        return None
    return (context.trust.platforms or {}).get(evidence.deposit.platform_id)


def check_receipt(
    receipt: SignedReceipt,
    form: str | None,
    record: PlatformRecord | None,
    deposit: Deposit | None,
    covered: Covered | None,
    context: VerificationContext,
    *,
    subject: str,
) -> ReceiptFacts:
    """Return what a receipt says of what it is over.

    Args:
        receipt: as decoded.
        form: the form that the proof states; None where none is stated.
        record: the platform whose receipt it is to be; None where it is not registered.
        deposit: what the case line claims of the deposit; None for a receipt by itself.
        covered: what it is over; None where that is not here.
        context: trust, policy, time and caches of the run.
        subject: id of the proof, for the findings.
    """
    # 1
    mapping = record.receipt if record is not None else None
    if mapping is None or mapping.form != (form or mapping.form):
        observed = record.id if record is not None else None
        one = finding("receipt.form_unregistered", subject, observed=observed)
        return ReceiptFacts((one,), record, None)
    # 2
    digest, differs, found = _digest(receipt, mapping, covered, subject)
    # 3
    if deposit is not None:
        found += _other_deposit(receipt, mapping, deposit, context, subject)
    found += _unsigned(receipt, mapping, subject)
    # 4
    signature, faults = _signature(receipt, mapping, context, subject)
    signed_digest = mapping.digest in mapping.signed and digest is not None
    return ReceiptFacts(
        (*found, *faults),
        record,
        signature,
        differs,
        signed_digest and differs is None,
        ((mapping.digest_alg, digest),) if signed_digest and digest is not None else (),
        tuple([k for k, at in mapping.calls_for.items() if receipt.text(at) not in _NOTHING]),
        deposit is not None
        and mapping.deposit_no in mapping.signed
        and receipt.text(mapping.deposit_no) == deposit.deposit_no,
        deposit_word(receipt, mapping, record) if record is not None else None,
    )


def _other_deposit(
    receipt: SignedReceipt,
    mapping: ReceiptMapping,
    deposit: Deposit,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Hold deposit number and time against those of the case line."""
    found = []
    number = receipt.text(mapping.deposit_no)
    if number is not None and number != deposit.deposit_no:
        found.append((number, deposit.deposit_no))
    said = stated_instant(receipt.text(mapping.deposited_at))
    claimed = stated_instant(deposit.deposited_at)
    if said and claimed and abs(said - claimed) > context.policy.tolerances.clock:
        found.append((said.isoformat(), claimed.isoformat()))
    return [
        finding("receipt.deposit_differs", subject, observed=observed, expected=expected)
        for observed, expected in found
    ]


def judge_receipt(
    facts: ReceiptFacts, existence: Existence, context: VerificationContext, *, subject: str
) -> ReceiptJudgement:
    """Judge a receipt at the time that is proved for its signature's value."""
    found = list(facts.findings)
    signature, record = facts.signature, facts.record
    if signature is None or record is None:
        findings = context.levelled([*found, *_undecided(facts.differs)])
        return ReceiptJudgement(status_of(findings), findings)
    info, signer = signature.signed.signers[0], signature.signers[0]
    bound = existence.of(compute_digest("sha256", info.signature))
    judged = judge_signer(info, signer, existence, context, subject=subject)
    if not registered_certificate(signature, record, bound):
        code = "receipt.certificate_not_registered"
        faults = [finding(code, subject, observed=judged.subject)]
    else:
        faults = _signature_findings((*signature.findings, *judged.findings), subject)
    if facts.differs is not None:
        found += _undecided(facts.differs) if faults else [facts.differs]
    findings = context.levelled([*found, *faults])
    return ReceiptJudgement(
        status_of(findings), findings, judged.proven, judged.subject, judged.path
    )


def _undecided(differs: Finding | None) -> list[Finding]:
    """Return another digest in a receipt that is nobody's word: it contradicts nothing."""
    return [] if differs is None else [differs._replace(status=CheckStatus.INDETERMINATE)]


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
) -> tuple[bytes | None, Finding | None, list[Finding]]:
    """Return the digest a receipt states, that it differs, and what else is wrong with it."""
    text = (receipt.text(mapping.digest) or "").lower().removeprefix("0x")
    try:
        stated = bytes.fromhex(text)
    except ValueError:
        stated = b""
    if not stated:
        one = finding("receipt.malformed", subject, observed=f"no digest at {mapping.digest}")
        return None, None, [one]
    actual = covered.digest(mapping.digest_alg) if covered is not None else None
    if actual is None:
        one = finding("proof.over_unresolved", subject, expected=mapping.digest_alg)
        return stated, None, [one]
    if actual == stated:
        return stated, None, []
    alg = mapping.digest_alg
    differs = finding(
        "receipt.digest_mismatch",
        subject,
        observed=f"{alg}:{actual.hex()}",
        expected=f"{alg}:{stated.hex()}",
    )
    return stated, differs, []


def _unsigned(receipt: SignedReceipt, mapping: ReceiptMapping, subject: str) -> list[Finding]:
    """Name the fields that the platform did not sign."""
    known = {*mapping.signed, mapping.signature}
    names = [pointer for pointer in receipt.fields if pointer not in known]
    if not names:
        return []
    shown = [_cut(name) for name in names[:_UNSIGNED_NAMED]]
    rest = ["…"] if len(names) > _UNSIGNED_NAMED else []
    return [finding("receipt.field_unsigned", subject, observed=" ".join([*shown, *rest]))]


def _cut(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"


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
    plain = signed.is_plain and len(signed.signers) == 1
    if not plain or signed.signers[0].attributes is None:
        return None, [finding("receipt.malformed", subject, observed="not one attributed signer")]
    facts = check_signature(
        signed, CoveredOctets(covered), context, purpose=Purpose.PLATFORM, subject=subject
    )
    return facts, []
