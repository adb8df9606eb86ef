"""Coverage (Art. 5 (2)): events against techniques, the claimed time beside the proven ones."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import chain
from typing import Any, NamedTuple

from api.render.admissionwords import MARKS
from api.render.edition import Edition
from api.render.measures import beijing, instant
from api.render.refs import Evidence

__all__ = ["Cell", "EventLine", "Matrix", "Proof", "matrix_of"]

_TECHNIQUES = ("signature", "timestamp", "digest", "chain", "platform")
"""The columns of judgement 5; another one stands after them under its own name."""

_RECEIVED = "received"
"""The court's receipt of the original: no technique, and a column only where it stands."""
_COUNTED = ("IN_TIME", "LATE", "PLATFORM_TIME", "BEFORE_EVENT")
_GOOD = ("IN_TIME", "PLATFORM_TIME")
_STATES = {
    **{state: f"cell_{state}" for state in _COUNTED},
    "UNCOVERED": "row_UNCOVERED",
    "NOT_APPLICABLE": "NOT_APPLICABLE",
}
_MIDNIGHT = "00:00:00"
_KEPT = 3
"""Proofs told of one cell; the evidence below has all."""


class _Made(NamedTuple):
    """What a matrix is made with."""

    evidence: Mapping[str, Evidence]
    at: str


class Proof(NamedTuple):
    """One proof in a cell."""

    mark: str
    word: str
    bound: str | None
    """Its proven upper bound."""
    evidence: Evidence | None


class Cell(NamedTuple):
    """One technique of one event."""

    technique: str
    proofs: tuple[Proof, ...]
    more: str | None


class EventLine(NamedTuple):
    """One event."""

    label: str
    mark: str
    state: str
    """Its state in a word."""
    words: str
    times: tuple[str, ...]
    """The claimed time, or the two ends of a claimed span."""
    cells: tuple[Cell, ...]


class Matrix(NamedTuple):
    """The whole coverage."""

    techniques: tuple[str, ...]
    lines: tuple[EventLine, ...]


def _proof(edition: Edition, cell: Mapping[str, Any], row: Mapping[str, Any], made: _Made) -> Proof:
    state, bound = cell["state"], cell["bound"]
    counts = state in _COUNTED and (state in _GOOD or row["state"] not in _GOOD)
    now = state == "LATE" and bound == made.at
    return Proof(
        mark=MARKS[state] if counts else "na",
        word=edition.say("cell_now" if now else _STATES.get(state, "cell_other")),
        bound=beijing(bound) if bound and not now else None,
        evidence=made.evidence.get(cell["item"]),
    )


def _times(edition: Edition, span: Mapping[str, Any] | None) -> tuple[str, ...]:
    ends = [end for end in (span["from"], span["to"]) if end] if span else []
    told = [_whole_day(ends) or beijing(end) for end in ends]
    shown = list(dict.fromkeys(told))
    return tuple(shown) if len(shown) < 2 else (shown[0], f"{edition.say('until')} {shown[1]}")


def _whole_day(ends: list[str]) -> str:
    """The day that a span from midnight to midnight is; else nothing."""
    first, last = instant(ends[0]), instant(ends[-1])
    if first is None or last is None or last - first != timedelta(days=1):
        return ""
    day, _, time = beijing(ends[0]).partition(" ")
    return day if time == _MIDNIGHT else ""


def _line(
    edition: Edition,
    row: Mapping[str, Any],
    techniques: Iterable[str],
    made: _Made,
) -> EventLine:
    cells = []
    for technique in techniques:
        own = [one for one in row["cells"] if one["technique"] == technique]
        proofs = _told_once(_proof(edition, one, row, made) for one in own)
        more = edition.say("and_so_on", n=len(proofs)) if len(proofs) > _KEPT else None
        cells.append(Cell(_technique(edition, technique), proofs[:_KEPT], more))
    return EventLine(
        label=_label(edition, row["label"]),
        mark=MARKS.get(row["state"], "na"),
        state=edition.say(_STATES.get(row["state"], "cell_other")),
        words=edition.pick(row["words"]),
        times=_times(edition, row["event_time"]),
        cells=tuple(cells),
    )


def _told_once(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Proofs of one cell that read the same, once: the first leads to its evidence."""
    told: dict[tuple[str, str | None], Proof] = {}
    for one in proofs:
        told.setdefault((one.word, one.bound), one)
    return tuple(told.values())


def _label(edition: Edition, label: object) -> str:
    return edition.pick(label) if isinstance(label, Mapping) else str(label)


def _technique(edition: Edition, technique: str) -> str:
    known = technique in {*_TECHNIQUES, _RECEIVED}
    return edition.say(f"t_{technique}") if known else technique


def matrix_of(
    edition: Edition,
    coverage: Iterable[Mapping[str, Any]],
    evidence: Mapping[str, Evidence],
    at: str,
) -> Matrix:
    """The coverage of a report, a column for each technique; `at` is the validation time."""
    made = _Made(evidence, at)
    rows = list(coverage)
    found = dict.fromkeys(chain.from_iterable(_named(row) for row in rows))
    techniques = (*_TECHNIQUES, *(one for one in found if one not in _TECHNIQUES))
    return Matrix(
        techniques=tuple(_technique(edition, one) for one in techniques),
        lines=tuple(_line(edition, row, techniques, made) for row in rows),
    )


def _named(row: Mapping[str, Any]) -> list[str]:
    return [cell["technique"] for cell in row["cells"]]
