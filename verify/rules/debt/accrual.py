"""What one due instalment owes, and how penalty and compound interest grow on it.

Accruals are kept as exact whole numbers and rounded only where they are read: owed is the rounded
accrual to date less what was paid of it, so that no split of a period changes a result (debt
conventions 3). Penalty replaces the loan's rate on overdue principal and runs from the day after
the due day. Within the grace nothing accrues; once it is over, the days since the due day count
for what is still unpaid. Compound interest runs on billed interest that is unpaid, simple unless
days of capitalisation are agreed, and never beside penalty on the same interest.
"""

from verify.rules.debt.conventions import COMPOUND, INTEREST, PENALTY, PRINCIPAL, Conventions
from verify.rules.debt.loan import Loan
from verify.rules.debt.rounding import RATE_UNIT, half_up

__all__ = ["DueLine", "Growth"]


class DueLine:
    """One instalment that fell due."""

    __slots__ = (
        "capital", "compound_paid", "compound_sum", "due", "grace", "open", "penalty_paid",
        "penalty_sum", "since", "turn",
    )  # fmt: skip

    def __init__(self, due: int, principal: int, interest: int, fee: int) -> None:
        self.due = due
        self.since = self.grace = self.turn = due
        self.open = [principal, interest, 0, 0, fee]
        """What is owed, by the places of the parts."""
        self.penalty_sum = self.penalty_paid = 0
        self.compound_sum = self.compound_paid = 0
        self.capital = 0
        """Compound interest that was added to its own base."""

    @property
    def billed(self) -> int:
        """What is unpaid of principal, interest and fee."""
        return self.open[0] + self.open[1] + self.open[4]


class Growth:
    """How penalty and compound interest grow under one set of conventions."""

    __slots__ = (
        "after_grace", "before", "beyond", "compound", "early", "grace", "joins_penalty",
        "maturity", "on_interest", "rate", "step", "year",
    )  # fmt: skip

    def __init__(self, loan: Loan, conventions: Conventions, maturity: int) -> None:
        self.rate = loan.penalty_rate
        self.year = conventions.day_basis * RATE_UNIT
        self.grace = conventions.grace
        self.after_grace = conventions.after_grace
        self.early = 1 if conventions.due_counted else 0
        self.on_interest = conventions.on_interest
        self.compound = conventions.compound and not conventions.on_interest
        self.before, self.beyond = conventions.compound_rate, conventions.compound_rate_after
        self.joins_penalty = conventions.compound_on_penalty
        self.step = conventions.compound_days
        self.maturity = maturity

    def line(self, due: int, principal: int, interest: int, fee: int) -> DueLine:
        """Return an instalment on its due day."""
        line = DueLine(due, principal, interest, fee)
        line.grace = due + self.grace
        line.since = line.grace if self.after_grace else due - self.early
        line.turn = line.since + self.step
        return line

    def accrue(self, line: DueLine, day: int) -> None:
        """Bring an instalment to a day."""
        days = day - line.since
        if day <= line.grace or days <= 0:
            return
        owed = line.open
        base = owed[PRINCIPAL] + owed[INTEREST] if self.on_interest else owed[PRINCIPAL]
        if base:
            line.penalty_sum += base * days
            owed[PENALTY] = half_up(line.penalty_sum * self.rate, self.year) - line.penalty_paid
        if self.compound:
            self._compound(line, day, base)
        line.since = day

    def _compound(self, line: DueLine, day: int, base: int) -> None:
        """Add compound interest; where days are agreed, what is owed joins its base."""
        start = line.since
        while self.step and line.turn <= day:
            self._add(line, start, line.turn)
            line.capital = line.open[COMPOUND]
            if self.joins_penalty:
                accrued = line.penalty_sum - base * (day - line.turn)
                line.capital += half_up(accrued * self.rate, self.year) - line.penalty_paid
            start = line.turn
            line.turn += self.step
            if not line.capital and not line.open[INTEREST]:
                line.turn = day + self.step
        self._add(line, start, day)

    def _add(self, line: DueLine, start: int, end: int) -> None:
        base = line.open[INTEREST] + line.capital
        if not base:
            return
        before = max(min(end, self.maturity) - start, 0)
        weight = before * self.before + (end - start - before) * self.beyond
        line.compound_sum += base * weight
        line.open[COMPOUND] = half_up(line.compound_sum, self.year) - line.compound_paid
