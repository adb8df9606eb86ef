"""Article 7 (5): evidence that shows the whole online process."""

from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (5)."""
    held = documents(case, 5)
    return (absent_or_present(5, held), *told_of(case, 5, held))
