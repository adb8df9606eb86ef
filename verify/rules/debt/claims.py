"""What is claimed in court (K1, K2, K8) beside what is owed: a party may claim less, never more.

K1 and K2 repeat parts of the debt, K8 = J7 + K5 (debt conventions 10). A claim below the debt is
the party's own choice and no defect: K8 is then less by as much, or by fees that are not claimed.
A K8 that was not lowered with its parts is told to a person, and what repeats a wrong figure
follows it.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from verify.rules.debt.figures import Figure, Words
from verify.rules.debt.sums import first_wrong, right_sum, stated_sum

__all__ = ["LESS", "claim_figures", "not_lowered"]

LESS = Words("诉请少于欠款，属当事人处分", "less is claimed than is owed, as a party may")
_INTERESTS = ("j_interest", "j_penalty", "j_compound")
_FEES = "j_fees"


def claim_figures(
    claimed: Mapping[str, int], parts: Sequence[Figure], total: Figure
) -> list[Figure]:
    """Return what is claimed in court (K1, K2, K8) beside what is owed."""
    by_key = {one.key: one for one in parts}
    figures = [_like(claimed.get("k_principal"), "k_principal", [by_key["j_principal"]])]
    interests = [by_key[key] for key in _INTERESTS]
    if "k_interest" in claimed:
        figures.append(_like(claimed["k_interest"], "k_interest", interests))
    costs, whole = claimed.get("k_enforcement_costs"), claimed.get("k_total")
    if costs is None or total.claimed is None or total.computed is None or whole is None:
        return [*figures, Figure("k_total", whole, None, 0, None)]
    fees = right_sum([by_key[_FEES]])
    interest = 0 if "k_interest" in claimed else right_sum(interests)
    unclaimed = {fees, interest, fees + interest}
    return [*figures, _whole(whole, costs, parts, total, figures, unclaimed)]


def _like(claimed: int | None, key: str, parts: Sequence[Figure]) -> Figure:
    """Return a claim that repeats parts of the debt."""
    stated, owed = stated_sum(parts), right_sum(parts)
    if stated is None or claimed is None:
        return Figure(key, claimed, None if stated is None else owed, 0, None)
    if claimed == owed:
        return Figure(key, claimed, owed, 0, agrees=True)
    wrong = first_wrong(parts)
    if wrong is not None and claimed == stated:
        return Figure(key, claimed, owed, 0, agrees=False, because_of=wrong)
    less = claimed < owed
    return Figure(key, claimed, owed, 0, agrees=less, explained_by=LESS if less else None)


def _whole(
    claimed: int,
    costs: int,
    parts: Sequence[Figure],
    total: Figure,
    claims: Sequence[Figure],
    unclaimed: AbstractSet[int],
) -> Figure:
    """Return the amount in dispute (K8), with the sums that may be left out without another word.

    Fees have no claim of their own, and interest that is not claimed has none either.
    """
    waived = sum([_over(one) for one in claims if one.explained_by is LESS])
    ours = (total.computed or 0) + costs + waived
    if claimed == ours:
        return Figure("k_total", claimed, ours, 0, agrees=True)
    cause = _cause(claimed - costs, waived, parts, total, claims)
    if cause is None and ours - claimed in unclaimed:
        return Figure("k_total", claimed, ours, 0, agrees=True, explained_by=LESS)
    return Figure("k_total", claimed, ours, 0, agrees=False, because_of=cause)


def _over(one: Figure) -> int:
    """Return by how much a claim is above the debt."""
    return (one.claimed or 0) - (one.computed or 0)


def _cause(
    claimed: int, waived: int, parts: Sequence[Figure], total: Figure, claims: Sequence[Figure]
) -> str | None:
    """Return the figure with which a total claimed, less its costs, would hold."""
    owed = total.computed or 0
    if total.agrees is False and claimed - (total.claimed or 0) in {0, waived}:
        return total.key
    if claimed - (stated_sum(parts) or 0) in {0, waived} and first_wrong(parts) is not None:
        return first_wrong(parts)
    for one in claims:
        if one.agrees is False and claimed == owed + waived + _over(one):
            return one.key
        if one.explained_by is LESS and claimed == owed:
            return one.key
    return None


def not_lowered(figures: Sequence[Figure]) -> Figure | None:
    """Return the amount in dispute where a claim was lowered and it was not."""
    lesser = {one.key for one in figures if one.explained_by is LESS}
    return next((one for one in figures if one.agrees is False and one.because_of in lesser), None)
