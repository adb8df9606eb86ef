"""Article 7 (10): whatever else shows the facts; called for only where a guarantee is stated."""

from verify.codes.table import finding
from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]

_OTHER = 10
_NONE = Issue(finding("art7_10.none", "7(10)"))
_GUARANTEE = Issue(finding("art7_10.guarantee_absent", "e_guarantee"), ("e_guarantee",))
_GUARANTEE_WORDS = ("担保", "保证", "抵押", "质押")


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (10)."""
    held = documents(case, _OTHER)
    here = [one for one in held if one.here]
    first = absent_or_present(_OTHER, held) if here else _NONE
    if case.elements.said("e_guarantee", "有") and not any(
        word in one.outcome.evidence.title for one in here for word in _GUARANTEE_WORDS
    ):
        first = _GUARANTEE
    return (first, *told_of(case, _OTHER, held))
