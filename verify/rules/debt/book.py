"""The account as it runs from the first due day to any later one: dues, payments, calling in.

Credit earns nothing and is used on the next due day. Calling in makes all principal not yet due
fall due on its day, with interest at the loan's rate for the actual days since the last due day;
fees of later instalments lapse (debt conventions 4 and 6).
"""

from collections.abc import Sequence
from itertools import accumulate

from anchors.limits import LIMITS
from verify.rules.debt.accrual import Growth
from verify.rules.debt.allocation import Allocation
from verify.rules.debt.conventions import INTEREST, PRINCIPAL
from verify.rules.debt.loan import Instalment, Loan, Repayment
from verify.rules.debt.prepayment import prepaid_part, replanned
from verify.rules.debt.rounding import RATE_UNIT, half_up

__all__ = ["Book", "Entry"]


class Entry:
    """One payment as it was put against the debt."""

    __slots__ = ("at_receipt", "credit", "prepaid", "row", "split")

    def __init__(self, row: Repayment) -> None:
        self.row = row
        self.split = [0, 0, 0, 0, 0]
        """By the places of the parts, credit that was used later with it."""
        self.at_receipt: tuple[int, ...] | None = None
        """The parts as they were when money was left as credit."""
        self.credit = 0
        """What is not used yet."""
        self.prepaid = False


class Book:
    """The running account of one loan under one schedule."""

    __slots__ = (
        "_credits",
        "_sums",
        "allocation",
        "called",
        "called_in",
        "entries",
        "growth",
        "loan",
        "next",
        "plan",
        "prepaying",
        "prepayments",
        "running_from",
        "stated",
    )  # fmt: skip

    def __init__(self, loan: Loan, plan: Sequence[Instalment], *, prepaying: bool = False) -> None:
        called_in = loan.called_in
        maturity = plan[-1].due if plan else loan.cut_off
        if called_in is not None:
            maturity = min(maturity, called_in)
        self.loan = loan
        self.plan = list(plan)
        self.called = called_in
        self.growth = Growth(loan, loan.conventions, maturity)
        self.allocation = Allocation(loan.conventions, self.growth)
        self.next = 0
        """The first instalment that is not due."""
        self.called_in = False
        """Whether the rest was called in."""
        self.running_from = loan.start
        """The day from which interest on principal not due is not billed."""
        self.entries: list[Entry] = []
        self.prepaying = prepaying
        """Whether what may be an early part-payment is one; else it is credit."""
        self.prepayments = 0
        """How many payments may be early part-payments."""
        self.stated = [0, 0]
        """Principal and interest that the lender's rows have put so far."""
        self._credits: list[Entry] = []
        self._sums: tuple[list[int], list[int]] | None = None

    def run(self, until: int) -> None:
        """Bring the account to the end of a day, by every payment up to it."""
        for row in self.loan.ledger:
            if row.day > until:
                break
            self._receive(row)
        self._fall_due(until)
        self.allocation.bring_to(until)

    @property
    def not_due(self) -> int:
        """Principal that is not due."""
        return sum([one.principal for one in self.plan[self.next :]])

    @property
    def credit(self) -> int:
        """What was paid and is not used."""
        return sum([one.credit for one in self._credits])

    def running(self, day: int) -> int:
        """Return interest on principal not due, since it was last billed."""
        loan, since = self.loan, self.running_from
        days, parts = max(day - since, 0), 1
        if loan.paid_out_by > since:
            days, parts = loan.weighed_days(since, day)
        year = loan.conventions.day_basis * RATE_UNIT
        return half_up(self.not_due * loan.rate * days, parts * year)

    @property
    def stated_due(self) -> tuple[list[int], list[int]]:
        """Principal and interest of the stated schedule, summed up to each instalment."""
        if self._sums is None:
            plan = self.loan.plan
            self._sums = (
                list(accumulate([one.principal for one in plan], initial=0)),
                list(accumulate([one.interest for one in plan], initial=0)),
            )
        return self._sums

    def _receive(self, row: Repayment) -> None:
        self._fall_due(row.day)
        entry = Entry(row)
        self.entries.append(entry)
        self.stated[PRINCIPAL] += row.split[PRINCIPAL]
        self.stated[INTEREST] += row.split[INTEREST]
        left = self.allocation.pay(row.day, row.amount, entry.split)
        if not left:
            return
        if self.next < len(self.plan) and self.prepayments < LIMITS.debt_prepayments:
            left -= self._prepay(entry, left)
        entry.credit = left
        if left:
            entry.at_receipt = tuple(entry.split)
            self._credits.append(entry)

    def _prepay(self, entry: Entry, left: int) -> int:
        """Take an early repayment of principal out of what is left, and return how much it was."""
        day = entry.row.day
        part = prepaid_part(self, entry, left)
        if not part:
            return 0
        self.prepayments += 1
        if not self.prepaying:
            return 0
        interest = self.running(day)
        principal = min(part - interest, self.not_due)
        if principal <= 0:
            return 0
        entry.prepaid = True
        entry.split[PRINCIPAL] += principal
        entry.split[INTEREST] += interest
        self.plan[self.next :] = replanned(self, principal, day)
        self.running_from = day
        return principal + interest

    def _fall_due(self, day: int) -> None:
        plan, lines, called = self.plan, self.allocation.lines, self.called
        while self.next < len(plan):
            one = plan[self.next]
            if called is not None and called < one.due:
                if called <= day:
                    self._call_in(called)
                return
            if one.due > day:
                return
            lines.append(self.growth.line(one.due, one.principal, one.interest, one.fee))
            self.next += 1
            self.running_from = one.due
            if called != one.due or self.next == len(plan):
                self._use_credit(one.due)

    def _call_in(self, day: int) -> None:
        principal, interest = self.not_due, self.running(day)
        line = self.growth.line(day, principal, interest, 0)
        line.grace = line.since = day
        line.turn = day + self.growth.step
        self.allocation.lines.append(line)
        self.next = len(self.plan)
        self.called_in = True
        self._use_credit(day)

    def _use_credit(self, day: int) -> None:
        if not self._credits:
            return
        for entry in self._credits:
            entry.credit = self.allocation.pay(day, entry.credit, entry.split)
        self._credits = [one for one in self._credits if one.credit]
