"""What the platform that sealed a package is, and which proofs its record calls for, when.

Only the sealing platform's own word counts here: it sealed the line that names the deposit and its
time, so the time it claims for its own deposit chooses the row of its record (judgement 4).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from verify.context import VerificationContext
from verify.model import Evidence, PackageHead, Party
from verify.trust import ExpectedKinds, PlatformRecord

__all__ = ["NO_CALLS", "PlatformCalls", "deposit_time", "expected_of", "platform_calls"]


class PlatformCalls(NamedTuple):
    """The sealing platform, and the kinds of proof it puts beside its deposits."""

    platform_id: str | None
    """None where no platform sealed it."""
    expected: Mapping[int, tuple[ExpectedKinds, ...]]
    """Dated kinds of proof by Article 7 category."""
    operators: frozenset[str] = frozenset()
    """Names under which the platform could run a chain: id, name, operator, shareholders."""
    lender: Party | None = None
    """Whose loans these are; None where no package says it."""
    sealed: bool = True
    """Whether the seal passed: else what the lines say of deposits is the sender's word."""

    def kinds(
        self, evidence: Evidence, platforms: Mapping[str, PlatformRecord], at: datetime
    ) -> tuple[str, ...]:
        """Return the kinds expected of an item, by the sealing and by the deposit's platform.

        The sealing platform's own word for the time of its deposit chooses the row of its record;
        what nobody's seal says chooses none, and the row of `at` holds.
        """
        when = (deposit_time(evidence, self.platform_id) if self.sealed else None) or at
        found = _in_force(self.expected.get(evidence.category, ()), when, at)
        deposit = evidence.deposit
        if deposit is not None and deposit.platform_id != self.platform_id:
            record = platforms.get(deposit.platform_id)
            rows = () if record is None else expected_of(record, evidence.category)
            found += _in_force(rows, at, at)
        return tuple(dict.fromkeys(found)) if found else ()


def expected_of(record: PlatformRecord, category: int) -> tuple[ExpectedKinds, ...]:
    """Return what a platform's record calls for in a category."""
    every = record.expected_proofs.get("*", ())
    return record.expected_proofs.get(str(category), every)


def _in_force(rows: tuple[ExpectedKinds, ...], when: datetime, at: datetime) -> list[str]:
    held = [row for row in rows if row.in_force(when)]
    # A time before every row would call for nothing: then what is in force now is called for.
    held = held or [row for row in rows if row.in_force(at)]
    return [kind for row in held for kind in row.kinds]


NO_CALLS = PlatformCalls(None, {})


def deposit_time(evidence: Evidence, platform_id: str | None) -> datetime | None:
    """Return when the sealing platform says it took the deposit; None where it says nothing."""
    deposit = evidence.deposit
    if deposit is None or deposit.platform_id != platform_id or deposit.deposited_at is None:
        return None
    try:
        instant = datetime.fromisoformat(deposit.deposited_at)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None


def platform_calls(
    head: PackageHead, context: VerificationContext, *, sealed: bool
) -> PlatformCalls:
    """Return the sealing platform and the kinds of proof its record calls for, by category.

    The kinds are called for whether the seal passed or not: an undecided one would else dodge them.
    """
    record = (context.trust.platforms or {}).get(head.platform_id or "")
    if record is None or head.path != "deposited":
        return NO_CALLS._replace(lender=head.lender)
    kinds = {n: expected_of(record, n) for n in range(1, 11)}
    return PlatformCalls(record.id, kinds, record.operators, head.lender, sealed)
