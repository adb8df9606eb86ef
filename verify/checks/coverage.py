"""Coverage of one item: when it is proved beside when its event was (judgement 5; Art. 5 (2)).

Design 7 step 9, as far as one item goes: the proven upper bound of a CONSISTENT item beside the
time that the element list gives its event, an original too small to show anything, and techniques
that all come from one operator. What the rows of events come to is for the article rules. Every
finding is for a person, and none moves an integrity result.

Which event an item belongs to is its sender's label; nothing here confirms it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.calls import PlatformCalls
from verify.canonical import rfc3339
from verify.codes.table import finding
from verify.findings import Finding
from verify.instants import stated_instant
from verify.model import ContentFacts, Evidence, ProofKind
from verify.path.window import Window, moved
from verify.policy import Policy

__all__ = [
    "EVENT_ELEMENTS",
    "CaseCoverage",
    "Mark",
    "case_coverage",
    "check_coverage",
    "event_windows",
]

EVENT_ELEMENTS: Mapping[str, tuple[str, str | None]] = {
    "identity": ("g_identified_at", None),
    "contract": ("f_signed_at", None),
    "disbursement": ("h_disbursements", "date"),
    "repayment": ("j_cut_off", None),
}
"""Event kind to the element that gives its time, and the field of a row where that is a list."""

"""A day of an element list, or a time without a zone, is one of the court's own clock."""
_BLANK_IMAGE = 1024
"""Octets below which a picture shows nothing: the tables of a JPEG alone take 600, a page of text
that can be read takes ten thousand."""
_ISO_DAY = len("2025-06-10")


class Mark(NamedTuple):
    """One proof of an item, as far as coverage asks."""

    kind: ProofKind
    proves: datetime | None
    """The time it proves for the item; None unless it PASSED and binds."""
    makers: tuple[frozenset[str], ...]
    """Names under which each of those who made it is known; empty where nobody is."""


class CaseCoverage(NamedTuple):
    """What the items of one case are held against."""

    windows: Mapping[str, Window]
    """Event kind to when it was; a kind of which nothing is stated is absent."""
    operators: tuple[frozenset[str], ...]
    """Names of everybody whose proofs would be one source: the platform, the lender."""


def case_coverage(elements: Mapping[str, object], calls: PlatformCalls) -> CaseCoverage:
    """Return what the items of a case are held against, from its element list."""
    lender = [calls.lender.name, calls.lender.uscc] if calls.lender is not None else []
    return CaseCoverage(event_windows(elements), (calls.operators, frozenset(lender)))


def event_windows(elements: Mapping[str, object]) -> Mapping[str, Window]:
    """Return when each event was by the element list; of several, from the first to the last."""
    found = {}
    for event, (key, field) in EVENT_ELEMENTS.items():
        value = elements.get(key)
        if field is None:
            stated = [value]
        else:
            rows = value[: LIMITS.case_numbers] if isinstance(value, list) else []
            stated = [row.get(field) for row in rows if isinstance(row, Mapping)]
        windows = [one for one in map(_window, stated) if one is not None]
        if windows:
            first, last = min([w.first for w in windows]), max([w.last for w in windows])
            found[event] = Window(first, last)
    return found


def _window(value: object) -> Window | None:
    """Return an instant, or the whole of a day."""
    begin = stated_instant(value)
    if begin is None:
        return None
    whole_day = len(str(value)) <= _ISO_DAY
    return Window(begin, moved(begin, timedelta(days=1)) if whole_day else begin)


def check_coverage(
    evidence: Evidence,
    facts: ContentFacts,
    marks: Sequence[Mark],
    proven: datetime,
    case: CaseCoverage,
    policy: Policy,
) -> list[Finding]:
    """Return what is to be said of the coverage of a CONSISTENT item.

    Args:
        evidence: its row.
        facts: of its original.
        marks: its proofs, all that end at it.
        proven: by when its original is proved to have existed; else the court's receipt.
        case: what it is held against.
        policy: lags and tolerances.
    """
    found = []
    if evidence.event in EVENT_ELEMENTS:
        window = case.windows.get(evidence.event)
        if window is not None:
            found += _in_time(evidence, _bound(marks, proven), window, policy)
        if facts.size < _BLANK_IMAGE and facts.media_type.startswith("image/"):
            found.append(finding("coverage.content_trivial", evidence.id, observed=str(facts.size)))
    source = _one_source(marks, case.operators)
    if source:
        told = ", ".join(sorted(source))
        found.append(finding("coverage.one_source", evidence.id, observed=told))
    return found


def _bound(marks: Iterable[Mark], proven: datetime) -> datetime:
    """Return the earliest time proved for the item.

    A signature over it that existed by then had its digest: so had whoever signed the item.
    """
    return min([proven, *[one.proves for one in marks if one.proves is not None]])


def _in_time(evidence: Evidence, bound: datetime, window: Window, policy: Policy) -> list[Finding]:
    latest = moved(window.last, policy.lags[evidence.event])
    if bound > latest:
        return [_told("coverage.late", evidence, bound, latest)]
    earliest = moved(window.first, -policy.tolerances.clock)
    if bound < earliest:
        return [_told("coverage.before_event", evidence, bound, earliest)]
    return []


def _told(code: str, evidence: Evidence, bound: datetime, limit: datetime) -> Finding:
    return finding(code, evidence.id, observed=rfc3339(bound), expected=rfc3339(limit))


def _one_source(marks: Sequence[Mark], operators: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the names of the one operator behind every technique of an item, if there is one."""
    if len({one.kind for one in marks}) > 1:
        makers = [names for one in marks for names in one.makers or (frozenset[str](),)]
        for who in operators:
            if all(not who.isdisjoint(names) for names in makers):
                return who & frozenset[str]().union(*makers)
    return frozenset()
