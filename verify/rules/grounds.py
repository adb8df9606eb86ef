"""From findings to grounds of the verdict: what is held, what is asked, what was decided.

What the articles say is joined by what the checks of items and package say that no article rule
repeats: contradictions, reuse across borrowers, who signed (judgement 5 to 7). Each issue is
weighed once: its ground, the question it opens, the decision that answers it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from verify.codes.table import CODES
from verify.findings import CheckStatus, Effect, Finding, Side
from verify.judging import ItemOutcome
from verify.rules.case import CaseView
from verify.rules.decisions import Decision, DecisionBook, DecisionOutcome
from verify.rules.outcome import ArticleOutcome, ArticleResult, Issue
from verify.rules.questions import OpenQuestion, ScopeKeys, question_about, question_of
from verify.rules.verdict import Ground, finding_result

__all__ = ["HELD", "Scales", "Weighed", "issues_beside", "items_by_name"]

HELD = frozenset(
    {
        "memory.item_of_other_borrower",
        "memory.number_of_other_loan",
        "memory.loan_of_other_lender",
        "memory.contradicted_proof_replaced",
    }
)
"""Codes that hold a case though nothing in it contradicts itself (judgement 5, 6)."""

DAMAGED = "package.payload_damaged"
"""The one contradiction that is the carrier's: cured by the very bytes that were declared."""

_INTEGRITY, _PATH = "5(2)", "6"
_OF_CODE = {"package.filing_date_differs": "4"}
"""Article of a finding about the package as a whole, where it is not the way in."""


class Weighed(NamedTuple):
    """One issue with what it does to the verdict."""

    article: str
    issue: Issue
    ground: Ground
    """After the decisions."""
    question: OpenQuestion | None = None
    decision: Decision | None = None

    @property
    def code(self) -> str:
        """The finding's code."""
        return self.issue.finding.code


def issues_beside(
    items: Mapping[str, ItemOutcome], outcomes: Iterable[ArticleOutcome], package: Iterable[Finding]
) -> list[tuple[str, Issue]]:
    """Return what checks of items and package say that no article repeats, with its article."""
    found = [
        (_article_of(one, item), Issue(one, items=(name,)))
        for name, item in items.items()
        for one in _telling(item)
    ]
    found += [(_OF_CODE.get(one.code, _PATH), Issue(one)) for one in package if _is_asked(one)]
    if not found:
        return []
    said = {_name(issue) for outcome in outcomes for issue in outcome.issues}
    return [(article, issue) for article, issue in found if _name(issue) not in said]


def items_by_name(case: CaseView) -> dict[str, ItemOutcome]:
    """Return every item of a case as issues refer to it: a shared one may have an own one's id."""
    own = {one.evidence.id: one for one in case.items}
    return own | {one.name: one.outcome for one in case.shared}


def _name(issue: Issue) -> tuple[str, str, tuple[str, ...]]:
    return issue.finding.code, issue.finding.subject, issue.items


def _telling(item: ItemOutcome) -> Iterator[Finding]:
    """Yield the findings of an item that move a case by themselves, whatever it is used for."""
    for one in _findings_in(item):
        if one.status is CheckStatus.HUMAN:
            yield one
        elif one.status is CheckStatus.FAILED and CODES[one.code].contradiction:
            yield from [one] if one.code == DAMAGED or not _is_damaged(item) else []


def _findings_in(item: ItemOutcome) -> list[Finding]:
    return [*item.findings, *[one for proof in item.proofs for one in proof.findings]]


def _is_damaged(item: ItemOutcome) -> bool:
    """Whether the file alone is wrong, and everything else about it follows from that."""
    return any(one.code == DAMAGED for one in item.findings)


def _article_of(found: Finding, item: ItemOutcome) -> str:
    area = found.code.partition(".")[0]
    of_proof = CODES[found.code].contradiction or area == "coverage"
    return _INTEGRITY if of_proof else f"7({item.evidence.category})"


def _is_asked(found: Finding) -> bool:
    court = CODES[found.code].side is Side.COURT and not CODES[found.code].warns_only
    return found.status is CheckStatus.HUMAN or (
        court and found.status is CheckStatus.INDETERMINATE
    )


def _days(issue: Issue) -> int | None:
    """Return the bound of a case that a decision may accept: a number of days as observed."""
    observed = issue.finding.observed or ""
    return int(observed) if observed.isascii() and observed.isdigit() else None


class Scales:
    """Weighs the issues of one case against the decisions of a run."""

    def __init__(self, case: CaseView, book: DecisionBook, facts: str) -> None:
        """Hold one case; `facts` is its facts digest."""
        self.keys = ScopeKeys.of(case.head, case.case_key)
        self.items = items_by_name(case)
        self._at, self._book, self._facts = case.at, book, facts
        self._damaged = {name for name, item in self.items.items() if _is_damaged(item)}

    def weigh(self, article: str, issue: Issue) -> Weighed:
        """Return an issue with its ground, question and decision."""
        found = issue.finding
        if found.status is CheckStatus.PASSED or found.status is CheckStatus.NOT_APPLICABLE:
            return Weighed(article, issue, _ground(article, found.code, found.status))
        hold = self._is_held(issue)
        question = (
            question_about(article, issue, self.keys, hold=True)
            if hold
            else question_of(article, issue, self.keys)
        )
        ground = _ground(article, found.code, found.status)._replace(hold=hold)
        if question is None:
            return Weighed(article, issue, ground)
        ground = ground._replace(effect=question.effect, scope=question.scope)
        decision = self._book.answer(question, self._at, facts=self._facts, days=_days(issue))
        if decision is None:
            return Weighed(article, issue, ground, question)
        question = question._replace(decided=decision.outcome.value)
        return Weighed(article, issue, _decided(ground, decision), question, decision)

    def end(self, question: OpenQuestion) -> Decision | None:
        """Return the decision that ends the case, as far as its scope goes."""
        return self._book.answer(question, self._at, facts=self._facts)

    def made_on_other_facts(self, question: OpenQuestion) -> bool:
        """Whether this question of the case was answered before its facts changed."""
        return self._book.made_on_other_facts(question, self._facts)

    def _is_held(self, issue: Issue) -> bool:
        found = issue.finding
        if found.code in HELD:
            return found.status is CheckStatus.HUMAN
        if found.status is not CheckStatus.FAILED or not CODES[found.code].contradiction:
            return False
        carried = bool(issue.items) and self._damaged.issuperset(issue.items)
        return found.code != DAMAGED and not carried


@lru_cache(maxsize=4096)
def _ground(article: str, code: str, status: CheckStatus) -> Ground:
    return Ground(article, finding_result(Finding(code, status, "")), CODES[code].curable)


def _decided(ground: Ground, decision: Decision) -> Ground:
    """Return a ground as a person's answer leaves it.

    A release lifts the hold and no more: what contradicts itself never becomes 符合 by one.
    """
    if decision.outcome is DecisionOutcome.RELEASED and ground.result is ArticleResult.NOT_MET:
        return Ground(ground.article, ArticleResult.OPEN, effect=Effect.ADVISORY)
    no = decision.outcome is DecisionOutcome.NOT_MET
    result = ArticleResult.NOT_MET if no else ArticleResult.MET
    return Ground(ground.article, result, ground.curable)
