"""Article 2: a loan contract between borrower and a financial institution or microloan company.

The applicant is the licensed lender itself. An assignee, a guarantor or a 助贷 party is for a
person, one answer for all cases of that lender and party; so is a lender that the court has not
registered. A name that is not the registered one is the sender's to correct, or to have registered:
under it statements, signatures and interests would be looked for in vain. A lender registered as of
a kind that lends without licence is outside the guideline. Whether its licence covers
the contract is a matter of Article 7 (1).
"""

from collections.abc import Iterator

from verify.checks.party import plain_name
from verify.rules.articles.issue import issue
from verify.rules.articles.signing import signing_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue
from verify.rules.registry import LenderRecord
from verify.rules.scopes import lender_key

__all__ = ["judge"]

_LENDER = "lender"
_ALONE = "无"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 2 says of a case."""
    return (*_applicant(case), *_named(case), *_third_party(case), *_lender(case))


def _applicant(case: CaseView) -> Iterator[Issue]:
    head, stated = case.head, case.elements.text("b_uscc")
    applicant = head.applicant
    if applicant.role != _LENDER or applicant.uscc != head.lender.uscc:
        yield issue(
            "art2.applicant_not_lender", "b_uscc",
            subject="applicant",
            observed=f"{applicant.role} {applicant.uscc}",
            expected=f"{_LENDER} {head.lender.uscc}",
            scope_key=lender_key(head, applicant.role, applicant.uscc),
        )  # fmt: skip
    if stated is not None and stated != head.lender.uscc:
        yield issue("art2.lender_differs", "b_uscc", observed=stated, expected=head.lender.uscc)


def _named(case: CaseView) -> Iterator[Issue]:
    """Compare the names under one credit code; the element list's is held against the package's."""
    head, record = case.head, case.registry.lender
    expected = head.lender.name if record is None else record.name
    stated = [head.lender.name]
    if head.applicant.uscc == head.lender.uscc:
        stated.append(head.applicant.name)
    other = [one for one in stated if plain_name(one) != plain_name(expected)]
    if other:
        yield issue(
            "art2.name_differs", "b_name", subject="lender", observed=other[0], expected=expected
        )


def _third_party(case: CaseView) -> Iterator[Issue]:
    stated = case.elements.text("f_assignment")
    if stated is not None and stated != _ALONE:
        key = lender_key(case.head, stated)
        yield issue("art2.third_party", "f_assignment", observed=stated, scope_key=key)


def _lender(case: CaseView) -> Iterator[Issue]:
    record = case.registry.lender
    if record is None:
        key = lender_key(case.head)
        uscc = case.head.lender.uscc
        yield issue("art2.lender_unregistered", subject="lender", observed=uscc, scope_key=key)
    else:
        yield from _registered(case, record)


def _registered(case: CaseView, record: LenderRecord) -> Iterator[Issue]:
    kind = case.rules.lender_type(record.type)
    stated, key = case.elements.text("b_type"), lender_key(case.head, record.type)
    if kind is None:
        yield issue("art2.type_unknown", subject="lender", observed=record.type, scope_key=key)
    elif not kind.accepted:
        yield issue("art2.type_excluded", subject="lender", observed=record.type)
        return
    signing = signing_of(case)
    if not record.in_force(case.at if signing is None else signing.at):
        yield issue(
            "art2.lender_not_in_force", "f_signed_at", scope_key=lender_key(case.head, "term")
        )
    elif kind is not None:
        told = record.type if signing is None else signing.told(record.type)
        yield issue("art2.lender_registered", "f_signed_at", subject="lender", observed=told)
    if stated is not None and stated != record.type:
        yield issue("art2.type_differs", "b_type", observed=stated, expected=record.type)
