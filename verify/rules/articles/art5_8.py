"""Article 5 (8): the lender agrees that what takes effect is executed online alone."""

from verify.rules.articles.consent import Consent, judge_consent
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]

_CONSENT = Consent("5(8)", "m_execution_consent", "art5_8")


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 5 (8) says of a case."""
    return judge_consent(case, _CONSENT)
