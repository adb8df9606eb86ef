"""Sums that hold to the cent: J7, K1, K2, K8, I3, I4, and what they are a consequence of.

Where a part is wrong and its sum is not, the part is named first and the broken sum as its
consequence (debt conventions 10). K8 = J7 + K5.
"""

from collections.abc import Mapping, Sequence

from verify.rules.debt.conventions import INTEREST, PRINCIPAL
from verify.rules.debt.figures import Figure
from verify.rules.debt.loan import Repayment

__all__ = ["claim_figures", "paid_figures", "total_figure"]

_INTERESTS = ("j_interest", "j_penalty", "j_compound")


def _sum(key: str, claimed: int | None, ours: int, because_of: str | None = None) -> Figure:
    agrees = None if claimed is None else claimed == ours
    return Figure(key, claimed, ours, 0, agrees, None if agrees else because_of)


def total_figure(claimed: Mapping[str, int], parts: Sequence[Figure]) -> Figure:
    """Return the total owed (J7), which is the sum of its parts as claimed."""
    total = claimed.get("j_total")
    wrong = [one for one in parts if one.agrees is False]
    stated = [one.claimed for one in parts if one.claimed is not None]
    if len(stated) < len(parts):
        return Figure("j_total", total, None, 0, None)
    if not wrong:
        return _sum("j_total", total, sum(stated))
    owed = sum([one.computed or 0 for one in parts])
    for one in wrong:
        # One part alone may be what broke the sum, whatever else differs.
        if total is not None and total == sum(stated) - (one.claimed or 0) + (one.computed or 0):
            return Figure("j_total", total, owed, 0, agrees=False, because_of=one.key)
    if total in {sum(stated), owed}:
        return Figure("j_total", total, owed, 0, agrees=False, because_of=wrong[0].key)
    return _sum("j_total", total, owed)


def claim_figures(
    claimed: Mapping[str, int], parts: Sequence[Figure], total: Figure
) -> list[Figure]:
    """Return what is claimed in court (K1, K2, K8) beside what is owed."""
    by_key = {one.key: one for one in parts}
    principal = by_key["j_principal"]
    figures = [_like(claimed.get("k_principal"), "k_principal", [principal])]
    interests = [by_key[key] for key in _INTERESTS]
    if "k_interest" in claimed:
        figures.append(_like(claimed.get("k_interest"), "k_interest", interests))
    costs = claimed.get("k_enforcement_costs")
    whole = claimed.get("k_total")
    if costs is None or total.claimed is None:
        figures.append(Figure("k_total", whole, None, 0, None))
    else:
        figures.append(_whole(whole, costs, total))
    return figures


def _like(claimed: int | None, key: str, parts: Sequence[Figure]) -> Figure:
    """Return a claim that repeats parts of the debt."""
    stated = [one.claimed for one in parts if one.claimed is not None]
    if len(stated) < len(parts):
        return Figure(key, claimed, None, 0, None)
    wrong = next((one.key for one in parts if one.agrees is False), None)
    owed = sum([one.computed or 0 for one in parts])
    if wrong is None:
        return _sum(key, claimed, sum(stated))
    follows = claimed in {sum(stated), owed}
    agrees = None if claimed is None else claimed == owed
    return Figure(key, claimed, owed, 0, agrees, wrong if follows else None)


def _whole(claimed: int | None, costs: int, total: Figure) -> Figure:
    stated, owed = (total.claimed or 0) + costs, (total.computed or 0) + costs
    if total.agrees is not False:
        return _sum("k_total", claimed, stated)
    follows = claimed in {stated, owed}
    agrees = None if claimed is None else claimed == owed
    return Figure("k_total", claimed, owed, 0, agrees, total.key if follows else None)


def paid_figures(
    claimed: Mapping[str, int], ledger: Sequence[Repayment], until: int
) -> list[Figure]:
    """Return the sums of what was paid (I3, I4), of the ledger's rows up to the cut-off."""
    rows = [row for row in ledger if row.day <= until]
    principal = sum([row.split[PRINCIPAL] for row in rows])
    interest = sum([row.split[INTEREST] for row in rows])
    return [
        _sum("i_paid_principal", claimed.get("i_paid_principal"), principal),
        _sum("i_paid_interest", claimed.get("i_paid_interest"), interest),
    ]
