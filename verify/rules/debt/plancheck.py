"""The stated schedule (I1) beside the one that the contract gives (F), row by row.

Where they agree the account rests on the stated one; where they do not, on the contract's, and the
difference is shown (debt conventions 10). Where the method gives no schedule the stated one stands.
"""

from collections.abc import Sequence
from typing import NamedTuple

from verify.rules.debt.loan import Instalment, Loan
from verify.rules.debt.methods import METHODS
from verify.rules.debt.schedule import scheduled

__all__ = ["PlanCheck", "PlanLine", "check_plan", "compared", "contract_plan", "same_plan"]


class PlanLine(NamedTuple):
    """One instalment as stated and as computed; None where only the other has the row."""

    claimed: Instalment | None
    computed: Instalment | None
    differs: tuple[str, ...]
    """Cells that differ by more than the tolerance."""


class PlanCheck(NamedTuple):
    """What comparing the schedules came to."""

    lines: tuple[PlanLine, ...]
    base: tuple[Instalment, ...]
    """The schedule that the account rests on; empty where there is none."""
    derived: bool
    """Whether a schedule follows from the contract."""
    agrees: bool
    gross: bool
    """Whether the stated one is right for the sum before what was withheld (民法典 670)."""


def contract_plan(loan: Loan, principal: int) -> tuple[Instalment, ...]:
    """Return the schedule that the contract gives for a principal; empty where none follows."""
    rows = scheduled(loan, principal)
    if rows is None:
        return ()
    fees = [one.fee for one in loan.plan]
    fees += [0] * (len(rows) - len(fees))
    return tuple([Instalment(k + 1, *row, fees[k]) for k, row in enumerate(rows)])


def check_plan(loan: Loan, tolerance: int) -> PlanCheck:
    """Compare the stated schedule with the contract's."""
    plan, computed = loan.plan, contract_plan(loan, loan.received)
    if not computed:
        return PlanCheck(compared(plan, (), 0), plan, False, True, False)
    if not plan:
        return PlanCheck(compared((), computed, 0), computed, True, True, False)
    lines = compared(plan, computed, tolerance)
    if not any(line.differs for line in lines):
        return PlanCheck(lines, plan, True, True, False)
    return PlanCheck(lines, computed, True, False, _gross(loan, tolerance))


def _gross(loan: Loan, tolerance: int) -> bool:
    stated = sum([one.principal for one in loan.plan])
    if stated <= loan.received or loan.method not in METHODS:
        return False
    return same_plan(loan.plan, contract_plan(loan, stated), tolerance)


def same_plan(
    claimed: Sequence[Instalment], computed: Sequence[Instalment], tolerance: int
) -> bool:
    """Return whether two schedules are one within the tolerance of a cell."""
    return not any(line.differs for line in compared(claimed, computed, tolerance))


def compared(
    claimed: Sequence[Instalment], computed: Sequence[Instalment], tolerance: int
) -> tuple[PlanLine, ...]:
    """Return the rows of both schedules side by side."""
    lines = []
    for place in range(max(len(claimed), len(computed))):
        stated = claimed[place] if place < len(claimed) else None
        ours = computed[place] if place < len(computed) else None
        if stated is None or ours is None:
            lines.append(PlanLine(stated, ours, ("no",) if claimed and computed else ()))
        elif stated[:5] == ours[:5]:
            lines.append(PlanLine(stated, ours, ()))
        else:
            lines.append(PlanLine(stated, ours, _differing(stated, ours, tolerance)))
    return tuple(lines)


def _differing(stated: Instalment, ours: Instalment, tolerance: int) -> tuple[str, ...]:
    cells = []
    if stated.no != ours.no:
        cells.append("no")
    if stated.due != ours.due:
        cells.append("due")
    if abs(stated.principal - ours.principal) > tolerance:
        cells.append("principal")
    if abs(stated.interest - ours.interest) > tolerance:
        cells.append("interest")
    return tuple(cells)
