"""The loan as its element list states it: what the account needs, in cents and day numbers."""

from typing import NamedTuple

from verify.rules.debt.conventions import Conventions
from verify.rules.debt.rounding import half_up

__all__ = ["Disbursement", "Instalment", "Loan", "Repayment"]


class Instalment(NamedTuple):
    """One instalment of a schedule."""

    no: int
    due: int
    principal: int
    interest: int
    fee: int
    row: int = 0
    """Its row in the list of the sender, from 1."""


class Repayment(NamedTuple):
    """One row of the ledger: what came in, and how the lender split it."""

    row: int
    day: int
    amount: int
    split: tuple[int, int, int, int, int]
    """Principal, interest, penalty, compound interest, fee."""
    overpaid: int


class Disbursement(NamedTuple):
    """One disbursement: what is stated, and what of it was withheld."""

    day: int
    amount: int
    withheld: int


class Loan(NamedTuple):
    """What the account is computed from."""

    method: str
    rate: int
    penalty_rate: int
    disbursements: tuple[Disbursement, ...]
    """By day."""
    received: int
    """What the borrower received: the principal (民法典 670)."""
    contract_amount: int | None
    end: int | None
    """Last day of the contract."""
    plan: tuple[Instalment, ...]
    """The schedule as stated, by its numbers; empty where it is absent or unreadable."""
    ledger: tuple[Repayment, ...]
    """By day, then by row (debt conventions 4)."""
    cut_off: int
    called_in: int | None
    fees: int | None
    """Fees and damages agreed in all (F17)."""
    conventions: Conventions
    formula: bool = False
    """Whether a formula of the computation is given (J11)."""

    @property
    def start(self) -> int:
        """The day of the first disbursement."""
        return self.disbursements[0].day

    @property
    def gross_of_withheld(self) -> bool:
        """Whether sums were withheld, and by the contract's amount alone came off no voucher."""
        withheld = sum([one.withheld for one in self.disbursements])
        stated = sum([one.amount for one in self.disbursements])
        return bool(withheld) and stated + withheld == self.contract_amount

    @property
    def paid_out_by(self) -> int:
        """The day of the last disbursement."""
        return self.disbursements[-1].day

    def paid_out(self, day: int) -> int:
        """Return what the borrower had received by a day, of each sum its share of the whole."""
        if day >= self.paid_out_by:
            return self.received
        stated = sum([one.amount for one in self.disbursements])
        by_then = sum([one.amount for one in self.disbursements if one.day <= day])
        return half_up(by_then * self.received, stated) if stated else 0

    def weighed_days(self, since: int, until: int) -> tuple[int, int]:
        """Return the days for which the sums were out, each for its own, and their divisor."""
        paid = self.disbursements
        days = sum([one.amount * max(until - max(one.day, since), 0) for one in paid])
        return days, max(sum([one.amount for one in paid]), 1)
