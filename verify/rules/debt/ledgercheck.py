"""The lender's ledger (I2): each row in itself, and its split beside ours.

Splits and credit make up the amount, row by row, to the cent. Our own split of a row counts what
its credit was used for later; the lender's row may state either view (debt conventions 1 and 4).
"""

from collections.abc import Sequence
from typing import NamedTuple

from verify.rules.debt.book import Entry
from verify.rules.debt.conventions import PARTS, PRINCIPAL
from verify.rules.debt.loan import Repayment

__all__ = ["LedgerLine", "check_ledger", "credited", "unbalanced"]


class LedgerLine(NamedTuple):
    """One payment as the lender split it and as we do."""

    row: Repayment
    split: tuple[int, ...]
    credit: int
    prepaid: bool
    """Whether it holds an early part-payment."""
    differs: tuple[str, ...]
    """Cells that differ by more than the tolerance."""


def unbalanced(ledger: Sequence[Repayment]) -> list[Repayment]:
    """Return the rows whose splits and credit are not their amount."""
    return [row for row in ledger if sum(row.split) + row.overpaid != row.amount]


def check_ledger(entries: Sequence[Entry], tolerance: int) -> tuple[LedgerLine, ...]:
    """Return every row with our split beside the lender's."""
    lines = []
    for entry in entries:
        row, split = entry.row, tuple(entry.split)
        differs: tuple[str, ...] = ()
        if row.split != split or row.overpaid != entry.credit:
            differs = _differing(row, split, entry.credit, tolerance)
            if differs and _as_received(entry):
                differs = ()
        lines.append(LedgerLine(row, split, entry.credit, entry.prepaid, differs))
    return tuple(lines)


def _as_received(entry: Entry) -> bool:
    """Whether the lender's row is right for the day of payment, before its credit was used."""
    return entry.at_receipt == entry.row.split


def credited(lines: Sequence[LedgerLine]) -> int:
    """Return principal paid by credit that the lender's rows still state as overpaid."""
    agreed = [line for line in lines if not line.differs and line.row.overpaid > line.credit]
    return sum([line.split[PRINCIPAL] - line.row.split[PRINCIPAL] for line in agreed])


def _differing(
    row: Repayment, split: tuple[int, ...], credit: int, tolerance: int
) -> tuple[str, ...]:
    cells = [
        part
        for part, stated, ours in zip(PARTS, row.split, split, strict=True)
        if abs(stated - ours) > tolerance
    ]
    return (*cells, "overpaid") if abs(row.overpaid - credit) > tolerance else tuple(cells)
