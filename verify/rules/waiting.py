"""Whether a case would wait for a source that is down (judgement 7, last paragraph).

A case waits only if a finding whose cause may pass by itself decides its verdict: with it PASSED
the verdict differs. What is held never waits, and `evidence check` never waits: the value is told.
"""

from collections.abc import Iterable, Mapping

from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.rules.grounds import Weighed
from verify.rules.outcome import ArticleResult
from verify.rules.verdict import Ground, Route, route_of

__all__ = ["would_wait"]


def would_wait(weighed: Iterable[Weighed], items: Mapping[str, ItemOutcome]) -> tuple[str, ...]:
    """Return the codes that the verdict waits for, sorted; none where it stands whatever comes.

    Args:
        weighed: every issue of the case.
        items: its items as issues refer to them, shared ones by `shared:<id>`.
    """
    every = tuple(weighed)
    passing = {one.code for one in every if _may_pass(one, items)}
    if not passing or any(one.ground.hold for one in every):
        return ()
    now = route_of([one.ground for one in every])
    best = _route(every, passing, items)
    if best is now:
        return ()
    return tuple(sorted(c for c in passing if _route(every, passing - {c}, items) is not best))


def _route(every: tuple[Weighed, ...], passed: set[str], items: Mapping[str, ItemOutcome]) -> Route:
    """Return the verdict with what may pass of these codes PASSED."""
    return route_of(
        [
            _met(one.ground) if one.code in passed and _may_pass(one, items) else one.ground
            for one in every
        ]
    )


def _met(ground: Ground) -> Ground:
    return Ground(ground.article, ArticleResult.MET)


def _may_pass(one: Weighed, items: Mapping[str, ItemOutcome]) -> bool:
    """Whether an issue rests on a source that may return: by its own code, or by all its items."""
    if one.issue.finding.status is not CheckStatus.INDETERMINATE or one.decision is not None:
        return False
    if CODES[one.code].retry:
        return True
    rests_on = [items[name] for name in one.issue.items if name in items]
    return bool(rests_on) and all(map(_source_is_down, rests_on))


def _source_is_down(item: ItemOutcome) -> bool:
    """Whether an item could not be verified for the moment: every open check of it may pass."""
    if item.result.result is not ItemResult.UNVERIFIABLE:
        return False
    every = [*item.findings, *[one for proof in item.proofs for one in proof.findings]]
    unsettled = [one for one in every if one.status is CheckStatus.INDETERMINATE]
    failed = any(one.status is CheckStatus.FAILED for one in every)
    return bool(unsettled) and not failed and all(CODES[one.code].retry for one in unsettled)
