"""The advice on admission as the first thing a reader sees: the verdict's word, and why.

Defects come first, then what a person has to decide. The word is the verdict's own; that a machine
advises and a person decides is said beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.render.admissionwords import MARKS, ROUTES
from api.render.conclusion import Count
from api.render.defects import Defect
from api.render.edition import Edition
from api.render.inputs import Fact, chosen_inputs
from api.render.questions import Question
from api.render.refs import article_name

__all__ = ["Opinion", "Pointer", "opinion_of", "received", "rules_fact"]

_COUNTED = ("MET", "NOT_MET", "INCOMPLETE", "OPEN")
_POINTED = 4
"""Defects and questions named in the conclusion; the cards below have all."""
_ARTICLES = 6


class Pointer(NamedTuple):
    """A line of the conclusion that leads to a defect or a question."""

    mark: str
    words: str
    anchor: str
    text: str


class Opinion(NamedTuple):
    """The advice on one case."""

    mark: str
    words: str
    why: str
    ended: str | None
    """What people made of the case."""
    waits: str | None
    counts: tuple[Count, ...]
    pointers: tuple[Pointer, ...]
    more: str | None
    inputs: tuple[Fact, ...]
    """The rules, and what the verification rests on."""


def rules_fact(edition: Edition, rules: Mapping[str, Any]) -> Fact:
    """Which rules judged: the set's name, its regime, and the filing where one was accepted.

    A batch tells of the sets alone: its cases name what chose theirs.
    """
    key, chosen = str(rules["regime"]), rules.get("chosen_for")
    words = [edition.say(key) if key in {"regime-2018", "regime-2025"} else key]
    if chosen is not None and chosen["by"] == "decision":
        words.append(edition.say("rules_of_filing", day=chosen["day"]))
    return Fact(edition.say("rules_used"), str(rules["id"]), edition.join(*words))


def received(edition: Edition, judgement: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What the verification rests on; its time is the receipt's, which chose the rules."""
    time, *rest = chosen_inputs(edition, judgement)
    return (time._replace(label=edition.say("receipt_time")), *rest)


def _articles(edition: Edition, articles: Iterable[str]) -> str:
    names = list(dict.fromkeys(article_name(edition, one) for one in articles))
    told = ("、" if edition.lang == "zh" else ", ").join(names[:_ARTICLES])
    return told + ("…" if len(names) > _ARTICLES else "")


def _why(
    edition: Edition,
    report: Mapping[str, Any],
    defects: tuple[Defect, ...],
    questions: tuple[Question, ...],
) -> str:
    told = []
    broken = sum(item["result"] == "inconsistent" for item in report["items"])
    if broken:
        told.append(edition.say("why_contradiction", n=broken))
    if defects:
        articles = _articles(edition, (one["article"] for one in report["verdict"]["defects"]))
        told.append(edition.say("why_defects", n=len(defects), articles=articles))
    blocking = sum(one.blocking for one in questions)
    advisory = sum(not one.blocking and not one.decided for one in questions)
    if blocking:
        told.append(edition.say("why_blocking", n=blocking))
    if not told:
        told.append(edition.say("why_clear"))
    if advisory:
        told.append(edition.say("why_advisory", n=advisory))
    return edition.join(*told)


def _pointers(defects: tuple[Defect, ...], questions: tuple[Question, ...]) -> tuple[Pointer, ...]:
    """Defects, then questions; what is both is told once."""
    faults = [Pointer(d.mark, d.status, d.anchor, f"{d.article} {d.sentence}") for d in defects]
    asked = [
        Pointer("warn", q.effect, q.anchor, f"{q.article} {q.sentence}")
        for q in questions
        if q.blocking
    ]
    told: dict[str, Pointer] = {}
    for one in (*faults, *asked):
        told.setdefault(one.text, one)
    return tuple(told.values())


def opinion_of(
    edition: Edition,
    report: Mapping[str, Any],
    defects: tuple[Defect, ...],
    questions: tuple[Question, ...],
) -> Opinion:
    """The advice of a report."""
    verdict = report["verdict"]
    results = Counter(one["result"] for one in report["articles"])
    pointers = _pointers(defects, questions)
    ended = verdict["ended"]
    return Opinion(
        mark=ROUTES[verdict["route"]][0],
        words=edition.pick(verdict["words"]),
        why=_why(edition, report, defects, questions),
        ended=edition.ended(ended) if ended else None,
        waits=edition.say("would_wait") if verdict["would_wait_for"] else None,
        counts=tuple(Count(MARKS[r], results[r], edition.say(r)) for r in _COUNTED),
        pointers=pointers[:_POINTED],
        more=(edition.say("and_so_on", n=len(pointers)) if len(pointers) > _POINTED else None),
        inputs=(rules_fact(edition, verdict["rules"]), *received(edition, report["judgement"])),
    )
