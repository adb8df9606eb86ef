"""The case verdict 准入审查意见: one total function over grounds (judgement 7).

`ROUTE_TABLE` is read from the top and the first row that holds decides. Only a case whose every
ground is MET, NOT_APPLICABLE, or OPEN and advisory reaches the row that proposes admission: it asks
for all of them, and what no row names is for a person.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from verify.codes.table import CODES
from verify.findings import CheckStatus, Effect, Finding, Scope, Side
from verify.rules.outcome import ArticleResult
from verify.rules.verdictwords import ROUTE_WORDS

__all__ = [
    "ROUTE_TABLE", "Ground", "Route", "RouteRow", "finding_result", "harmless", "route_of",
    "row_of_route", "worst_result",
]  # fmt: skip


class Route(StrEnum):
    """What the machine advises for one case."""

    HOLD = "HOLD"
    OUT_OF_JURISDICTION = "OUT_OF_JURISDICTION"
    AWAITING_DECISION = "AWAITING_DECISION"
    NON_LITIGATION_CANDIDATE = "NON_LITIGATION_CANDIDATE"
    CORRECTION = "CORRECTION"
    BATCH_ODR = "BATCH_ODR"


class Ground(NamedTuple):
    """One thing that moves the verdict, as the table reads it."""

    article: str
    """`5(3)`; empty where it is no article's, such as a contradiction."""
    result: ArticleResult
    curable: bool = False
    """Whether its code has a cure."""
    effect: Effect | None = None
    """What the question does, where it is open."""
    scope: Scope | None = None
    """How far the answer reaches, where it is open."""
    hold: bool = False
    """Whether it is a contradiction, or reuse across borrowers, that no judge has released."""


class RouteRow(NamedTuple):
    """One row of the table."""

    holds: Callable[[Ground], bool]
    """Whether a ground is one of the row's; the row holds where any ground is."""
    route: Route
    zh: str
    en: str


_JURISDICTION = ("2", "4")
_CONDITIONS = ("5",)
_FINE = frozenset({ArticleResult.MET, ArticleResult.NOT_APPLICABLE})


def _of(articles: tuple[str, ...], article: str) -> bool:
    """Whether `4(2)` is of article 4: by its number, so that 4 is no part of 42."""
    return article.partition("(")[0] in articles


def _no_jurisdiction(ground: Ground) -> bool:
    return ground.result is ArticleResult.NOT_MET and _of(_JURISDICTION, ground.article)


def _jurisdiction_open(ground: Ground) -> bool:
    if ground.result is not ArticleResult.OPEN:
        return False
    court = ground.scope is Scope.COURT and _of(("4",), ground.article)
    return court or _of(("2",), ground.article)


def _condition_failed(ground: Ground) -> bool:
    failed = ground.result is ArticleResult.NOT_MET and not ground.curable
    return failed and _of(_CONDITIONS, ground.article)


def _curable(ground: Ground) -> bool:
    not_met = ground.result is ArticleResult.NOT_MET and ground.curable
    return ground.result is ArticleResult.INCOMPLETE or not_met


def harmless(ground: Ground) -> bool:
    """Whether a ground stands in the way of nothing."""
    advisory = ground.result is ArticleResult.OPEN and ground.effect is Effect.ADVISORY
    return not ground.hold and (ground.result in _FINE or advisory)


def _row(holds: Callable[[Ground], bool], route: Route) -> RouteRow:
    return RouteRow(holds, route, *ROUTE_WORDS[route].full)


ROUTE_TABLE = (
    _row(lambda g: g.hold, Route.HOLD),
    _row(_no_jurisdiction, Route.OUT_OF_JURISDICTION),
    _row(_jurisdiction_open, Route.AWAITING_DECISION),
    _row(_condition_failed, Route.NON_LITIGATION_CANDIDATE),
    _row(_curable, Route.CORRECTION),
    _row(lambda g: not harmless(g), Route.AWAITING_DECISION),
    _row(harmless, Route.BATCH_ODR),
    _row(lambda _: True, Route.AWAITING_DECISION),
)
"""The last row but one is reached only where every ground is harmless, and needs one at least."""

_NOTHING = ROUTE_TABLE[-1]


def row_of_route(grounds: Iterable[Ground]) -> RouteRow:
    """Return the first row that holds; a case of which nothing was said is for a person."""
    every = tuple(grounds)
    # What is met holds no row but that of admission, so it is asked where nothing else is left.
    asked = [one for one in every if one.hold or one.result not in _FINE] or every[:1]
    return next((row for row in ROUTE_TABLE if any(map(row.holds, asked))), _NOTHING)


def route_of(grounds: Iterable[Ground]) -> Route:
    """Return the verdict of a case."""
    return row_of_route(grounds).route


_RESULT = {
    CheckStatus.PASSED: ArticleResult.MET,
    CheckStatus.FAILED: ArticleResult.NOT_MET,
    CheckStatus.INDETERMINATE: ArticleResult.INCOMPLETE,
    CheckStatus.HUMAN: ArticleResult.OPEN,
    CheckStatus.NOT_APPLICABLE: ArticleResult.NOT_APPLICABLE,
}


def finding_result(found: Finding) -> ArticleResult:
    """Return what one finding makes of its article; the court's own matters stay open."""
    court = found.status is CheckStatus.INDETERMINATE and CODES[found.code].side is Side.COURT
    return ArticleResult.OPEN if court else _RESULT[found.status]


_WORST = (
    ArticleResult.NOT_MET, ArticleResult.INCOMPLETE, ArticleResult.OPEN, ArticleResult.MET,
    ArticleResult.NOT_APPLICABLE,
)  # fmt: skip


def worst_result(results: Iterable[ArticleResult]) -> ArticleResult:
    """Return the result of an article whose issues come to `results`; OPEN where none do."""
    found = frozenset(results)
    return next((one for one in _WORST if one in found), ArticleResult.OPEN)
