"""Article 5 (1): the borrower was identified by a method that the guideline names.

Machine: result, order of times, evidence of category 4, score beside threshold. Person: likeness.
"""

import re
from typing import NamedTuple

from verify.codes.table import finding
from verify.rules.articles.material import Document, documents
from verify.rules.case import CaseView
from verify.rules.clauses import clause_text
from verify.rules.corroboration import hours_between
from verify.rules.outcome import Issue

__all__ = ["judge"]

_LOCATED = (
    "g_method", "g_provider", "g_result", "g_identified_at", "g_serial_no",
)  # fmt: skip
_SHOWS_A_FACE = ("image/", "video/")
_ABSENT = finding("art7_4.absent", "7(4)")
_NOT_PASSED = Issue(
    finding("art5_1.not_passed", "g_result", observed="未通过", expected="通过"), ("g_result",)
)


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 5 (1)."""
    held = documents(case, 4, shared=False)
    here = [one for one in held if one.here]
    issues = [_NOT_PASSED] if case.elements.said("g_result", "未通过") else []
    issues += [*_times(case), *_score(case)]
    if not here:
        issues.append(Issue(_ABSENT))
    located = Issue(_LOCATED_FINDING, _LOCATED, tuple([one.name for one in here]))
    return (*(issues or [located]), *_likeness(here))


_LOCATED_FINDING = finding("art5_1.located", "5(1)")


def _times(case: CaseView) -> list[Issue]:
    """Hold the time of identification against that of signing: before it, and close."""
    identified = case.elements.instant("g_identified_at")
    signed = case.elements.instant("f_signed_at")
    if identified is None or signed is None:
        return []
    policy, apart = case.policy, identified - signed
    if apart > policy.tolerances.clock:
        code = "art5_1.after_signing"
    elif -apart > policy.lags["identity"]:
        code = "art5_1.long_before_signing"
    else:
        return []
    observed = f"{hours_between(signed, identified)} h"
    return [
        Issue(
            finding(code, "g_identified_at", observed=observed), ("g_identified_at", "f_signed_at")
        )
    ]


def _score(case: CaseView) -> list[Issue]:
    """Hold the score against its threshold; in other units, or unreadable, it says nothing."""
    score, threshold = case.elements.text("g_score"), case.elements.text("g_threshold")
    if score is None or threshold is None:
        return []
    reached, called_for = _measure(score), _measure(threshold)
    if reached is None or called_for is None or reached.unit != called_for.unit:
        code = "art5_1.score_unclear"
    elif reached.millionths < called_for.millionths:
        code = "art5_1.score_below_threshold"
    else:
        return []
    return [Issue(finding(code, "g_score", observed=score, expected=threshold), _SCORED)]


_SCORED = ("g_score", "g_threshold")


class _Measure(NamedTuple):
    """A number with its unit."""

    millionths: int
    unit: str
    """What follows the number; of a bare number up to one, that it is a share of one."""


_PLAIN = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,12}))?((?:[^0-9.].{0,12})?)")
_ONE = 1_000_000
_SHARE = "≤1"


def _measure(text: str) -> _Measure | None:
    """Return a plain decimal with its unit, however wide it is written; None of anything else."""
    read = _PLAIN.fullmatch(clause_text(text))
    if read is None:
        return None
    whole, places, unit = read[1], read[2] or "", read[3]
    millionths = int(whole + places.ljust(6, "0")[:6])
    return _Measure(millionths, unit or (_SHARE if millionths <= _ONE else ""))


def _likeness(here: list[Document]) -> list[Issue]:
    faces = tuple(
        [
            one.name
            for one in here
            if one.outcome.facts is not None
            and one.outcome.facts.media_type.startswith(_SHOWS_A_FACE)
        ]
    )
    return [Issue(_LIKENESS, items=faces)] if faces else []


_LIKENESS = finding("art5_1.likeness", "7(4)")
