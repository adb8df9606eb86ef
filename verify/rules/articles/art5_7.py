"""Article 5 (7): the lender agrees to withdraw where the dispute does not meet the law's terms."""

from verify.rules.articles.consent import Consent, judge_consent
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]

_CONSENT = Consent("5(7)", "m_withdrawal_consent", "art5_7")


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 5 (7) says of a case."""
    return judge_consent(case, _CONSENT)
