"""Article 7 (3): the authority of an agent, where there is one."""

from verify.codes.table import finding
from verify.findings import CheckStatus
from verify.instants import BEIJING
from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (3)."""
    held = documents(case, 3)
    first = absent_or_present(case, 3, held)
    term = [] if first.finding.status is CheckStatus.NOT_APPLICABLE else _term(case)
    return (first, *term, *told_of(case, 3, held))


def _term(case: CaseView) -> list[Issue]:
    """Hold the term of the authority against the day of the court's receipt."""
    today = case.at.astimezone(BEIJING).date()
    begin, end = case.elements.day("c_authority_from"), case.elements.day("c_authority_to")
    if (begin is None or begin <= today) and (end is None or today <= end):
        return []
    found = finding(
        "art7_3.authority_not_in_force", "c_authority_to",
        observed=f"{begin or '…'} – {end or '…'}", expected=today.isoformat(),
    )  # fmt: skip
    return [Issue(found, ("c_authority_from", "c_authority_to"))]
