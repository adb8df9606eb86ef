"""Every claimed figure held against the account: schedule, ledger, parts, dates, sums."""

from collections.abc import Mapping
from typing import NamedTuple

from verify.rules.debt.claims import claim_figures
from verify.rules.debt.conventions import COMPOUND, FEE
from verify.rules.debt.figures import FIGURES, Figure, declares
from verify.rules.debt.issue import told
from verify.rules.debt.issues import figure_issues
from verify.rules.debt.ledgercheck import LedgerLine, check_ledger, credited, judged
from verify.rules.debt.loan import Loan
from verify.rules.debt.parts import (
    damages,
    overdue_figures,
    paid_to_figure,
    part_figures,
    unstated_compound,
)
from verify.rules.debt.periods import whole_months
from verify.rules.debt.plancheck import PlanCheck, PlanLine, check_plan, compared, same_plan
from verify.rules.debt.readings import explained_plan
from verify.rules.debt.rounding import money_text
from verify.rules.debt.rowissues import ledger_issues, plan_issues
from verify.rules.debt.state import State, draw_up
from verify.rules.debt.sums import paid_figures, total_figure
from verify.rules.outcome import Issue

__all__ = ["Comparison", "checked_plan", "compare"]


class Comparison(NamedTuple):
    """What comparing came to."""

    issues: list[Issue]
    state: State
    figures: tuple[Figure, ...]
    schedule: tuple[PlanLine, ...]
    ledger: tuple[LedgerLine, ...]
    unstated: tuple[int, int] | None
    """Both readings of a compound clause without a rate."""


def compare(loan: Loan, check: PlanCheck, claimed: Mapping[str, int]) -> Comparison:
    """Hold everything that is claimed against the account on the cut-off day."""
    stated = _declared(loan)
    cell = 0 if stated["plan"] else 1
    state = draw_up(loan, check.base, loan.cut_off)
    if state.undecided:
        state = _decided(loan, check, claimed, state)
    check, prepaid = _revised(loan, check, state, cell)
    lines = check_ledger(state.entries, 0 if stated["split"] else 1)
    ledger = judged(loan.ledger, lines, follows=_follows(loan, check, lines, cell))
    tolerances = {
        key: 0 if stated[key] else rows for key, rows in zip(FIGURES, state.rows, strict=True)
    }
    unstated = unstated_compound(loan, check, state)
    ours = _computed(loan, claimed, state, unstated, tolerances["j_compound"])
    parts = part_figures(loan, claimed, ours, tolerances, check)
    total = total_figure(claimed, parts)
    figures = (
        *parts,
        total,
        *overdue_figures(loan, claimed, state, check),
        *claim_figures(claimed, parts, total),
        *paid_figures(claimed, ledger),
        *paid_to_figure(loan, claimed, state, check),
    )
    words = None if check.agrees or check.gross else explained_plan(loan, cell)
    issues = list(plan_issues(loan, check, ledger, words, prepaid, figures))
    issues += ledger_issues(loan, ledger, figures)
    issues += figure_issues(figures)
    issues += _paid_issues(loan, claimed, figures, lines)
    return Comparison(issues, state, figures, check.lines, lines, unstated)


def checked_plan(loan: Loan) -> PlanCheck:
    """Compare the stated schedule with the contract's, at the tolerance of its conventions."""
    return check_plan(loan, 0 if _declared(loan)["plan"] else 1)


def _declared(loan: Loan) -> Mapping[str, bool]:
    last = loan.plan[-1].due if loan.plan else loan.start
    due_day = loan.conventions.due_day
    broken = last > loan.start and not whole_months(loan.start, last, due_day)
    called_in = loan.called_in is not None and loan.called_in <= loan.cut_off
    return declares(loan.conventions, paid=bool(loan.ledger), called_in=called_in, broken=broken)


def _decided(loan: Loan, check: PlanCheck, claimed: Mapping[str, int], state: State) -> State:
    """Return the account under which what is claimed holds, where the ledger fits two."""
    other = draw_up(loan, check.base, loan.cut_off, all_credit=True)
    stated = tuple([claimed.get(key) for key in FIGURES])
    return other if other.parts == stated else state


def _revised(loan: Loan, check: PlanCheck, state: State, tolerance: int) -> tuple[PlanCheck, int]:
    """Take a schedule that early part-payments changed for what it is; return what they repaid."""
    prepaid = loan.received - sum([one.principal for one in state.plan])
    if check.agrees or not prepaid or not any(one.prepaid for one in state.entries):
        return check, 0
    if not same_plan(loan.plan, state.plan, tolerance):
        return check, 0
    lines = compared(loan.plan, state.plan, tolerance)
    return check._replace(lines=lines, agrees=True, gross=False), prepaid


def _computed(
    loan: Loan,
    claimed: Mapping[str, int],
    state: State,
    unstated: tuple[int, int] | None,
    tolerance: int,
) -> tuple[int, ...]:
    """Return the parts as computed; of readings that a clause leaves open, the one claimed."""
    parts = list(state.parts)
    parts[FEE] += damages(loan, claimed.get("j_fees"), state)
    stated = claimed.get("j_compound")
    if unstated is not None and stated is not None:
        near = [one for one in (*unstated, 0) if abs(stated - one) <= tolerance]
        parts[COMPOUND] = near[0] if near else parts[COMPOUND]
    return tuple(parts)


def _follows(loan: Loan, check: PlanCheck, ledger: tuple[LedgerLine, ...], tolerance: int) -> bool:
    """Return whether the splits differ only because the schedules do."""
    if check.agrees or not any(line.differs for line in ledger):
        return False
    entries = draw_up(loan, loan.plan, loan.cut_off).entries
    return not any(line.differs for line in check_ledger(entries, tolerance))


def _paid_issues(
    loan: Loan,
    claimed: Mapping[str, int],
    figures: tuple[Figure, ...],
    ledger: tuple[LedgerLine, ...],
) -> list[Issue]:
    """Return that principal owed is not what was received less what was paid (J2 = ΣH − I3)."""
    owed, paid = claimed.get("j_principal"), claimed.get("i_paid_principal")
    by_key = {one.key: one.agrees for one in figures}
    covered = by_key["j_principal"] is False or by_key["i_paid_principal"] is False
    if owed is None or paid is None or covered or any(line.differs for line in ledger):
        return []
    rest = loan.paid_out(loan.cut_off) - paid - credited(ledger)
    if owed == rest:
        return []
    observed, expected = money_text(owed), money_text(rest)
    return [
        told("debt.sum_differs", "j_principal", "h_disbursements", "i_paid_principal",
             observed=observed, expected=expected)
    ]  # fmt: skip
