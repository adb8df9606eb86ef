"""The day whose rules a package is judged by: the court's receipt, or a filing that it accepted.

The court's own receipt chooses the rules; the declared filing date is only compared. An earlier
one counts where a clerk or a judge recorded that it does (judgement 6): a decision that answers
`package.filing_date_differs` of this batch with met, names that very day, and is in force.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from verify.codes.table import finding
from verify.instants import stated_instant
from verify.model import PackageHead
from verify.rules.case import CaseView
from verify.rules.court import court_day
from verify.rules.decisions import Decision, DecisionBook, DecisionOutcome
from verify.rules.outcome import Issue
from verify.rules.questions import ScopeKeys, question_of

__all__ = ["AcceptedFiling", "accepted_filing", "chosen_for"]

_DIFFERS = "package.filing_date_differs"


class AcceptedFiling(NamedTuple):
    """An earlier filing, and by which decision it counts."""

    at: datetime
    """Its day's first instant on the court's clock."""
    decision: Decision


def accepted_filing(
    head: PackageHead, decisions: Iterable[Decision], receipt: datetime
) -> AcceptedFiling | None:
    """Return the declared filing where it is earlier than the receipt and was accepted.

    Args:
        head: what the package says of itself.
        decisions: those of the run, each verified.
        receipt: the court's own.
    """
    declared = stated_instant(head.filing_date)
    differs = Issue(finding(_DIFFERS, "filing_date", observed=head.filing_date))
    question = question_of("", differs, ScopeKeys.of(head, ""))
    if declared is None or question is None or court_day(declared) >= court_day(receipt):
        return None
    decision = DecisionBook(decisions).answer(question, receipt)
    if decision is None or decision.outcome is not DecisionOutcome.MET:
        return None
    return AcceptedFiling(declared, decision)


def chosen_for(case: CaseView) -> dict[str, str]:
    """Return the day whose rules a case is judged by, and what chose it, as reports name it."""
    by = "receipt" if case.rules.at == case.at else "decision"
    return {"day": case.rules.day.isoformat(), "by": by}
