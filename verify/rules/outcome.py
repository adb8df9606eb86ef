"""What the rules come to: issues, and the result of one article (judgement 6)."""

from enum import StrEnum
from typing import NamedTuple

from verify.findings import Finding

__all__ = ["ArticleOutcome", "ArticleResult", "Issue"]


class ArticleResult(StrEnum):
    """Result of one article for one case."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    INCOMPLETE = "INCOMPLETE"
    OPEN = "OPEN"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Issue(NamedTuple):
    """One thing that one rule says of one case.

    Its finding's status is its result: PASSED is MET, FAILED is NOT_MET, INDETERMINATE is
    INCOMPLETE (or, where its code is a matter of the court, OPEN), HUMAN is OPEN.
    """

    finding: Finding
    elements: tuple[str, ...] = ()
    """Keys of the elements it rests on, `i_ledger/3/amount` for a cell of a list."""
    items: tuple[str, ...] = ()
    """Ids of the evidence it rests on; `shared:<id>` of a shared document."""
    scope_key: str | None = None
    """Key of the question it opens; None where that is this case's own."""


class ArticleOutcome(NamedTuple):
    """One article, answered for one case."""

    article: str
    """`5(3)`; a row of the rule table."""
    result: ArticleResult
    issues: tuple[Issue, ...]
    """Everything the rule has to say, never nothing."""
