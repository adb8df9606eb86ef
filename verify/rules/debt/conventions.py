"""How the account is drawn up: each convention with its value, its default, and whether stated.

What the element list does not state is taken by default and printed 默认口径 (debt conventions 1).
The default order has agreed fees last: 费用 of 民法典 561 are costs of enforcing the claim, and
agreed fees go first only where the contract says so.
"""

from collections.abc import Mapping
from typing import NamedTuple

from verify.rules.debt.rounding import rate_text
from verify.rules.elements.rows import ElementRow
from verify.rules.elements.table import ELEMENTS

__all__ = [
    "COMPOUND",
    "FEE",
    "INTEREST",
    "ORDERS",
    "PARTS",
    "PENALTY",
    "PRINCIPAL",
    "PRINCIPAL_FIRST",
    "ConventionRow",
    "Conventions",
    "convention_rows",
    "read_conventions",
]  # fmt: skip

PRINCIPAL, INTEREST, PENALTY, COMPOUND, FEE = range(5)
"""Places of the parts of a debt in every list of parts."""
PARTS = ("principal", "interest", "penalty", "compound", "fee")

ORDERS: Mapping[str, tuple[int, ...]] = {
    "费息罚复本": (FEE, INTEREST, PENALTY, COMPOUND, PRINCIPAL),
    "息罚复本费": (INTEREST, PENALTY, COMPOUND, PRINCIPAL, FEE),
    "本息罚复费": (PRINCIPAL, INTEREST, PENALTY, COMPOUND, FEE),
}
"""Orders of allocation within an instalment (F33)."""

PRINCIPAL_FIRST = frozenset({"本息罚复费"})
"""Orders under which interest that is unpaid says nothing of an early part-payment."""
DEFAULT_ORDER = "息罚复本费"
DEFAULT_BASIS = "360"
KEYS = (
    "f_day_basis",
    "f_interest_count",
    "f_due_day",
    "f_grace_days",
    "f_penalty_base",
    "f_compound",
    "f_compound_rate",
    "f_compound_rate_after",
    "f_compound_days",
    "f_allocation_order",
    "f_allocation_scope",
)
MOST_DUE_DAY = 31


class Conventions(NamedTuple):
    """The conventions that one account is drawn up by."""

    day_basis: int
    by_days: bool
    """Whether a period's interest counts its days; else a twelfth of the year a month."""
    due_day: int
    grace: int
    """Days after the due day within which a payment bears no penalty."""
    on_interest: bool
    """Whether penalty runs on overdue interest too."""
    compound: bool
    compound_rate: int
    compound_rate_after: int
    compound_days: int
    """Days after which compound interest is added to its base; 0 = never."""
    order: str
    together: bool
    """Whether all due instalments are one for allocation; else the oldest first."""
    declared: frozenset[str]
    """Keys that the element list states."""
    after_grace: bool = False
    """Another reading: penalty runs from the end of the grace only."""
    due_counted: bool = False
    """Another reading: the due day itself bears penalty."""
    compound_on_penalty: bool = False
    """Another reading: penalty joins the base of compound interest at each turn."""
    level_by_days: bool = False
    """Another reading: equal instalments are equal by the days of each period."""


def read_conventions(
    elements: ElementRow, start_day: int, rate: int, penalty_rate: int
) -> Conventions:
    """Return the conventions that the list states, and defaults for the others."""
    cells = elements.cells
    text, count, of_rate = elements.text, elements.count, elements.rate
    due = count("f_due_day")
    before = of_rate("f_compound_rate")
    after = of_rate("f_compound_rate_after")
    declared = frozenset([key for key in KEYS if key in cells])
    if before is None and after is None:
        before, after = rate, penalty_rate
    return Conventions(
        int(text("f_day_basis") or DEFAULT_BASIS),
        text("f_interest_count") == "按日",
        due if due is not None and 1 <= due <= MOST_DUE_DAY else start_day,
        count("f_grace_days") or 0,
        text("f_penalty_base") == "逾期本金和利息",
        text("f_compound") == "有",
        rate if before is None else before,
        (before or 0) if after is None else after,
        count("f_compound_days") or 0,
        text("f_allocation_order") or DEFAULT_ORDER,
        text("f_allocation_scope") == "合并",
        declared,
    )


_HEADINGS = {
    key: {"key": key, "label": {"zh": ELEMENTS[key].zh, "en": ELEMENTS[key].en}} for key in KEYS
}
"""What stands before the value of a convention."""


class ConventionRow(NamedTuple):
    """One convention as the report prints it."""

    key: str
    value: str
    declared: bool

    def as_json(self) -> dict[str, object]:
        """Return the row as the report has it."""
        return {**_HEADINGS[self.key], "value": self.value, "declared": self.declared}


def convention_rows(conventions: Conventions) -> list[ConventionRow]:
    """Return every convention; those of compound interest only where it is agreed."""
    values = {
        "f_day_basis": str(conventions.day_basis),
        "f_interest_count": "按日" if conventions.by_days else "按月",
        "f_due_day": str(conventions.due_day),
        "f_grace_days": str(conventions.grace),
        "f_penalty_base": "逾期本金和利息" if conventions.on_interest else "逾期本金",
        "f_compound": "有" if conventions.compound else "无",
        **(_compound(conventions) if conventions.compound else {}),
        "f_allocation_order": conventions.order,
        "f_allocation_scope": "合并" if conventions.together else "逐期",
    }
    return [ConventionRow(k, text, k in conventions.declared) for k, text in values.items()]


def _compound(conventions: Conventions) -> dict[str, str]:
    return {
        "f_compound_rate": rate_text(conventions.compound_rate),
        "f_compound_rate_after": rate_text(conventions.compound_rate_after),
        "f_compound_days": str(conventions.compound_days or "不滚动"),
    }
