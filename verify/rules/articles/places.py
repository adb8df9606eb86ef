"""Where the parties are: domiciles by the element list, read by the court's profile.

民诉法 22 and 民诉法解释 3-4: the habitual residence goes before the registered one. Digits of an
identity number or of a credit code are where something was first issued, and are not asked. A text
that says there is none, or that it is the other address, is no address.
"""

from typing import NamedTuple

from verify.rules.case import CaseView
from verify.rules.clauses import clause_text

__all__ = ["Domicile", "borrower_domicile", "lender_domicile", "registered_residence"]


class Domicile(NamedTuple):
    """One address with the division it lies in."""

    elements: tuple[str, ...]
    """Keys of the elements it was read from; the address first."""
    division: str | None
    """Six digits; None where the address does not say."""


def borrower_domicile(case: CaseView) -> Domicile:
    """Return where the borrower is sued: the habitual residence, else the registered one."""
    if _address(case, "d_residence") or case.elements.text("d_residence_region"):
        return _read(case, "d_residence", "d_residence_region")
    return registered_residence(case)


def registered_residence(case: CaseView) -> Domicile:
    """Return the borrower's registered residence 户籍地."""
    return _read(case, "d_domicile", "d_domicile_region")


def lender_domicile(case: CaseView) -> Domicile:
    """Return the lender's domicile: as registered with the court, else as the list states it."""
    record = case.registry.lender
    if record is not None and record.domicile is not None:
        return Domicile(("b_domicile",), case.rules.court.division_of(record.domicile))
    return Domicile(("b_domicile",), case.rules.court.division_of(_address(case, "b_domicile")))


def _address(case: CaseView, key: str) -> str | None:
    """Return an address; None of a text that is none, 无, or that refers to another, 同户籍地."""
    text, rules = case.elements.text(key), case.rules
    if rules.says_none(text):
        return None
    words = rules.clause("other_address").groups[0]
    return None if clause_text(text or "").rstrip(_STOPS) in words else text


_STOPS = "。.,;"
"""What may end a remark, as NFKC leaves it."""


def _read(case: CaseView, address: str, region: str) -> Domicile:
    elements = case.elements
    code = elements.text(region)
    division = case.rules.court.division_of(_address(case, address), code)
    return Domicile((address,) if code is None else (address, region), division)
