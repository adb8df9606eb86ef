"""Open questions: what the findings of a case leave to a person, and how far an answer reaches.

Judgement 8: the code of a finding says scope, effect and role; the case gives the key of the scope,
so that one answer holds for every case of that court, platform, lender, product, clause or batch.
A matter of the court's own store is a blocking question of the platform. What is held, and what no
cure and no row of the table catches, is a question of this case alone, for a judge.
"""

from typing import NamedTuple

from verify.codes.table import CODES
from verify.findings import Asks, CheckStatus, Effect, Role, Scope
from verify.model import PackageHead
from verify.rules.outcome import ArticleResult, Issue
from verify.rules.scopes import batch_key, lender_key, product_key
from verify.rules.verdict import finding_result

__all__ = ["OpenQuestion", "ScopeKeys", "ask", "question_about", "question_of"]

_OF_STORE = Asks(Scope.PLATFORM, Effect.BLOCKING, Role.OPERATOR)
"""Our own store lacks something: no lender can supply it (judgement 6, side court)."""
_DATED = frozenset({"package.filing_date_differs"})
"""Questions about a day that the sender declares, which is what the finding observed."""
_OF_CASE = Asks(Scope.CASE, Effect.BLOCKING, Role.JUDGE)


class ScopeKeys(NamedTuple):
    """What one case is one of, scope by scope."""

    court: str
    platform: str | None
    """None where the package came without a platform."""
    lender: str
    """Unified social credit code."""
    product: str
    batch: str
    case: str

    @classmethod
    def of(cls, head: PackageHead, case_key: str) -> "ScopeKeys":
        """Return the keys of a case of a package."""
        return cls(
            head.audience,
            head.platform_id,
            lender_key(head),
            product_key(head),
            batch_key(head),
            batch_key(head, case_key),
        )

    def key(self, scope: Scope, named: str | None) -> tuple[Scope, str]:
        """Return scope and key of a question: the key that its issue names, else this case's.

        Without a platform the lender answers for its own tools. A clause that was not found in the
        contract's text can only be the batch's, since the lender says whose wording it is.
        """
        if named:
            return scope, named
        if scope is Scope.PLATFORM and self.platform is None:
            return Scope.LENDER, self.lender
        if scope is Scope.CLAUSE:
            return Scope.BATCH, self.batch
        return scope, getattr(self, scope.value)


class OpenQuestion(NamedTuple):
    """One question that a case leaves open."""

    code: str
    article: str
    """Empty where it is no article's."""
    scope: Scope
    scope_key: str
    effect: Effect
    role: Role
    subject: str = ""
    """The finding's subject, where only this very finding is asked about."""
    hold: bool = False
    """Whether its answer is a judge's release."""
    decided: str | None = None
    """Outcome of the decision that answers it."""
    day: str = ""
    """The day that is asked about, where it is one: an answer about another day is none."""

    @property
    def blocking(self) -> bool:
        """Whether it has to be decided before the case can be admitted."""
        return self.hold or self.effect is Effect.BLOCKING

    @property
    def key(self) -> tuple[str, Scope, str, str]:
        """What a decision names: code, scope, key and, of a case, the finding."""
        return self.code, self.scope, self.scope_key, self.subject

    def as_json(self) -> dict[str, object]:
        """Return the question as reports carry it."""
        row = CODES[self.code]
        dated = {"day": self.day} if self.day else {}
        return {
            **dated,
            "code": self.code,
            "article": self.article,
            "scope": self.scope.value,
            "scope_key": self.scope_key,
            "effect": (Effect.BLOCKING if self.blocking else Effect.ADVISORY).value,
            "role": self.role.value,
            "subject": self.subject or None,
            "hold": self.hold,
            "words": {"zh": row.zh, "en": row.en},
            "decided": self.decided,
        }


def ask(article: str, issue: Issue, keys: ScopeKeys, asks: Asks) -> OpenQuestion:
    """Return a question that an issue opens in the way given."""
    scope, key = keys.key(asks.scope, issue.scope_key)
    subject = _subject(issue) if scope is Scope.CASE else ""
    code, day = issue.finding.code, issue.finding.observed or ""
    asked = OpenQuestion(code, article, scope, key, asks.effect, asks.role, subject)
    return asked._replace(day=day) if code in _DATED else asked


def _subject(issue: Issue) -> str:
    """Return what tells a finding from others of its code: its item and, in that, its proof."""
    subject = issue.finding.subject
    item = issue.items[0] if len(issue.items) == 1 else subject
    return subject if item == subject else f"{item}/{subject}"


def question_about(article: str, issue: Issue, keys: ScopeKeys, *, hold: bool) -> OpenQuestion:
    """Return the question whether this very finding stands: of this case, for a judge."""
    question = ask(article, issue._replace(scope_key=None), keys, _OF_CASE)
    return question._replace(hold=hold)


def question_of(article: str, issue: Issue, keys: ScopeKeys) -> OpenQuestion | None:
    """Return the question of an issue; None where it opens none."""
    found = issue.finding
    result = finding_result(found)
    if result is ArticleResult.OPEN:
        human = found.status is CheckStatus.HUMAN
        return ask(
            article, issue, keys, (CODES[found.code].asks or _OF_CASE) if human else _OF_STORE
        )
    caught = CODES[found.code].curable or article.partition("(")[0] in {"2", "4", "5"}
    if result is ArticleResult.NOT_MET and not caught:
        return ask(article, issue, keys, _OF_CASE)
    return None
