"""Payments that the ledger (I2) has after the day of the account (J1).

The account leaves them out. Up to the court's receipt they may have changed what is owed, and a
person asks; a row of a day that was still to come at the receipt is a mistake.
"""

from collections.abc import Iterator
from datetime import date

from verify.rules.debt.issue import MOST_CELLS, told
from verify.rules.debt.loan import Loan, Repayment
from verify.rules.debt.rounding import money_text
from verify.rules.outcome import Issue

__all__ = ["later_payments"]


def later_payments(loan: Loan, received: date | None) -> Iterator[Issue]:
    """Yield what the ledger has after the cut-off, and after the court's receipt.

    Without the day of the receipt nothing lies after it.
    """
    last = date.max if received is None else received
    paid = [row for row in loan.ledger if loan.cut_off < row.day <= last.toordinal()]
    future = [row for row in loan.ledger if row.day > last.toordinal()]
    if paid:
        total = money_text(sum([row.amount for row in paid]))
        yield told("debt.paid_after_cut_off", *_days(paid), "j_cut_off", observed=total)
    if future:
        first = date.fromordinal(future[0].day).isoformat()
        yield told(
            "debt.row_in_future", *_days(future), observed=first, expected=f"≤ {last.isoformat()}"
        )


def _days(rows: list[Repayment]) -> list[str]:
    return [f"i_ledger/{row.row}/date" for row in rows[:MOST_CELLS]]
