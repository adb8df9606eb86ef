"""How one payment is put against what is due (debt conventions 4; 民法典 560, 561).

Unless agreed, the oldest due instalment comes first, and within it fees that the contract puts
first, billed interest, penalty, compound interest, principal.
"""

from verify.rules.debt.accrual import DueLine, Growth
from verify.rules.debt.conventions import COMPOUND, ORDERS, PENALTY, Conventions

__all__ = ["Allocation"]

Split = list[int]
"""What of one payment went to each part."""


class Allocation:
    """The instalments that fell due, and the order in which payments meet them."""

    __slots__ = ("first", "growth", "lines", "order", "together")

    def __init__(self, conventions: Conventions, growth: Growth) -> None:
        self.growth = growth
        self.order = ORDERS[conventions.order]
        self.together = conventions.together
        self.lines: list[DueLine] = []
        self.first = 0
        """The first instalment that may be open; all before it are paid."""

    def pay(self, day: int, money: int, split: Split) -> int:
        """Put money against what is due on a day, note where it went, and return what is left."""
        if self.together:
            return self._pay_together(day, money, split)
        lines, order, growth = self.lines, self.order, self.growth
        while money and self.first < len(lines):
            line = lines[self.first]
            growth.accrue(line, day)
            for part in order:
                if money and line.open[part]:
                    money -= _take(line, part, money, split)
            if any(line.open):
                break
            self.first += 1
        return money

    def _pay_together(self, day: int, money: int, split: Split) -> int:
        lines = self.lines[self.first :]
        for line in lines:
            self.growth.accrue(line, day)
        for part in self.order:
            for line in lines:
                if money and line.open[part]:
                    money -= _take(line, part, money, split)
        while self.first < len(self.lines) and not any(self.lines[self.first].open):
            self.first += 1
        return money

    def bring_to(self, day: int) -> None:
        """Accrue everything that is open to a day."""
        for line in self.lines[self.first :]:
            self.growth.accrue(line, day)


def _take(line: DueLine, part: int, money: int, split: Split) -> int:
    owed = line.open[part]
    taken = min(owed, money)
    line.open[part] = owed - taken
    split[part] += taken
    if part == PENALTY:
        line.penalty_paid += taken
    elif part == COMPOUND:
        line.compound_paid += taken
        line.capital = max(line.capital - taken, 0)
    return taken
