"""Article 7 (10): whatever else shows the facts; called for only where a guarantee is stated."""

from verify.codes.table import finding
from verify.rules.articles.material import Document, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]

_OTHER = 10
_NONE = Issue(finding("art7_10.none", "7(10)"))
_GUARANTEE = Issue(finding("art7_10.guarantee_absent", "e_guarantee"), ("e_guarantee",))


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (10)."""
    held = documents(case, _OTHER)
    here = [one for one in held if one.here]
    first = _present(here) if here else _NONE
    if case.elements.said("e_guarantee", "有") and not _shows_guarantee(case, here):
        first = _GUARANTEE
    return (first, *told_of(case, _OTHER, held))


def _present(here: list[Document]) -> Issue:
    return Issue(finding("art7_10.present", "7(10)"), items=tuple([one.name for one in here]))


def _shows_guarantee(case: CaseView, here: list[Document]) -> bool:
    return any(one.shows(words) for words in case.rules.documents("guarantee") for one in here)
