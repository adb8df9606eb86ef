"""The admission part of a batch page: what to do first, counts by verdict, cases under each.

At its head stands what frees most cases: one paper or one decision. Then what a person decides
first, grouped by question, since one answer holds for every case in its reach.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from api.render.admissionwords import ROUTES
from api.render.conclusion import Count
from api.render.edition import Edition
from api.render.inputs import Fact
from api.render.opinion import received, rules_fact
from api.render.questions import Question, questions_of
from api.render.refs import article_name
from api.render.summary import CaseSummary, Gathered, Judged, Kept, Told

__all__ = ["BatchAdmission", "Defects", "Paper", "Route", "RouteCase", "batch_admission"]

_PAPERS = 12
"""Papers and decisions at the head of the page."""
_QUESTIONS = 100
_KINDS = ("document", "decision")
_ADMITTED = "BATCH_ODR"


class Paper(NamedTuple):
    """One set of papers and decisions, and what it frees."""

    frees: int
    sentence: str
    documents: tuple[tuple[str, str], ...]
    """Kind and words of each, where there is more than one."""


class Defects(NamedTuple):
    """One defect over the batch."""

    cases: int
    articles: str
    sentence: str
    cure: str | None
    code: str


class RouteCase(NamedTuple):
    """One case under its verdict."""

    case_key: str
    href: str | None
    ended: str | None
    reasons: tuple[str, ...]
    more: str | None


class Route(NamedTuple):
    """The cases of one verdict."""

    anchor: str
    mark: str
    word: str
    n: int
    cases: tuple[RouteCase, ...]
    cut: str | None


class BatchAdmission(NamedTuple):
    """Everything about admission that a batch page shows."""

    mark: str
    sentence: str
    counts: tuple[Count, ...]
    papers: tuple[Paper, ...]
    blocking: tuple[Question, ...]
    advisory: tuple[Question, ...]
    more: str | None
    """Said where not every question is listed."""
    defects: tuple[Defects, ...]
    routes: tuple[Route, ...]
    pages: Mapping[str, str]
    """Where the page of a case lies, of the cases listed."""
    inputs: tuple[Fact, ...]
    """The rules, and what the verification rests on."""


def _paper(edition: Edition, one: Mapping[str, Any]) -> Paper:
    documents = one["documents"]
    if len(documents) < 2:
        return Paper(one["frees"], edition.pick(one["words"]), ())
    told = tuple(
        (edition.say(f"kind_{each['kind']}"), edition.pick(each["words"])) for each in documents
    )
    return Paper(one["frees"], _lead(edition, documents, one["frees"]), told)


def _lead(edition: Edition, documents: Iterable[Mapping[str, Any]], frees: int) -> str:
    """How many papers and decisions, whose words stand below, admit how many cases."""
    kinds = Counter(each["kind"] for each in documents)
    parts = [edition.say(f"n_{kind}", n=kinds[kind]) for kind in _KINDS if kinds[kind]]
    what = ("、" if edition.lang == "zh" else " and ").join(parts)
    return edition.say("papers_lead", what=what, n=f"{frees:,}")


def _told(edition: Edition, one: Told) -> str:
    name = article_name(edition, one["article"])
    return f"{name} {edition.pick(one['words'])}".strip()


def _case(edition: Edition, summary: CaseSummary, judged: Judged) -> RouteCase:
    left = judged["reasons_n"] - len(judged["reasons"])
    ended = judged["ended"]
    return RouteCase(
        case_key=summary["case_key"],
        href=summary["href"],
        ended=edition.ended(ended) if ended else None,
        reasons=tuple(dict.fromkeys(_told(edition, one) for one in judged["reasons"])),
        more=edition.say("and_so_on", n=judged["reasons_n"]) if left else None,
    )


def _route(edition: Edition, route: str, n: int, kept: Kept) -> Route:
    mark, *words = ROUTES[route]
    cut = edition.say("cut", shown=len(kept), total=n) if len(kept) < n else None
    cases = tuple(_case(edition, summary, judged) for summary, judged in kept)
    return Route(f"r-{route.lower()}", mark, edition.choose((words[0], words[1])), n, cases, cut)


def _defects(edition: Edition, gathered: Gathered) -> tuple[Defects, ...]:
    rows = []
    for code, cases in sorted(gathered.defects.items(), key=lambda row: (-row[1], row[0])):
        one = gathered.defect_told[code]
        rows.append(
            Defects(
                cases,
                article_name(edition, one["article"]),
                edition.pick(one["words"]),
                None if one["cure"] is None else edition.pick(one["cure"]),
                code,
            )
        )
    return tuple(rows)


def _sentence(edition: Edition, routes: Mapping[str, int]) -> tuple[str, str]:
    """Mark and sentence."""
    cases, admitted = sum(routes.values()), routes.get(_ADMITTED, 0)
    if cases == admitted:
        return "ok", edition.say("all_admitted", n=f"{cases:,}")
    left = f"{cases - admitted:,}"
    return "warn", edition.say("some_admitted", cases=f"{cases:,}", n=f"{admitted:,}", left=left)


def _pages(gathered: Gathered) -> dict[str, str]:
    kept = (summary for cases in gathered.by_route.values() for summary, _ in cases)
    return {one["case_key"]: one["href"] for one in kept if one["href"] is not None}


def _more(edition: Edition, questions: Sequence[Question], untold: Mapping[str, int]) -> str | None:
    blocking = sum(one.blocking for one in questions)
    cut = sum(max(n - _QUESTIONS, 0) for n in (blocking, len(questions) - blocking))
    n = cut + untold.get("questions", 0)
    return edition.say("more_questions", n=n) if n else None


def batch_admission(
    edition: Edition, batch: Mapping[str, Any], gathered: Gathered
) -> BatchAdmission | None:
    """The admission part of a batch; None where no case of it was judged."""
    value = batch["batch"]
    routes: Mapping[str, int] = value.get("routes") or gathered.routes
    if not routes:
        return None
    mark, sentence = _sentence(edition, routes)
    counts = tuple(
        Count(mark, routes.get(route, 0), edition.choose((zh, en)))
        for route, (mark, zh, en) in ROUTES.items()
    )
    questions = questions_of(edition, value.get("questions") or ())
    papers = value.get("papers") or ()
    return BatchAdmission(
        mark=mark,
        sentence=sentence,
        counts=counts,
        papers=tuple(_paper(edition, one) for one in papers[:_PAPERS]),
        blocking=tuple(one for one in questions if one.blocking)[:_QUESTIONS],
        advisory=tuple(one for one in questions if not one.blocking)[:_QUESTIONS],
        more=_more(edition, questions, value.get("untold") or {}),
        defects=_defects(edition, gathered),
        routes=tuple(
            _route(edition, route, routes[route], gathered.by_route[route])
            for route in ROUTES
            if routes.get(route)
        ),
        pages=_pages(gathered),
        inputs=(
            *(rules_fact(edition, one) for one in gathered.rules.values()),
            *received(edition, value["judgement"]),
        ),
    )
