"""Sums that hold to the cent: J7, I3, I4, and what J7 is a consequence of.

Where a part is wrong and its sum is not, the part is named first and the broken sum as its
consequence (debt conventions 10). Parts that are wrong by sums that cancel break no sum.
"""

from collections.abc import Mapping, Sequence

from verify.rules.debt.conventions import INTEREST, PRINCIPAL
from verify.rules.debt.figures import Figure
from verify.rules.debt.ledgercheck import LedgerCheck

__all__ = ["first_wrong", "paid_figures", "right_sum", "stated_sum", "total_figure"]


def _sum(key: str, claimed: int | None, ours: int, because_of: str | None = None) -> Figure:
    agrees = None if claimed is None else claimed == ours
    return Figure(key, claimed, ours, 0, agrees, None if agrees else because_of)


def first_wrong(parts: Sequence[Figure]) -> str | None:
    """Return the first part that differs."""
    return next((one.key for one in parts if one.agrees is False), None)


def right_sum(parts: Sequence[Figure]) -> int:
    """Return the sum of parts as it is right: as claimed where that agrees, else as computed.

    A part within its tolerance stands as it is claimed, so that its sum has no cents of ours.
    """
    return sum([_right(one) for one in parts])


def _right(one: Figure) -> int:
    return (one.claimed if one.agrees else one.computed) or 0


def stated_sum(parts: Sequence[Figure]) -> int | None:
    """Return the sum of parts as claimed; None where one is not stated."""
    stated = [one.claimed for one in parts if one.claimed is not None]
    return sum(stated) if len(stated) == len(parts) else None


def total_figure(claimed: Mapping[str, int], parts: Sequence[Figure]) -> Figure:
    """Return the total owed (J7), which is the sum of its parts as claimed."""
    total, stated = claimed.get("j_total"), stated_sum(parts)
    if stated is None:
        return Figure("j_total", total, None, 0, None)
    owed = right_sum(parts)
    if total == stated == owed or total is None or first_wrong(parts) is None:
        return _sum("j_total", total, owed)
    cause = _cause(total, stated, owed, parts)
    return Figure("j_total", total, owed, 0, agrees=False, because_of=cause)


def _cause(total: int, stated: int, owed: int, parts: Sequence[Figure]) -> str | None:
    """Return the part that breaks the total: one alone may, whatever else differs."""
    for one in parts:
        if one.agrees is False and total == stated - (one.claimed or 0) + _right(one):
            return one.key
    return first_wrong(parts) if total in {stated, owed} else None


def paid_figures(claimed: Mapping[str, int], check: LedgerCheck) -> list[Figure]:
    """Return the sums of what was paid (I3, I4), of the ledger's rows up to the cut-off.

    Rows that are not as they ought to be have our split here, and a sum of them as they are stated
    follows from what is wrong with them.
    """
    figures = []
    for key, part in (("i_paid_principal", PRINCIPAL), ("i_paid_interest", INTEREST)):
        stated, total = sum([line.row.split[part] for line in check.lines]), claimed.get(key)
        ours = stated
        if check.root is not None:
            ours = sum([
                (line.split if line.row.row in check.wrong else line.row.split)[part]
                for line in check.lines
            ])  # fmt: skip
        figures.append(_sum(key, total, ours, check.root if total == stated else None))
    return figures
