"""Defects of a case as people read them: article, sentence, where it lies, how it is cured."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.render.admissionwords import MARKS
from api.render.columns import clipped
from api.render.edition import Edition
from api.render.measures import in_beijing
from api.render.refs import Evidence, Where, article_name, element_name, where_of
from api.render.sums import money
from verify.rules.elements.subject import place_of
from verify.telling import expected_label

__all__ = ["SEEN", "Defect", "defects_of", "notice_of", "seen"]

SEEN = 480
"""Columns of what was seen or called for, at most: a clause is read in its contract."""

_NOTICE_LINES = 400
_NOTICE_LINE = 2000


class Defect(NamedTuple):
    """One defect."""

    number: int
    anchor: str
    mark: str
    status: str
    """The article result that it makes, in a word."""
    article: str
    code: str
    sentence: str
    whose: str | None
    """Said where it is not the sender's matter."""
    where: Where
    observed: str | None
    expected: str | None
    called: str
    """What stands before `expected`."""
    cure: str | None
    """None where nothing cures it."""


_RESULTS = {"FAILED": "NOT_MET", "INDETERMINATE": "INCOMPLETE", "HUMAN": "OPEN"}


def seen(edition: Edition, text: str | None, named: Iterable[str] = ()) -> str | None:
    """What was seen or called for, in bounds, in Beijing time, elements by their labels.

    Elements that are `named` beside it already are nothing that was seen; codes are told in words.
    """
    causes = edition.causes(text)
    if causes is not None:
        return clipped(causes, SEEN)
    told = in_beijing(text)
    if told is None:
        return None
    keys = told[:SEEN].split(", ")
    if all(key in named for key in keys):
        return None
    if all(place_of(key) is not None for key in keys):
        told = "；".join(element_name(edition, key) for key in keys)
    return clipped(money(told) or told, SEEN)


def _cure(edition: Edition, defect: Mapping[str, Any]) -> str | None:
    if not defect["curable"]:
        return None
    return edition.pick(defect["cure"]) if defect["cure"] else edition.say("cure_plain")


def _defect(
    edition: Edition, number: int, defect: Mapping[str, Any], evidence: Mapping[str, Evidence]
) -> Defect:
    status = _RESULTS.get(defect["status"], defect["status"])
    side = defect["side"]
    return Defect(
        number=number,
        anchor=f"d-{number}",
        mark=MARKS.get(status, "warn"),
        status=edition.say(status),
        article=article_name(edition, defect["article"]),
        code=defect["code"],
        sentence=edition.pick(defect["words"]),
        whose=None if side == "sender" else edition.say(f"side_{side}"),
        where=where_of(edition, defect["elements"], defect["items"], evidence),
        observed=edition.places(defect["code"], defect["observed"])
        or seen(edition, defect["observed"], defect["elements"]),
        expected=seen(edition, defect["expected"], defect["elements"]),
        called=edition.choose(expected_label(defect["code"])),
        cure=_cure(edition, defect),
    )


def defects_of(
    edition: Edition, verdict: Mapping[str, Any], evidence: Mapping[str, Evidence]
) -> tuple[Defect, ...]:
    """Every defect in the order of the verdict."""
    return tuple(_defect(edition, n, one, evidence) for n, one in enumerate(verdict["defects"], 1))


def notice_of(verdict: Mapping[str, Any]) -> tuple[str, ...]:
    """The lines of the notice that is ready to be sent; it is issued in Chinese alone."""
    notice = verdict["notice"]
    lines = notice["zh"].splitlines() if notice else []
    return tuple(clipped(line, _NOTICE_LINE) for line in lines[:_NOTICE_LINES])
