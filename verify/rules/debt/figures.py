"""One claimed figure beside the computed one, with the tolerance it was compared at.

A figure is compared at 0.00 where every convention of it is stated, else at 0.01 for each row that
makes it; sums are compared at 0.00 (debt conventions 10).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from verify.rules.debt.conventions import Conventions
from verify.rules.debt.rounding import money_text
from verify.rules.elements.field import Kind
from verify.rules.elements.table import ELEMENTS

__all__ = ["FIGURES", "Figure", "Words", "day_text", "declares", "value_text"]

FIGURES = ("j_principal", "j_interest", "j_penalty", "j_compound", "j_fees")
"""Keys of the parts of the debt (J2 to J6), in the order of the parts."""

_ALLOCATION = ("f_allocation_order", "f_allocation_scope")
_COMPOUND = ("f_compound_rate", "f_compound_rate_after", "f_compound_days")


class Words(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def as_json(self) -> dict[str, object]:
        """Return the text as reports carry it."""
        return {"zh": self.zh, "en": self.en}


class Figure(NamedTuple):
    """One figure: amounts in cents, days as ordinals, counts as they are."""

    key: str
    claimed: int | None
    """None: not stated, or not compared because the account is of another day."""
    computed: int | None
    tolerance: int
    agrees: bool | None
    """None where nothing is claimed."""
    because_of: str | None = None
    """What the difference is a consequence of: a key, or a path into a list."""
    explained_by: Words | None = None
    """The other convention that gives the claimed figure."""

    def as_json(self) -> dict[str, object]:
        """Return the figure as reports carry it."""
        kind, heading = _HEADINGS[self.key]
        return {
            **heading,
            "claimed": value_text(self.key, self.claimed),
            "computed": value_text(self.key, self.computed),
            "tolerance": money_text(self.tolerance) if kind is Kind.MONEY else None,
            "agrees": self.agrees,
            "because_of": self.because_of,
            "explained_by": self.explained_by.as_json() if self.explained_by else None,
        }


_HEADINGS = {
    key: (
        field.kind,
        {"figure": field.code, "key": key, "label": {"zh": field.zh, "en": field.en}},
    )
    for key, field in ELEMENTS.items()
    if field.group in "IJK"
}
"""What stands before the values of a figure."""


def value_text(key: str, value: int | None) -> str | None:
    """Return a figure as text, in the form of its element."""
    if value is None:
        return None
    kind = ELEMENTS[key].kind
    if kind is Kind.DAY:
        return day_text(value)
    return money_text(value) if kind is Kind.MONEY else str(value)


def day_text(day: int) -> str:
    """Return a day as text."""
    return date.fromordinal(day).isoformat()


def declares(
    conventions: Conventions, *, paid: bool, called_in: bool, broken: bool
) -> Mapping[str, bool]:
    """Return for each part of the debt whether every convention of it is stated."""
    stated = conventions.declared
    basis = "f_day_basis" in stated
    # Due days are compared without tolerance: where they agree, the due-day rule moves no amount.
    plan = "f_interest_count" in stated and (basis or not (conventions.by_days or broken))
    paying = not paid or all(key in stated for key in _ALLOCATION)
    overdue = basis and {"f_grace_days", "f_penalty_base"} <= stated
    compound = overdue and (not conventions.compound or all(key in stated for key in _COMPOUND))
    first = paying and (not paid or (plan and overdue))
    return {
        "plan": plan,
        "split": first and plan,
        "j_principal": first and plan,
        "j_interest": first and plan and (basis or not called_in),
        "j_penalty": first and plan and overdue,
        "j_compound": first and plan and compound,
        "j_fees": first,
    }
