"""What is owed on one day: the parts of the debt, what makes each, since when it is overdue.

Without calling in, principal is owed due and not due, and interest that ran since the last due day
on what is not due is told beside the debt, never in it (debt conventions 6).
"""

from collections.abc import Sequence
from typing import NamedTuple

from verify.rules.debt.book import Book, Entry
from verify.rules.debt.conventions import PRINCIPAL
from verify.rules.debt.loan import Instalment, Loan

__all__ = ["State", "draw_up"]


class State(NamedTuple):
    """The account on one day."""

    day: int
    parts: tuple[int, ...]
    """Principal, interest, penalty, compound interest, fees that are owed."""
    rows: tuple[int, ...]
    """How many instalments and payments make each of them, at least one."""
    not_due: int
    """What of the principal is not due."""
    running: int
    """Interest on principal not due since the last due day; in no part."""
    credit: int
    overdue_due: int | None
    """The earliest due day before this one with something billed unpaid; None: not overdue."""
    paid_to: int
    """The last due day up to which interest is paid."""
    unpaid_from: int | None
    """The first due day of which interest is not wholly paid."""
    called_in: bool
    entries: tuple[Entry, ...]
    plan: tuple[Instalment, ...]
    """The schedule as early part-payments left it."""
    undecided: bool
    """Whether the lender's rows fit credit and early part-payment alike; the latter is taken."""


def draw_up(loan: Loan, plan: Sequence[Instalment], day: int, *, all_credit: bool = False) -> State:
    """Return the account of a loan under a schedule at the end of a day.

    With `all_credit`, money beyond what was due is never an early part-payment.
    """
    book = Book(loan, plan)
    book.run(day)
    undecided = False
    if book.prepayments and not all_credit:
        book, undecided = _nearer(book, Book(loan, plan, prepaying=True), day)
    # Of sums that are paid out later nothing is owed yet.
    later = loan.received - loan.paid_out(day)
    not_due = max(book.not_due - later, 0)
    sums, rows = _summed(book)
    sums[PRINCIPAL] += not_due
    rows[PRINCIPAL] += len(plan) - book.next
    paid_to, unpaid_from = _paid_to(book)
    return State(
        day,
        tuple(sums),
        tuple([max(one, 1) for one in rows]),
        not_due,
        book.running(day) if not_due else 0,
        book.credit,
        _overdue(book, day),
        paid_to,
        unpaid_from,
        book.called_in,
        tuple(book.entries),
        tuple(book.plan),
        undecided,
    )


def _nearer(book: Book, prepaying: Book, day: int) -> tuple[Book, bool]:
    """Return the reading of early money that the lender's own rows lie nearer to.

    They tell whether money beyond what was due is credit or an early part-payment; where they fit
    both alike, the latter is taken, and it is undecided.
    """
    prepaying.run(day)
    nearer, farther = _distance(prepaying), _distance(book)
    return (prepaying if nearer <= farther else book), nearer == farther


def _summed(book: Book) -> tuple[list[int], list[int]]:
    """Return what is due of each part, and how many instalments and payments make it."""
    sums, rows = [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]
    for line in book.allocation.lines[book.allocation.first :]:
        for part, owed in enumerate(line.open):
            if owed:
                sums[part] += owed
                rows[part] += 1
    for entry in book.entries:
        for part, money in enumerate(entry.split):
            if money:
                rows[part] += 1
    return sums, rows


def _overdue(book: Book, day: int) -> int | None:
    """Return the earliest due day before a day with something billed unpaid."""
    for line in book.allocation.lines[book.allocation.first :]:
        if line.billed and line.due < day:
            return line.due
    return None


def _distance(book: Book) -> int:
    """Return by how much the lender's splits differ from ours."""
    return sum(
        abs(stated - ours)
        for entry in book.entries
        for stated, ours in zip(entry.row.split, entry.split, strict=True)
    )


def _paid_to(book: Book) -> tuple[int, int | None]:
    """Return the last due day up to which interest is paid, and the first that it is not."""
    paid = book.loan.start
    for line in book.allocation.lines:
        if line.open[1]:
            return paid, line.due
        paid = line.due
    return paid, book.plan[book.next].due if book.next < len(book.plan) else None
