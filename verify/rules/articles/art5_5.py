"""Article 5 (5): clear facts and little in dispute, fit for small claims or first instance.

Whether the facts are clear is a judge's to say, case by case, and bars nothing here. What bars
small claims (民诉法 166) only sets that flag. Other proceedings about the same loan have to be
looked at before the case is admitted, and so has a borrower who was under age or whose document is
a foreign one.
"""

from collections.abc import Iterator

from verify.rules.articles.issue import issue
from verify.rules.articles.people import foreign_party, minor_party, same_party
from verify.rules.articles.signing import signing_of
from verify.rules.case import CaseView
from verify.rules.debt.rounding import money_text
from verify.rules.outcome import Issue

__all__ = ["judge"]


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 5 (5) says of a case."""
    return (
        issue("art5_5.facts_clear", subject="case"),
        *_told(case),
        *foreign_party(case),
        *minor_party(case),
        *same_party(case),
        *_loan_amount(case),
    )


def _told(case: CaseView) -> Iterator[Issue]:
    elements, none = case.elements, case.rules.says_none
    for code, key in (
        ("art5_5.other_proceedings", "m_other_proceedings"),
        ("art5_5.not_money_alone", "k_other"),
        ("art5_5.security_given", "e_guarantee"),
    ):
        stated = elements.text(key)
        if stated is not None and not none(stated):
            yield issue(code, key, observed=stated)
    if elements.said("m_missing_borrower", "是"):
        yield issue("art5_5.borrower_missing", "m_missing_borrower", observed="是")


def _loan_amount(case: CaseView) -> Iterator[Issue]:
    elements, signing = case.elements, signing_of(case)
    amount, day = elements.money("f_contract_amount"), elements.day("f_signed_at")
    kind = case.registry.kind_of_lender(elements.text("b_type"))
    purpose = elements.text("f_purpose")
    if amount is None or day is None or signing is None or kind is None or purpose is None:
        return
    row = case.rules.loan_amount(day, kind, purpose)
    if row is not None and amount > row.limit_cents:
        yield issue(
            "art5_5.loan_amount",
            "f_contract_amount",
            "f_purpose",
            observed=elements.text("f_contract_amount"),
            expected=signing.told(f"≤ {money_text(row.limit_cents)} ({row.row.name})"),
        )
