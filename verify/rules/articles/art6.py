"""Article 6: the two ways in, by a deposit platform or by the element list.

A package said to come from a platform whose signature could not be verified in full is the court's
matter; one whose signature is wrong never came this far.
"""

from verify.rules.articles.issue import issue
from verify.rules.case import CaseView
from verify.rules.outcome import Issue
from verify.rules.scopes import platform_key

__all__ = ["judge"]

_MANUAL = "manual"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 6 says of a case."""
    if case.head.path == _MANUAL:
        return (issue("art6.manual", subject="path"),)
    platform = case.head.platform_id or ""
    if case.sealed and case.registry.platform is not None:
        return (issue("art6.deposited", subject="path", observed=platform),)
    key = platform_key(platform)
    return (issue("art6.seal_open", subject="path", observed=platform, scope_key=key),)
