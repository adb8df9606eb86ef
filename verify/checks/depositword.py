"""What the signed fields of a platform's receipt say of a deposit, and who the platform then was.

Judgement 5: the platform's word for the time of a deposit counts only where the platform was
registered and mandated then, and no interest joined it to the lender. Fields that the platform did
not sign are never read here.
"""

from datetime import datetime
from typing import NamedTuple

from verify.instants import stated_instant
from verify.receipts.value import PlatformReceipt, SignedFields
from verify.trust import PlatformRecord

__all__ = ["DepositWord", "deposit_word"]


class DepositWord(NamedTuple):
    """One platform's own word for one deposit."""

    platform_id: str
    deposited_at: datetime | None
    """None where no signed field states it."""
    registered: bool
    """Whether the platform's record was in force then."""
    mandates: frozenset[str]
    """Lenders that had given it a mandate then, by their credit codes."""
    operators: frozenset[str]
    """Names of whoever runs or owns it."""
    event: str | None = None
    """Kind of event that the platform says the deposit is of."""
    contract_no: str | None = None


def deposit_word(
    value: PlatformReceipt, record: PlatformRecord, signed: SignedFields
) -> DepositWord:
    """Return what the signed fields of a receipt say."""
    time, contract = value.deposited_at, value.contract_no
    # A day without a clock says no more than that it was by its end; and where a digest can be
    # replaced under the same number, the time is that of whatever stood there first.
    updatable = value.chain is not None and value.chain.updatable
    told = time is not None and signed.cover(time.told) and not updatable
    at = time.latest if time is not None and told else None
    return DepositWord(
        record.id,
        at,
        at is not None and _in_force(record.record.get("from"), record.record.get("to"), at),
        frozenset() if at is None else _mandates(record, at),
        record.operators,
        value.event if signed.cover(value.phase) else None,
        contract.text if contract is not None and signed.cover(contract) else None,
    )


def _in_force(begin: object, end: object, at: datetime) -> bool:
    first, last = stated_instant(begin), stated_instant(end)
    return (first is None or first <= at) and (last is None or at < last)


def _mandates(record: PlatformRecord, at: datetime) -> frozenset[str]:
    held = [m for m in record.mandates if m.valid_from <= at]
    return frozenset([m.lender for m in held if m.valid_to is None or at < m.valid_to])
