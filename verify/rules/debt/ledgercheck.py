"""The lender's ledger (I2): each row in itself, and its split beside ours.

Splits and credit make up the amount, row by row, to the cent. Our own split of a row counts what
its credit was used for later; the lender's row may state either view (debt conventions 1 and 4).
"""

from collections.abc import Sequence
from typing import NamedTuple

from verify.rules.debt.book import Entry
from verify.rules.debt.conventions import PARTS, PRINCIPAL
from verify.rules.debt.loan import Repayment

__all__ = ["LedgerCheck", "LedgerLine", "check_ledger", "credited", "judged", "unbalanced"]


class LedgerLine(NamedTuple):
    """One payment as the lender split it and as we do."""

    row: Repayment
    split: tuple[int, ...]
    credit: int
    prepaid: bool
    """Whether it holds an early part-payment."""
    differs: tuple[str, ...]
    """Cells that differ by more than the tolerance."""


class LedgerCheck(NamedTuple):
    """Every row beside ours, and what is wrong with those that are not as ours."""

    lines: tuple[LedgerLine, ...]
    root: str | None = None
    """What the wrong rows are told under: a row, a cell, or the schedule that they follow from."""
    wrong: frozenset[int] = frozenset()
    """Numbers of the wrong rows."""


def judged(
    ledger: Sequence[Repayment], lines: tuple[LedgerLine, ...], *, follows: bool
) -> LedgerCheck:
    """Return under what the rows that are wrong are told; rows that do not add up come first."""
    uneven = unbalanced(ledger)
    if uneven:
        rows = frozenset([row.row for row in uneven])
        return LedgerCheck(lines, f"i_ledger/{uneven[0].row}", rows)
    other = [line for line in lines if line.differs]
    if not other:
        return LedgerCheck(lines)
    root = "i_schedule" if follows else f"i_ledger/{other[0].row.row}/{other[0].differs[0]}"
    return LedgerCheck(lines, root, frozenset([line.row.row for line in other]))


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
