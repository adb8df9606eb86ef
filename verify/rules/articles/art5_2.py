"""Article 5 (2): what the coverage matrix comes to, row by row (judgement 5).

Also contradictions of any item of the case, and what its checks say of coverage.
"""

from datetime import datetime, timedelta

from anchors.limits import LIMITS
from verify.canonical import rfc3339
from verify.codes.table import finding
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.path.window import Window, moved
from verify.rules.articles.material import Document, contradictions, undecided
from verify.rules.case import CaseView
from verify.rules.coverage import CoverageState, EventRow, Technique
from verify.rules.events import day_window
from verify.rules.outcome import Issue
from verify.rules.scopes import platform_key, product_key

__all__ = ["judge"]

_DAY = timedelta(days=1)
_OTHER_PROOFS = "m_other_proofs"
_REPAYMENT = "repayment"
_COVERED = finding("art5_2.covered", "5(2)")
_BEFORE = "coverage.before_event"
_UNCOVERED = "art5_2.event_uncovered"
_DAMAGED = "package.payload_damaged"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 5 (2)."""
    held = [Document(one.evidence.id, "", one) for one in case.items]
    shared = [Document(one.name, one.kind, one.outcome) for one in case.shared]
    issues = contradictions([*held, *shared])
    for row in case.coverage.rows:
        issues += _row(case, row)
    told = _told(held)
    if not issues:
        cells = [row.decisive.item for row in case.coverage.rows if row.decisive is not None]
        issues.append(Issue(_COVERED, items=tuple(dict.fromkeys(cells))))
    return (*issues, *told)


def _told(held: list[Document]) -> list[Issue]:
    """Return what the checks say of the coverage of single items."""
    found = [
        Issue(each, items=(one.name,))
        for one in held
        for each in one.outcome.findings
        if each.status is CheckStatus.HUMAN and each.code.startswith("coverage.")
    ]
    return found[: LIMITS.article_issues]


def _row(case: CaseView, row: EventRow) -> list[Issue]:
    issues = []
    if row.differs is not None:
        found = finding("art5_2.label_differs", row.differs, expected=row.event.key)
        issues.append(Issue(found, items=(row.differs,)))
    make = _OF_STATE.get(row.state)
    return issues if make is None else [*issues, *make(case, row)]


def _issue(
    code: str, row: EventRow, observed: str | None = None, scope_key: str | None = None,
    expected: str | None = None,
) -> list[Issue]:  # fmt: skip
    found = finding(code, row.event.key, observed=observed, expected=expected)
    return [Issue(found, row.event.elements, row.items, scope_key)]


def _platform_time(case: CaseView, row: EventRow) -> list[Issue]:
    """Ask whether the time that a platform alone gives may stand."""
    cell = row.decisive or row.cells[0]
    words = [p.word for one in case.items for p in one.proofs if p.id == cell.proof and p.word]
    key = platform_key(words[0].platform_id) if words else None
    return _issue("art5_2.platform_time", row, rfc3339(cell.bound), key)


def _late(case: CaseView, row: EventRow) -> list[Issue]:
    """Ask whether a later proof may stand: of the product before the default, else of the case."""
    late = row.decisive or row.cells[0]
    if late.technique is Technique.RECEIVED or row.received:
        return _issue("art5_2.not_deposited", row, scope_key=product_key(case.head))
    bound, window = late.bound, row.event.window
    days = str(_days_after(bound, window))
    expected = rfc3339(moved(window.last, case.policy.lags[row.event.kind])) if window else None
    code = "art5_2.late" if row.event.kind == _REPAYMENT else _beside_default(case, bound)
    key = product_key(case.head, row.event.kind) if code == "art5_2.late" else None
    return _issue(code, row, days, key, expected)


def _days_after(bound: datetime, window: Window | None) -> int:
    """Return the days from an event to what is proved of it, begun ones counted whole."""
    return 0 if window is None else -((window.last - bound) // _DAY)


def _beside_default(case: CaseView, bound: datetime) -> str:
    """Return the code of a late bound by where it lies beside the default, as that is stated."""
    overdue = day_window(case.elements.day("j_overdue_from"))
    if overdue is None:
        return "art5_2.late_default_unknown"
    return "art5_2.late" if bound < overdue.first else "art5_2.late_after_default"


def _before_event(case: CaseView, row: EventRow) -> list[Issue]:
    """Ask about a row proved too early alone, where the checks of its items do not ask already."""
    mine = frozenset(row.items)
    for one in case.items:
        if one.evidence.id in mine and _BEFORE in [each.code for each in one.findings]:
            return []
    return _issue("art5_2.before_event", row, rfc3339((row.decisive or row.cells[0]).bound))


def _uncovered(case: CaseView, row: EventRow) -> list[Issue]:
    """Say what stands in the way of a row: a time, an undecided check, or that nothing is there."""
    if row.event.window is None:
        return _issue("art5_2.event_time_absent", row)
    held = _held(case, row)
    if any(_is_damaged(one) for one in held):
        return []  # the very bytes are called for; a proof of them is there
    open_ones = [
        one for one in held if one.outcome.result.result is ItemResult.UNVERIFIABLE and one.here
    ]
    for one in open_ones:
        # One item that only our own store leaves open would cover the event, whatever the others.
        ours = undecided([one], _UNCOVERED, row.event.key)
        if ours[0].finding.code != _UNCOVERED:
            return ours
    if case.elements.said(_OTHER_PROOFS, "否") and all(one.here for one in held):
        return _issue("art5_2.none_exists", row)
    if not open_ones:
        return _issue(_UNCOVERED, row)
    issues = undecided(open_ones, _UNCOVERED, row.event.key)
    return [one._replace(elements=row.event.elements) for one in issues]


def _is_damaged(one: Document) -> bool:
    return any(each.code == _DAMAGED for each in one.outcome.findings)


def _held(case: CaseView, row: EventRow) -> list[Document]:
    mine = frozenset(row.items)
    return [Document(one.evidence.id, "", one) for one in case.items if one.evidence.id in mine]


_OF_STATE = {
    CoverageState.PLATFORM_TIME: _platform_time,
    CoverageState.LATE: _late,
    CoverageState.BEFORE_EVENT: _before_event,
    CoverageState.UNCOVERED: _uncovered,
}
