"""The account of one loan: what was claimed, what was computed, and what is made of the difference.

`Account` is what the rules, the report and `evidence debt` read. Without usable input it holds the
issues that say why, and nothing else.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from verify.rules.debt.conventions import PARTS, convention_rows
from verify.rules.debt.cost import Cost
from verify.rules.debt.figures import Figure, Words
from verify.rules.debt.ledgercheck import LedgerLine
from verify.rules.debt.loan import Instalment, Loan
from verify.rules.debt.plancheck import PlanLine
from verify.rules.debt.rounding import money_text, rate_text
from verify.rules.debt.state import State
from verify.rules.outcome import Issue

__all__ = ["Account"]


class Account(NamedTuple):
    """The debt of one loan on one day."""

    issues: tuple[Issue, ...]
    """Codes debt.* and cost.*, of Article 7 (9); none only on another day than the cut-off."""
    as_of: date | None
    """The day it is drawn up for; None where there is no account."""
    loan: Loan | None = None
    state: State | None = None
    figures: tuple[Figure, ...] = ()
    schedule: tuple[PlanLine, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    cost: Cost | None = None
    until_paid: bool = False
    """Whether interest is claimed until the debt is paid (K2)."""
    assumptions: tuple[Words, ...] = ()

    @property
    def accelerated(self) -> bool:
        """Whether the account has the rest called in (J10): its notice wants proof of arrival."""
        return self.state is not None and self.state.called_in

    @property
    def rests_on_amount(self) -> bool:
        """Whether what was received, with sums withheld, follows from the contract's amount."""
        return self.loan is not None and self.loan.gross_of_withheld

    @property
    def differences(self) -> tuple[Figure, ...]:
        """The figures that differ."""
        return tuple([one for one in self.figures if one.agrees is False])

    def as_json(self) -> dict[str, object]:
        """Return the account as reports carry it."""
        loan, state = self.loan, self.state
        rows = convention_rows(loan.conventions) if loan else []
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "conventions": [row.as_json() for row in rows],
            "figures": [one.as_json() for one in self.figures],
            "schedule": [_plan_line(one) for one in self.schedule],
            "ledger": [_ledger_line(one) for one in self.ledger],
            "cost": self.cost.as_json() if self.cost else None,
            "accelerated": self.accelerated,
            "principal": _principal(state) if state else None,
            "until_paid": _until_paid(loan, state) if self.until_paid and loan and state else None,
            "assumptions": [one.as_json() for one in self.assumptions],
        }


def _principal(state: State) -> dict[str, object]:
    """Return what of the principal is due, what is not, and what runs beside the debt."""
    return {
        "due": money_text(state.parts[0] - state.not_due),
        "not_due": money_text(state.not_due),
        "running_interest": money_text(state.running),
        "credit": money_text(state.credit),
    }


def _until_paid(loan: Loan, state: State) -> dict[str, object]:
    """Return what penalty runs on from the day of the account: never a forecast."""
    due = state.parts[0] - state.not_due
    base = due + state.parts[1] if loan.conventions.on_interest else due
    return {
        "base": money_text(base),
        "rate": rate_text(loan.penalty_rate),
        "day_basis": str(loan.conventions.day_basis),
    }


def _plan_line(line: PlanLine) -> dict[str, object]:
    one = line.claimed or line.computed
    claimed, computed = _instalment(line.claimed), None
    if line.computed is not None:
        same = line.claimed is not None and line.claimed[2:5] == line.computed[2:5]
        computed = claimed if same else _instalment(line.computed)
    value: dict[str, object] = {
        "no": str(one.no) if one else "",
        "due": _day(one.due) if one else "",
        "claimed": claimed,
        "computed": computed,
        "agrees": not line.differs,
    }
    if "due" in line.differs and line.computed is not None:
        value["due_computed"] = _day(line.computed.due)
    return value


def _instalment(one: Instalment | None) -> Mapping[str, str] | None:
    if one is None:
        return None
    parts = {"principal": one.principal, "interest": one.interest, "fee": one.fee}
    return {name: money_text(cents) for name, cents in parts.items()}


def _ledger_line(line: LedgerLine) -> dict[str, object]:
    row = line.row
    claimed = _split(row.split, row.overpaid)
    same = row.split == line.split and row.overpaid == line.credit
    return {
        "row": row.row,
        "date": _day(row.day),
        "amount": money_text(row.amount),
        "claimed": claimed,
        "computed": claimed if same else _split(line.split, line.credit),
        "prepaid": line.prepaid,
        "agrees": not line.differs,
    }


def _split(parts: tuple[int, ...], credit: int) -> Mapping[str, str]:
    named = dict(zip(PARTS, parts, strict=True)) | {"overpaid": credit}
    return {name: money_text(cents) for name, cents in named.items()}


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
