"""Costs, damages and fees beside the principal of the loan: flags for a person, which bar nothing.

What a party claims beside the principal has no limit here; a sum above a share of what was lent is
pointed out. The shares are rows of the rule set, chosen by the day of the contract.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from verify.rules.debt.cost import Signed
from verify.rules.debt.issue import told
from verify.rules.debt.loan import Loan
from verify.rules.debt.rounding import RATE_UNIT, money_text
from verify.rules.outcome import Issue

if TYPE_CHECKING:
    from verify.rules.rows import CapRow
    from verify.rules.ruleset import RuleSet

__all__ = ["proportion_issues"]

_HELD = {
    "fees_over_principal": ("cost.fees_over_principal", "j_fees"),
    "enforcement_over_principal": ("cost.enforcement_over_principal", "k_enforcement_costs"),
}
"""What a row of the limits applies to: its code, and the claimed figure."""


def proportion_issues(
    loan: Loan,
    claimed: Mapping[str, int],
    rules: "RuleSet | None",
    signed: Signed,
    lender_type: str | None,
) -> Iterator[Issue]:
    """Yield the claimed sums that are above their share of what the borrower received."""
    if rules is None:
        return
    day = signed.day or date.fromordinal(loan.start)
    for cap in rules.caps(day, lender_type or ""):
        if cap.applies in _HELD:
            code, key = _HELD[cap.applies]
            most = loan.received * cap.limit // RATE_UNIT
            rules.used(cap.row)
            if claimed.get(key, 0) > most:
                yield _above(code, key, claimed[key], most, _basis(cap, signed))


def _above(code: str, key: str, stated: int, most: int, basis: str) -> Issue:
    expected = f"≤ {money_text(most)}（{basis}）"
    return told(code, key, "h_disbursements", observed=money_text(stated), expected=expected)


def _basis(cap: "CapRow", signed: Signed) -> str:
    proven = signed.proven and signed.day is not None
    return cap.row.name if proven else f"{cap.row.name}，依据自述日期"
