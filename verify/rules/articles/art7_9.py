"""Article 7 (9): the account of repayments and debt, and whether it can be computed again."""

from verify.codes.table import finding
from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.corroboration import of_account
from verify.rules.outcome import Issue

__all__ = ["judge"]

_ACCOUNT = 9


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (9)."""
    held = documents(case, _ACCOUNT)
    own = [one for one in held if not one.kind]
    shared = tuple([one.name for one in held if one.kind and one.here])
    if shared and not any(one.here for one in own):
        first = Issue(finding("art7_9.shared_row_unnamed", "7(9)"), items=shared)
    else:
        first = absent_or_present(_ACCOUNT, own)
    return (first, *case.account.issues, *of_account(case), *told_of(case, _ACCOUNT, own))
