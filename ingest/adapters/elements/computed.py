"""What packing computes, so that the template need not ask for it (groups A, I, J, K).

Sums are of what was entered, to the cent. Where a part of a sum is absent or malformed there is no
sum: the part's own fault is told, and nothing is made up.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from verify.rules.elements.field import Kind
from verify.rules.elements.formats import PATTERNS
from verify.rules.elements.identity import CITIZEN, read_identity_number

__all__ = ["compute_elements"]

_OWED = ("j_principal", "j_interest", "j_penalty", "j_compound", "j_fees")
_INTEREST = ("j_interest", "j_penalty", "j_compound")
_AMOUNT = re.compile(PATTERNS[Kind.MONEY])
_Rows = list[dict[str, str]]


def compute_elements(elements: Mapping[str, object]) -> dict[str, str]:
    """Return the computed elements of one case, those that can be."""
    found: dict[str, str | None] = {
        "j_total": _sum(elements, _OWED),
        "j_overdue_days": _overdue_days(elements),
        "k_principal": _sum(elements, ("j_principal",)),
        "k_interest": _sum(elements, _INTEREST),
        "k_total": _sum(elements, (*_OWED, "k_enforcement_costs")),
        "d_birth_date": _birth_date(elements),
        **_paid(elements),
    }
    return {key: value for key, value in found.items() if value is not None}


def _amount(text: object) -> Decimal | None:
    return Decimal(text) if isinstance(text, str) and _AMOUNT.fullmatch(text) else None


def _total(parts: Iterable[object]) -> Decimal | None:
    total = Decimal(0)
    for part in parts:
        amount = _amount(part)
        if amount is None:
            return None
        total += amount
    return total


def _sum(elements: Mapping[str, object], keys: Iterable[str]) -> str | None:
    total = _total(elements.get(key) for key in keys)
    return None if total is None else f"{total:.2f}"


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _overdue_days(elements: Mapping[str, object]) -> str | None:
    """Days from the earliest unpaid due date, the day before J8, to the cut-off (debt 7)."""
    cut_off, since = _day(elements.get("j_cut_off")), _day(elements.get("j_overdue_from"))
    if cut_off is None or since is None or cut_off < since:
        return None
    return str((cut_off - since + timedelta(days=1)).days)


def _birth_date(elements: Mapping[str, object]) -> str | None:
    """The birth date that a citizen's number tells, where none was entered."""
    if elements.get("d_birth_date") is not None or elements.get("d_id_type") != CITIZEN:
        return None
    number = elements.get("d_id_no")
    read = read_identity_number(CITIZEN, number) if isinstance(number, str) else None
    return read.birth.isoformat() if read is not None and read.birth is not None else None


def _rows(elements: Mapping[str, object], key: str) -> _Rows:
    rows = elements.get(key)
    return rows if isinstance(rows, list) else []


def _paid(elements: Mapping[str, object]) -> dict[str, str | None]:
    """I3 to I5: principal and interest paid, and to when interest is paid in full."""
    ledger = _rows(elements, "i_ledger")
    principal = _total(row.get("principal") for row in ledger)
    interest = _total(row.get("interest") for row in ledger)
    return {
        "i_paid_principal": None if principal is None else f"{principal:.2f}",
        "i_paid_interest": None if interest is None else f"{interest:.2f}",
        "i_interest_paid_to": _paid_to(_rows(elements, "i_schedule"), interest),
    }


def _paid_to(schedule: _Rows, paid: Decimal | None) -> str | None:
    """The last due date up to which all scheduled interest is paid; None where there is none."""
    if paid is None:
        return None
    dated = sorted((row.get("due", ""), _amount(row.get("interest"))) for row in schedule)
    until, billed = None, Decimal(0)
    for due, interest in dated:
        if interest is None or _day(due) is None:
            return None
        billed += interest
        if billed > paid:
            return until
        until = due
    return until
