"""Article 7 (4): evidence of the borrower's identification."""

from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (4)."""
    held = documents(case, 4, shared=False)
    return (absent_or_present(4, held), *told_of(case, 4, held))
