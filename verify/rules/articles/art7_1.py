"""Article 7 (1): evidence of the lender's standing, and its licence in force when it mattered.

Its documents are looked for by the kind of a shared line or by a title, as the rules say; the
licence to lend is held against the registry on the day of the contract and of every disbursement,
and a day that no proof bounds is told as the lender's word. A term that is stated and is not the
registered one is for a person, once for the lender.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from verify.codes.table import finding
from verify.path.window import LATEST, Window, moved
from verify.rules.articles.material import Document, absent_or_present, documents, told_of
from verify.rules.articles.signing import stated_day
from verify.rules.case import CaseView
from verify.rules.corroboration import of_lender
from verify.rules.court import court_day
from verify.rules.coverage import CoverageState
from verify.rules.events import DISBURSEMENT
from verify.rules.outcome import Issue
from verify.rules.registry import LenderRecord, Licence
from verify.rules.scopes import lender_key

__all__ = ["judge"]

_ABSENT = {
    name: Issue(finding(f"art7_1.{name}_absent", "7(1)"))
    for name in (
        "business_licence", "legal_representative", "legal_representative_id", "loan_licence",
    )
}  # fmt: skip
"""Documents of the lender to what is said where one is not found."""


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (1)."""
    held = documents(case, 1)
    here = [one for one in held if one.here]
    found = _missing(case, here) or [absent_or_present(case, 1, held)]
    return (*found, *_licence(case), *of_lender(case), *told_of(case, 1, held))


def _missing(case: CaseView, here: list[Document]) -> list[Issue]:
    """Return the documents that neither the kind nor the title of an item says are there."""
    return [
        _ABSENT[words.document]
        for words in case.rules.documents(*_ABSENT)
        if not any(one.shows(words) for one in here)
    ]


def _licence(case: CaseView) -> list[Issue]:
    lender = case.registry.lender
    if lender is None:
        return []
    found = []
    stated = case.elements.text("b_licence_no")
    if stated is not None and stated not in [one.no for one in lender.licences]:
        found.append(Issue(finding("art7_1.licence_differs", "b_licence_no"), ("b_licence_no",)))
    days = list(_days(case))
    without = [one for one in days if not _licensed(lender, one.window)]
    if without:
        one = finding("art7_1.licence_not_in_force", "b_licence_no", observed=_told(without[:1]))
        found.append(Issue(one, ("b_licence_no", *[day.element for day in without])))
    found += _stated_term(case, lender)
    registered = finding("art7_1.licence_registered", "b_licence_no", observed=_told(days))
    return found or [Issue(registered, ("b_licence_no",))]


_TERM = ("b_licence_from", "b_licence_to")
_OPEN = "长期"


def _stated_term(case: CaseView, lender: LenderRecord) -> Iterator[Issue]:
    """Yield that the term stated is that of no registered licence of the number stated."""
    stated = [case.elements.day(key) for key in _TERM]
    terms = [_days_of(one) for one in lender.licences if one.no == case.elements.text(_NO)]
    if not terms or any(_agree(stated, term) for term in terms):
        return
    told = finding(
        "art7_1.licence_term_differs", _TERM[0],
        observed=_span(stated), expected="、".join([_span(term) for term in terms[:_SHOWN]]),
    )  # fmt: skip
    yield Issue(told, (*_TERM, _NO), scope_key=lender_key(case.head, _span(stated)))


_NO = "b_licence_no"
_SHOWN = 4
_INSTANT = timedelta(microseconds=1)


def _days_of(licence: Licence) -> list[date | None]:
    """Return the first and the last day of a licence; None where open, or as late as time goes."""
    begin, end = licence.term
    ends = None if end is None or end.year == LATEST.year else moved(end, -_INSTANT)
    return [None if begin is None else court_day(begin), None if ends is None else court_day(ends)]


def _agree(stated: list[date | None], term: list[date | None]) -> bool:
    """Whether each day stated is the registered one; a first day not on record is any."""
    first = stated[0] is None or term[0] is None or stated[0] == term[0]
    return first and (stated[1] is None or stated[1] == term[1])


def _span(days: list[date | None]) -> str:
    first, last = (_OPEN if day is None else day.isoformat() for day in days)
    return f"{first} – {last}"


class _Day(NamedTuple):
    """A day that chooses a licence."""

    element: str
    """Key of the element that states it."""
    window: Window
    proven: bool
    """Whether a proof lies within the lag of it."""


def _days(case: CaseView) -> Iterator[_Day]:
    """Yield the day of the contract and of each disbursement."""
    for row in case.coverage.rows:
        event = row.event
        if event.window is not None and event.kind in ("contract", DISBURSEMENT):
            in_time = row.state is CoverageState.IN_TIME
            yield _Day(event.elements[0], event.window, in_time)


def _told(days: Iterable[_Day]) -> str:
    """Return days as text, each with what it rests on where nothing proves it (judgement 6)."""
    texts = [(court_day(one.window.first).isoformat(), one.proven) for one in days]
    return "、".join(
        dict.fromkeys([text if proven else stated_day(text) for text, proven in texts])
    )


def _licensed(lender: LenderRecord, window: Window) -> bool:
    """Whether a licence was in force at some time of an event: of a day, that is enough."""
    return lender.licence(window.first) is not None or lender.licence(window.last) is not None
