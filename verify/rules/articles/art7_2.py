"""Article 7 (2): evidence of the borrower's standing."""

from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (2)."""
    held = documents(case, 2, shared=False)
    return (absent_or_present(2, held), *told_of(case, 2, held))
