"""Who the borrower is, Article 5 (5): a foreign document, an age under the full one, the lender.

A borrower with the lender's own credit code is a mistake in the element list. The others are for a
judge, case by case (judgement 8), and say nothing of the place: whether the court has the case
turns on a foreign borrower only by the amount of Article 4 (3), which asks that itself. The kinds
of document and the age are data; which age held is chosen by the day of signing.
"""

from collections.abc import Iterator
from datetime import date

from verify.rules.articles.issue import issue
from verify.rules.articles.signing import signing_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["foreign_party", "is_foreign", "minor_party", "same_party"]

_RESIDENT_NO = 18
_BIRTH = slice(6, 14)


def is_foreign(case: CaseView) -> bool:
    """Whether the borrower's document is a foreign one, or of Hong Kong, Macao or Taiwan."""
    kind = case.elements.text("d_id_type")
    return kind is not None and case.rules.foreign_document(kind)


def foreign_party(case: CaseView) -> Iterator[Issue]:
    """Yield that the case may be a foreign-related one."""
    if is_foreign(case):
        kind = case.elements.text("d_id_type")
        yield issue("art5_5.foreign_party", "d_id_type", observed=kind)


def same_party(case: CaseView) -> Iterator[Issue]:
    """Yield that the borrower's credit code is the lender's."""
    code, lenders = case.elements.text(_CODE), {case.head.lender.uscc, case.elements.text("b_uscc")}
    if code is not None and code in lenders:
        yield issue("art5_5.borrower_is_lender", _CODE, "b_uscc", observed=code)


_CODE = "d_uscc"


def minor_party(case: CaseView) -> Iterator[Issue]:
    """Yield that the borrower was under age on the day of signing."""
    born, signed = _birth(case), case.elements.day("f_signed_at")
    signing = signing_of(case)
    if born is None or signed is None or signing is None:
        return
    age = case.rules.full_age(signed)
    if age is None:
        return
    years = signed.year - born.year - ((signed.month, signed.day) < (born.month, born.day))
    if years < age.years:
        yield issue(
            "art5_5.borrower_minor",
            "d_birth_date",
            "f_signed_at",
            observed=signing.told(str(years)),
            expected=str(age.years),
        )


def _birth(case: CaseView) -> date | None:
    """Return the day of birth: of a resident's number, which wins, else as it is stated."""
    number = case.elements.text("d_id_no") or ""
    if case.elements.said("d_id_type", "居民身份证") and len(number) == _RESIDENT_NO:
        try:
            return date.fromisoformat(number[_BIRTH])
        except ValueError:
            return case.elements.day("d_birth_date")
    return case.elements.day("d_birth_date")
