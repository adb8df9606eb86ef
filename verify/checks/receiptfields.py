"""What the fields of a receipt say beside its digest: of which deposit, when, and how far it came.

What is told only (the platform's word on a chain, courts' numbers, a zone that was assumed) moves
no result.
"""

from collections.abc import Iterable
from datetime import datetime

from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import Finding
from verify.instants import stated_instant
from verify.model import Deposit, Evidence
from verify.path.window import moved
from verify.receipt import SignedReceipt
from verify.receipts.value import PlatformReceipt, ReceiptState, SignedFields, Told, cut
from verify.trust import PlatformRecord

__all__ = ["deposit_findings", "state_findings", "told_findings"]

_UNSIGNED_NAMED = 8
"""Unsigned fields that a finding names."""
_OF_STATE = {
    ReceiptState.PENDING: "receipt.pending",
    ReceiptState.FAILED: "receipt.deposit_failed",
    ReceiptState.UNKNOWN: "receipt.state_unknown",
}


def deposit_findings(
    value: PlatformReceipt,
    record: PlatformRecord | None,
    evidence: Evidence | None,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Hold platform, deposit number and times against registry, case line and clock."""
    found = _platform(value, record, subject)
    if evidence is not None and evidence.deposit is not None:
        found += _other_deposit(value, evidence.deposit, context, subject)
    return [*found, *_times(value, evidence, context, subject)]


def _platform(value: PlatformReceipt, record: PlatformRecord | None, subject: str) -> list[Finding]:
    """Return that a receipt names another platform than the one it is to be of."""
    told = value.platform
    if told is None or record is None:
        return []
    names = record.names | (record.receipt.names if record.receipt is not None else frozenset())
    if told.text in names:
        return []
    code = "receipt.other_platform"
    return [finding(code, subject, observed=cut(told.text), expected=record.name)]


def _other_deposit(
    value: PlatformReceipt, deposit: Deposit, context: VerificationContext, subject: str
) -> list[Finding]:
    found = []
    number = value.deposit_no
    if number is not None and number.text != deposit.deposit_no:
        found.append((cut(number.text), deposit.deposit_no))
    stated = value.deposited_at
    said, latest = (stated.at, stated.latest) if stated is not None else (None, None)
    claimed, clock = stated_instant(deposit.deposited_at), context.policy.tolerances.clock
    if said and latest and claimed and not said - clock <= claimed <= latest + clock:
        found.append((said.isoformat(), claimed.isoformat()))
    return [
        finding("receipt.deposit_differs", subject, observed=observed, expected=expected)
        for observed, expected in found
    ]


def _times(
    value: PlatformReceipt,
    evidence: Evidence | None,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what is odd about the times: no zone, in the future, before the original was."""
    stated = value.deposited_at
    if stated is None or stated.at is None:
        return []
    at, tolerances, found = stated.at, context.policy.tolerances, []
    if stated.zone_assumed:
        found.append(finding("receipt.zone_assumed", subject, observed=cut(stated.told.text)))
    if at > moved(context.at, tolerances.future):
        found.append(finding("receipt.time_in_future", subject, observed=at.isoformat()))
    made = stated_instant(evidence.generated_at) if evidence is not None else None
    if made is not None and (stated.latest or at) < moved(made, -tolerances.clock):
        found.append(_before(at, made, subject))
    return found


def _before(at: datetime, made: datetime, subject: str) -> Finding:
    code = "receipt.time_before_original"
    return finding(code, subject, observed=at.isoformat(), expected=made.isoformat())


def state_findings(
    value: PlatformReceipt, signed: SignedFields | None, subject: str
) -> list[Finding]:
    """Return that a deposit has not come about, or that only the sender says that it has.

    Args:
        value: the receipt.
        signed: the fields that are the platform's word; None where none are.
        subject: id of the proof.
    """
    stated = value.state
    if stated is None:
        return []
    code = _OF_STATE.get(stated.state)
    if code is not None:
        return [finding(code, subject, observed=stated.shown)]
    if signed is None or signed.whole or all(map(signed.cover, stated.told)):
        return []
    return [finding("receipt.state_unsigned", subject, observed=stated.shown)]


def told_findings(
    receipt: SignedReceipt,
    value: PlatformReceipt,
    signed: SignedFields,
    signature: str | None,
    subject: str,
) -> list[Finding]:
    """Return what is told of a receipt that is its platform's word."""
    found = _unsigned(receipt, signed, signature, subject)
    chain = value.chain
    stated = [one.text for one in chain.told if signed.cover(one) and one.text] if chain else []
    if chain is not None and stated:
        shown = " ".join([cut(one) for one in (chain.name or "", *stated) if one])
        found.append(finding("receipt.chain_attested", subject, observed=shown))
        if chain.updatable:
            found.append(finding("receipt.evidence_updatable", subject, observed=chain.name))
    for name, told in value.references.items():
        if signed.cover(told):
            shown = f"{name} {cut(told.text)}"
            found.append(finding("receipt.court_reference", subject, observed=shown))
    return found


def _unsigned(
    receipt: SignedReceipt, signed: SignedFields, signature: str | None, subject: str
) -> list[Finding]:
    """Name the fields that the platform did not sign."""
    names = [
        one for one in receipt.fields if one != signature and not signed.cover(Told("", (one,)))
    ]
    if not names:
        return []
    shown = " ".join(_first(names))
    return [finding("receipt.field_unsigned", subject, observed=shown)]


def _first(names: list[str]) -> Iterable[str]:
    rest = ["…"] if len(names) > _UNSIGNED_NAMED else []
    return [*map(cut, names[:_UNSIGNED_NAMED]), *rest]
