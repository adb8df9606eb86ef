"""Article 7 (7): the certificate of deposit; not of data sent as not deposited (Art. 6 ¶2)."""

from verify.codes.table import finding
from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]

_MANUAL = Issue(finding("art7_7.manual", "7(7)"))


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (7)."""
    held = documents(case, 7)
    first = _MANUAL if case.head.path == "manual" else absent_or_present(7, held)
    return (first, *told_of(case, 7, held))
