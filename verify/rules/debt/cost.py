"""What the loan costs a year, and the rates above which the court takes a look; advisory only.

The cost rests on what the borrower received and on the schedule that he was asked to pay. Limits
are rows of the rule set, chosen by the day of the contract; a rate exceeds one only if it is
strictly greater. A flag goes by IRR × 12, and says so where the effective rate would flip it.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from verify.rules.debt.conventions import FEE
from verify.rules.debt.figures import Words
from verify.rules.debt.irr import Flow, Rates, yearly_rates
from verify.rules.debt.loan import Instalment, Loan
from verify.rules.debt.periods import whole_months
from verify.rules.debt.rounding import MONTHS, RATE_UNIT, half_up, money_text, rate_text

if TYPE_CHECKING:
    from verify.rules.rows import CapRow
    from verify.rules.ruleset import RuleSet

__all__ = ["Cost", "Flag", "Signed", "cost_of", "fee_at_disbursement"]


class Signed(NamedTuple):
    """The day of the contract, which chooses the limits."""

    day: date | None
    proven: bool
    """Whether a proof bounds it; else a flag says that it goes by the stated day."""


class Flag(NamedTuple):
    """One limit beside the rate it is for."""

    code: str
    """As the row of the rule set names it."""
    applies: str
    rate: int
    limit: int
    over: bool
    flips: bool
    """Whether the effective rate would say otherwise."""
    row: str
    """The row of the rule set."""
    proven: bool
    """Whether the day that chose the row is more than stated."""

    @property
    def basis(self) -> Words:
        """Name the row, and where its day is only stated, say so (judgement 6)."""
        if self.proven:
            return Words(self.row, self.row)
        return Words(f"{self.row}，依据自述日期", f"{self.row}, by the day that is stated")

    @property
    def words(self) -> Words:
        """Say what was compared with what."""
        row, row_en = self.basis
        shown, limit = rate_text(self.rate), rate_text(self.limit)
        over, over_en = ("高于", "is above") if self.over else ("不高于", "is not above")
        if self.applies != "annual_cost":
            return Words(
                f"罚息利率为借款利率的 {shown}%，{over} {limit}%（{row}）",
                f"the penalty rate, {shown} % of the loan's, {over_en} {limit} % ({row_en})",
            )
        flip = "；按实际年化（复利）口径则相反" if self.flips else ""
        flip_en = "; by the effective rate it is the other way round" if self.flips else ""
        return Words(
            f"年化成本（内部收益率×12）{shown}%，{over} {limit}%（{row}）{flip}",
            f"yearly cost (IRR × 12) {shown} % {over_en} {limit} % ({row_en}){flip_en}",
        )

    def as_json(self) -> dict[str, object]:
        """Return the flag as reports carry it."""
        return {
            "code": self.code,
            "rate": rate_text(self.rate),
            "limit": rate_text(self.limit),
            "over": self.over,
            "flips": self.flips,
            "row": self.row,
            "words": self.words.as_json(),
        }


class Cost(NamedTuple):
    """The yearly cost and every limit it was held against."""

    rates: Rates | None
    penalty_over: int | None
    """The penalty rate over the loan's rate; None where that is nought."""
    fee_at_disbursement: int
    """Withheld at, or paid on the day of, the disbursement."""
    flags: tuple[Flag, ...]

    def as_json(self) -> dict[str, object]:
        """Return the cost as reports carry it; flags are the limits that are exceeded or flip."""
        rates = self.rates
        over = self.penalty_over
        return {
            "irr_12": rate_text(rates.monthly) if rates else None,
            "effective": rate_text(rates.effective) if rates else None,
            "penalty_over": None if over is None else money_text(half_up(over * 100, RATE_UNIT)),
            "fee_at_disbursement": money_text(self.fee_at_disbursement),
            "flags": [one.as_json() for one in self.flags if one.over or one.flips],
        }


def cost_of(
    loan: Loan,
    base: Sequence[Instalment],
    rules: "RuleSet | None",
    signed: Signed,
    lender_type: str | None,
) -> Cost:
    """Return what the loan costs a year, held against the limits of the contract's day.

    Without that day the limits are those of the disbursement.
    """
    rates = _rates(loan, loan.plan or base)
    over = loan.penalty_rate * RATE_UNIT // loan.rate if loan.rate else None
    flags: list[Flag] = []
    if rules is not None:
        day = signed.day or date.fromordinal(loan.start)
        proven = signed.proven and signed.day is not None
        for cap in rules.caps(day, lender_type or ""):
            flag = _flag(loan, rates, cap, proven=proven)
            if flag is not None:
                rules.used(cap.row, cap.lpr)
                flags.append(flag)
    return Cost(rates, over, fee_at_disbursement(loan), tuple(flags))


def _flag(loan: Loan, rates: Rates | None, cap: "CapRow", *, proven: bool) -> Flag | None:
    row = cap.row.name
    if cap.applies == "penalty_over_rate":
        if not loan.rate:
            return None
        exceeds = loan.penalty_rate * RATE_UNIT > loan.rate * cap.limit
        shown = loan.penalty_rate * RATE_UNIT // loan.rate
        return Flag(cap.code, cap.applies, shown, cap.limit, exceeds, False, row, proven)
    if rates is None or cap.applies != "annual_cost":
        return None
    exceeds = rates.monthly > cap.limit
    flips = (rates.effective > cap.limit) != exceeds
    return Flag(cap.code, cap.applies, rates.monthly, cap.limit, exceeds, flips, row, proven)


def fee_at_disbursement(loan: Loan) -> int:
    """Return what was withheld at the disbursement or paid as a fee on its day."""
    withheld = sum([one.withheld for one in loan.disbursements])
    scheduled = any(one.due <= loan.start for one in loan.plan[:1])
    if scheduled or not loan.ledger or loan.ledger[0].day > loan.start:
        return withheld
    return withheld + sum([row.split[FEE] for row in loan.ledger if row.day <= loan.start])


def _rates(loan: Loan, plan: Sequence[Instalment]) -> Rates | None:
    """Return the cost of the schedule for what was received, less a fee paid on that day."""
    if len(loan.disbursements) > 1 and loan.disbursements[-1].day != loan.start:
        return _dated(loan, plan)
    withheld = sum([one.withheld for one in loan.disbursements])
    principal = loan.received - (fee_at_disbursement(loan) - withheld)
    start, due_day = loan.start, loan.conventions.due_day
    months = [whole_months(start, one.due, due_day) for one in plan]
    paid = [one.principal + one.interest + one.fee for one in plan]
    if all(count > 0 for count in months):
        flows = [Flow(*pair) for pair in zip(months, paid, strict=True)]
        near = loan.rate / (RATE_UNIT * MONTHS)
        return yearly_rates(principal, flows, by_months=True, near=near)
    days = [one.due - start for one in plan]
    if any(count <= 0 for count in days):
        return None
    flows = [Flow(*pair) for pair in zip(days, paid, strict=True)]
    return yearly_rates(principal, flows, by_months=False)


def _dated(loan: Loan, plan: Sequence[Instalment]) -> Rates | None:
    """Return the cost of a loan paid out on several days, each sum less its share withheld."""
    stated = sum([one.amount for one in loan.disbursements])
    first = loan.start
    principal, flows = 0, []
    for one in loan.disbursements:
        net = half_up(one.amount * loan.received, stated) if stated else 0
        if one.day == first:
            principal += net
        else:
            flows.append(Flow(one.day - first, -net))
    flows += [Flow(one.due - first, one.principal + one.interest + one.fee) for one in plan]
    if any(one.periods <= 0 for one in flows):
        return None
    return yearly_rates(principal, flows, by_months=False)
