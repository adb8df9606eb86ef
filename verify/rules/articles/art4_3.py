"""Article 4 (3): an amount in dispute that basic courts have (法发〔2021〕27号).

From the higher amount on it is an intermediate court's, and from the lower one on where one party
is outside the province. An amount below the lower one needs no address. "以上" includes the number.
A foreign-related claim has amounts of its own, and is for a judge from those on.
"""

from verify.rules.articles.issue import issue
from verify.rules.articles.people import is_foreign
from verify.rules.articles.places import Domicile, borrower_domicile, lender_domicile
from verify.rules.case import CaseView
from verify.rules.debt.rounding import money_text
from verify.rules.outcome import Issue
from verify.rules.rows import MonetaryRow

__all__ = ["judge"]

_AMOUNT = "k_total"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 4 (3) says of a case; where no amount is stated, its fault says so."""
    amount = case.elements.money(_AMOUNT)
    if amount is None:
        return ()
    if is_foreign(case):
        return (_foreign(case, amount),)
    row = case.rules.monetary()
    if row is None:
        return (issue("art4_3.table_absent", _AMOUNT),)
    return (_domestic(case, amount, row),)


def _foreign(case: CaseView, amount: int) -> Issue:
    row = case.rules.monetary_foreign()
    if row is not None and amount < row.cents:
        return _told("art4_3.below_limit", amount, row.cents)
    return _told("art4_3.foreign_amount", amount, row.cents if row is not None else None)


def _domestic(case: CaseView, amount: int, row: MonetaryRow) -> Issue:
    lower = min(row.one_outside_cents, row.both_same_side_cents)
    higher = max(row.one_outside_cents, row.both_same_side_cents)
    if amount < lower:
        return _told("art4_3.below_limit", amount, lower)
    if amount >= higher:
        return _told("art4_3.over_limit", amount, higher)
    borrower, lender = borrower_domicile(case), lender_domicile(case)
    inside = _inside(case, borrower), _inside(case, lender)
    places = (*borrower.elements, *lender.elements)
    if None in inside:
        return _told("art4_3.side_unknown", amount, lower, *places)
    limit = row.both_same_side_cents if inside[0] is inside[1] else row.one_outside_cents
    code = "art4_3.over_limit" if amount >= limit else "art4_3.below_limit"
    return _told(code, amount, limit, *places)


def _inside(case: CaseView, place: Domicile) -> bool | None:
    return None if place.division is None else case.rules.court.in_province(place.division)


def _told(code: str, amount: int, limit: int | None, *places: str) -> Issue:
    expected = None if limit is None else f"< {money_text(limit)}"
    return issue(code, _AMOUNT, *places, observed=money_text(amount), expected=expected)
