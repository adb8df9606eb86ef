"""Article 5 (1): the borrower was identified by a method that the guideline names.

Machine: result, order of times, evidence of category 4, score beside threshold. Person: likeness.
"""

from verify.codes.table import finding
from verify.rules.articles.material import Document, documents
from verify.rules.case import CaseView
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
    score, threshold = case.elements.text("g_score"), case.elements.text("g_threshold")
    if score is None or threshold is None:
        return []
    stated = _number(score), _number(threshold)
    if None in stated or (stated[0] or 0) >= (stated[1] or 0):
        return []
    found = finding("art5_1.score_below_threshold", "g_score", observed=score, expected=threshold)
    return [Issue(found, ("g_score", "g_threshold"))]


_LONGEST = 12


def _number(text: str) -> int | None:
    """Return a plain decimal in millionths; None where it is no such thing."""
    whole, _, places = text.removesuffix("%").partition(".")
    digits = whole + places.ljust(6, "0")[:6]
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST + 6
    return int(digits) if plain and bool(whole) else None


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
