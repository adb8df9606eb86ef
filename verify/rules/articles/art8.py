"""Article 8: online resolution applies before, during and after litigation; which one is stated."""

from verify.rules.articles.issue import issue
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 8 says of a case."""
    stages = case.rules.clause("stages").groups[0]
    stage = case.head.stage
    if stage in stages:
        return (issue("art8.stage", subject="stage", observed=stage),)
    return (
        issue("art8.stage_unknown", subject="stage", observed=stage, expected="、".join(stages)),
    )
