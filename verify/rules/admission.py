"""Admission of one case: every article answered, decisions applied, one verdict (judgement 7, 8).

The machine advises. What a person decided beforehand is applied to the open questions and nothing
else; what a person decided of the case as a whole stands beside the verdict as its end.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from verify.codes.table import finding
from verify.findings import Effect, Finding, Role, Scope
from verify.rules.case import CaseView
from verify.rules.decisions import CONCLUSION, Decision, DecisionBook, DecisionOutcome
from verify.rules.grounds import Scales, Weighed, issues_beside
from verify.rules.outcome import ArticleOutcome, ArticleResult, Issue
from verify.rules.questions import OpenQuestion, ScopeKeys
from verify.rules.verdict import ROUTE_TABLE, Route, RouteRow, row_of_route, worst_result
from verify.rules.waiting import would_wait

__all__ = ["END_REACHES", "Admission", "AnsweredArticle", "admit"]

_ANY = frozenset(Route)
END_REACHES: Mapping[tuple[DecisionOutcome, Scope], frozenset[Route]] = {
    (DecisionOutcome.ADMIT, Scope.CASE): _ANY - {Route.HOLD},
    (DecisionOutcome.ADMIT, Scope.BATCH): frozenset({Route.BATCH_ODR}),
    (DecisionOutcome.ADMIT_NON_LITIGATION, Scope.CASE): _ANY - {Route.HOLD},
    (DecisionOutcome.ADMIT_NON_LITIGATION, Scope.BATCH): frozenset(
        {Route.NON_LITIGATION_CANDIDATE, Route.BATCH_ODR}
    ),
    (DecisionOutcome.REFUSE, Scope.CASE): _ANY,
    (DecisionOutcome.REFUSE, Scope.BATCH): _ANY,
    (DecisionOutcome.WITHDRAWN, Scope.CASE): _ANY,
    (DecisionOutcome.WITHDRAWN, Scope.BATCH): _ANY,
}
"""Which verdicts an end reaches: a whole batch is admitted only where the verdict proposes it, and
what is held is released first, by name."""


class AnsweredArticle(NamedTuple):
    """One article with the decisions applied."""

    article: str
    result: ArticleResult
    weighed: tuple[Weighed, ...]


class Admission(NamedTuple):
    """What one case comes to."""

    case_key: str
    row_no: int
    """The row of the verdict table that decided."""
    articles: tuple[AnsweredArticle, ...]
    weighed: tuple[Weighed, ...]
    """Everything: what the articles say, then what none of them does."""
    questions: tuple[OpenQuestion, ...]
    """Every question once, the decided ones too."""
    decisions: tuple[Decision, ...]
    """Those that were applied."""
    ended: DecisionOutcome | None
    waits_for: tuple[str, ...]
    """Codes of sources that are down, where their return would change the verdict."""
    reopened: tuple[OpenQuestion, ...]
    """Questions of the case that were answered on other facts than these."""
    keys: ScopeKeys
    """What the case is one of, scope by scope."""

    @property
    def row(self) -> RouteRow:
        """The row of the verdict table that decided."""
        return ROUTE_TABLE[self.row_no]

    @property
    def route(self) -> Route:
        """The verdict."""
        return self.row.route

    @property
    def deciding(self) -> tuple[Weighed, ...]:
        """What decided the verdict: the issues of which its row holds."""
        return tuple([one for one in self.weighed if self.row.holds(one.ground)])

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The articles that decided the verdict; none where nothing stands in the way."""
        if self.route is Route.BATCH_ODR:
            return ()
        return tuple(dict.fromkeys([one.article for one in self.deciding]))


def admit(
    case: CaseView,
    outcomes: Sequence[ArticleOutcome],
    book: DecisionBook,
    package: Iterable[Finding],
    facts: str,
) -> Admission:
    """Return the admission of a case.

    Args:
        case: the case as the rules see it.
        outcomes: every article of the rule table, as its rule answered it.
        book: the decisions of the run.
        package: what step 1 found about the package as a whole.
        facts: digest of this case's facts, to which decisions about it are bound.
    """
    scales = Scales(case, book, facts)
    articles = tuple([_answered(one, scales) for one in outcomes])
    every = [one for article in articles for one in article.weighed]
    every += [scales.weigh(a, i) for a, i in issues_beside(scales.items, outcomes, package)]
    row = row_of_route([one.ground for one in every])
    questions = _once(w.question for w in every if w.question)
    end = _end(scales, row.route)
    used = [one.decision for one in every if one.decision] + ([end] if end else [])
    return Admission(
        case.case_key,
        ROUTE_TABLE.index(row),
        articles,
        tuple(every),
        questions,
        tuple({one.digest: one for one in used}.values()),
        end.outcome if end else None,
        would_wait(every, scales.items),
        tuple([q for q in questions if not q.decided and scales.made_on_other_facts(q)]),
        scales.keys,
    )


def _once(asked: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Return every question once, what is open and blocks first.

    One that is open for anything of the case is open.
    """
    found: dict[tuple[str, Scope, str, str], OpenQuestion] = {}
    for one in asked:
        if one.key not in found or one.decided is None:
            found[one.key] = one
    return tuple(sorted(found.values(), key=lambda q: (q.decided is not None, not q.blocking)))


def _answered(outcome: ArticleOutcome, scales: Scales) -> AnsweredArticle:
    """Return an article with the decisions applied; a rule that is silent has said nothing."""
    issues = outcome.issues
    if not issues:
        issues = (Issue(finding("admission.article_unanswered", outcome.article)),)
    weighed = tuple([scales.weigh(outcome.article, issue) for issue in issues])
    results = [one.ground.result for one in weighed]
    result = results[0] if len(results) == 1 else worst_result(results)
    return AnsweredArticle(outcome.article, result, weighed)


def _end(scales: Scales, route: Route) -> Decision | None:
    """Return what a person made of the case: of the case itself before its batch."""
    for scope, key in ((Scope.CASE, scales.keys.case), (Scope.BATCH, scales.keys.batch)):
        question = OpenQuestion(CONCLUSION, "", scope, key, Effect.ADVISORY, Role.JUDGE)
        end = scales.end(question)
        if end is not None and route in END_REACHES[end.outcome, scope]:
            return end
    return None
