"""Early part-payments: interest for the actual days, the term kept, later instalments recomputed.

Money beyond what is due is an early repayment of principal where the lender's own row says so: it
puts more to principal than its schedule has fallen due, without the interest of the instalments
that would cover it. Otherwise it is credit (debt conventions 8; 民法典 677). Interest that ran
since the last due day is settled first; the instalment of the running period keeps its principal,
and the rest is recomputed from the next period.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from verify.rules.debt.conventions import PRINCIPAL_FIRST
from verify.rules.debt.loan import Instalment
from verify.rules.debt.methods import METHODS
from verify.rules.debt.periods import period
from verify.rules.debt.rounding import RATE_UNIT, half_up
from verify.rules.debt.schedule import shares

if TYPE_CHECKING:
    from verify.rules.debt.book import Book, Entry

__all__ = ["prepaid_part", "replanned"]


def prepaid_part(book: "Book", entry: "Entry", left: int) -> int:
    """Return what of the money left is an early part-payment by the lender's own row."""
    loan = book.loan
    offered = left - min(left, entry.row.overpaid)
    if not offered or not loan.plan or loan.method not in METHODS:
        return 0
    principal, interest = book.stated
    due_principal, due_interest = book.stated_due
    fallen = bisect_right(loan.plan, entry.row.day, key=_due)
    if principal <= due_principal[fallen]:
        return 0
    covering = bisect_left(due_principal, principal, lo=fallen)
    if loan.conventions.order in PRINCIPAL_FIRST and covering <= fallen + 1:
        return 0
    return offered if interest < due_interest[min(covering, len(loan.plan))] else 0


def _due(one: Instalment) -> int:
    return one.due


def replanned(book: "Book", prepaid: int, day: int) -> list[Instalment]:
    """Return the instalments not due after an early part-payment on a day."""
    loan, later = book.loan, book.plan[book.next :]
    balance = sum([one.principal for one in later]) - prepaid
    first = later[0]
    principal = balance if len(later) == 1 else min(first.principal, balance)
    year = loan.conventions.day_basis * RATE_UNIT
    interest = half_up(balance * loan.rate * (first.due - day), year)
    days = [one.due for one in later]
    periods = [period(start, due, loan.conventions.due_day) for start, due in pairwise(days)]
    parts = shares(loan, balance - principal, periods) if periods else []
    rest = [
        one._replace(principal=part[0], interest=part[1])
        for one, part in zip(later[1:], parts, strict=True)
    ]
    return [first._replace(principal=principal, interest=interest), *rest]
