"""The parts of the debt (J2 to J6) and its dates (J8, J9), claimed beside computed.

Where a part differs, it is first tried as a consequence of what differs before it, the schedule or
a ledger row that does not add up, and only then explained by another convention.
"""

from collections.abc import Mapping
from typing import NamedTuple

from verify.rules.debt.conventions import COMPOUND
from verify.rules.debt.figures import FIGURES, Figure, Words
from verify.rules.debt.ledgercheck import unbalanced
from verify.rules.debt.loan import Loan
from verify.rules.debt.plancheck import PlanCheck
from verify.rules.debt.readings import explained
from verify.rules.debt.state import State, draw_up

__all__ = [
    "Root",
    "damages",
    "overdue_figures",
    "paid_to_figure",
    "part_figures",
    "roots_of",
    "unstated_compound",
]

FROM_DUE_DAY = Words("口径差异：自还款日当日起算", "counted from the due day itself")


class Root(NamedTuple):
    """Something that differs, and the account as it would be if the lender's word were right."""

    path: str
    state: State


def roots_of(loan: Loan, check: PlanCheck) -> list[Root]:
    """Return what a differing part may be a consequence of."""
    roots = []
    if not check.agrees:
        roots.append(Root("i_schedule", draw_up(loan, loan.plan, loan.cut_off)))
    wrong = unbalanced(loan.ledger)
    if wrong:
        rows = tuple([row._replace(amount=sum(row.split) + row.overpaid) for row in loan.ledger])
        read = loan._replace(ledger=rows)
        path = f"i_ledger/{wrong[0].row}"
        roots.append(Root(path, draw_up(read, check.base, loan.cut_off)))
    return roots


def part_figures(
    loan: Loan,
    claimed: Mapping[str, int],
    computed: tuple[int, ...],
    tolerances: Mapping[str, int],
    check: PlanCheck,
) -> list[Figure]:
    """Return the parts of the debt, each with what a difference comes from."""
    figures = []
    wrong = []
    for key, ours in zip(FIGURES, computed, strict=True):
        stated, tolerance = claimed.get(key), tolerances[key]
        agrees = None if stated is None else abs(stated - ours) <= tolerance
        if agrees is False:
            wrong.append(key)
        figures.append(Figure(key, stated, ours, tolerance, agrees))
    return _traced(loan, claimed, figures, wrong, tolerances, check) if wrong else figures


def _traced(
    loan: Loan,
    claimed: Mapping[str, int],
    figures: list[Figure],
    wrong: list[str],
    tolerances: Mapping[str, int],
    check: PlanCheck,
) -> list[Figure]:
    because: dict[str, str] = {}
    for root in roots_of(loan, check):
        for key, part in zip(FIGURES, root.state.parts, strict=True):
            if key in wrong and abs(claimed[key] - part) <= tolerances[key]:
                because.setdefault(key, root.path)
    left = [key for key in wrong if key not in because]
    words = explained(loan, claimed, tolerances, left) if left else {}
    return [
        one._replace(because_of=because.get(one.key), explained_by=words.get(one.key))
        for one in figures
    ]


def damages(loan: Loan, claimed: int | None, state: State) -> int:
    """Return what of the claimed fees are damages agreed for default.

    A total that no instalment of the schedule has (F17) is agreed for default: as much of it as is
    claimed is owed once the loan is overdue.
    """
    agreed = loan.fees or 0
    if claimed is None or state.overdue_due is None or any(one.fee for one in loan.plan):
        return 0
    return min(max(claimed - state.parts[4], 0), agreed)


def unstated_compound(loan: Loan, base: PlanCheck, state: State) -> tuple[int, int] | None:
    """Return both readings of a compound clause without a rate; None where a rate is stated."""
    conventions = loan.conventions
    stated = conventions.declared & {"f_compound_rate", "f_compound_rate_after"}
    if stated or not conventions.compound:
        return None
    other = loan._replace(conventions=conventions._replace(compound_rate=loan.penalty_rate))
    return state.parts[COMPOUND], draw_up(other, base.base, state.day).parts[COMPOUND]


def overdue_figures(
    loan: Loan, claimed: Mapping[str, int], state: State, check: PlanCheck
) -> tuple[Figure, Figure]:
    """Return since when and for how long the loan is overdue (debt conventions 7)."""
    due = state.overdue_due
    first, days = claimed.get("j_overdue_from"), claimed.get("j_overdue_days")
    agrees = first == (None if due is None else due + 1)
    words = FROM_DUE_DAY if first is not None and first == due else None
    since = Figure(
        "j_overdue_from",
        first,
        None if due is None else due + 1,
        0,
        None if first is None else agrees or words is not None,
        explained_by=words,
    )
    count = 0 if due is None else state.day - due
    counted = days == count + 1 and words is not None
    lasting = Figure(
        "j_overdue_days",
        days,
        count,
        0,
        None if days is None else days == count or counted,
        explained_by=FROM_DUE_DAY if counted else None,
    )
    if since.agrees is False or lasting.agrees is False:
        return _caused(loan, since, lasting, state, check)
    return since, lasting


def _caused(
    loan: Loan, since: Figure, lasting: Figure, state: State, check: PlanCheck
) -> tuple[Figure, Figure]:
    for root in roots_of(loan, check):
        due = root.state.overdue_due
        if since.agrees is False and due is not None and since.claimed in {due, due + 1}:
            since = since._replace(because_of=root.path)
        if lasting.agrees is False and due is not None and lasting.claimed == state.day - due:
            lasting = lasting._replace(because_of=root.path)
    if since.agrees is False and lasting.agrees is False and lasting.because_of is None:
        first = since.claimed or 0
        if lasting.claimed == state.day - first + 1:
            lasting = lasting._replace(because_of=since.key)
    return since, lasting


def paid_to_figure(
    loan: Loan, claimed: Mapping[str, int], state: State, check: PlanCheck
) -> tuple[Figure, ...]:
    """Return up to when interest is paid (I5), where that is stated and interest is borne.

    A day within the period of which interest is paid in part is as good as the period's first.
    """
    stated = claimed.get("i_interest_paid_to")
    if stated is None or not loan.rate:
        return ()
    agrees = _paid_to(stated, state)
    roots = [] if agrees else roots_of(loan, check)
    cause = next((one.path for one in roots if _paid_to(stated, one.state)), None)
    return (Figure("i_interest_paid_to", stated, state.paid_to, 0, agrees, cause),)


def _paid_to(stated: int, state: State) -> bool:
    end = state.unpaid_from
    return state.paid_to <= stated and (end is None or stated < end)
