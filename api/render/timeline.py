"""Claimed and proven times of a case in one order: a judge's first question is which is which."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from api.render.edition import Edition
from api.render.measures import beijing, instant

__all__ = ["Point", "timeline_of"]

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_PROVING = ("timestamp", "anchor")
_NAMED = 3


class Point(NamedTuple):
    """One dot of the time line."""

    kind: str
    """claimed | proven | validated."""
    time: str
    said: bool
    """Whether the time is no time and stands as its sender wrote it."""
    heading: str
    titles: tuple[str, ...]
    """Titles of the items that share the instant, as their sender wrote them."""
    more: str | None
    """Said where not all titles are given."""
    note: str


class _Mention(NamedTuple):
    kind: str
    raw: str
    title: str
    note: str


def _source(edition: Edition, item: Mapping[str, Any]) -> str:
    for proof in item["proofs"]:
        if proof["kind"] in _PROVING and proof["proven_time"] == item["proven_time"]:
            return edition.say("proven_note", kind=edition.say(proof["kind"]))
    return edition.say("proven_other")


def _mentions(edition: Edition, items: Sequence[Mapping[str, Any]], at: str) -> Iterator[_Mention]:
    for item in items:
        if item["claimed_time"] is not None:
            yield _Mention("claimed", item["claimed_time"], item["title"], "")
        if item["proven_time"] not in {None, at}:
            yield _Mention("proven", item["proven_time"], item["title"], _source(edition, item))


def _validated(edition: Edition, items: Sequence[Mapping[str, Any]], at: str) -> Point:
    only_now = sum(item["proven_time"] == at for item in items)
    note = edition.say("validated_note", n=only_now) if only_now else ""
    return Point("validated", beijing(at), False, edition.say("validated"), (), None, note)


def timeline_of(edition: Edition, items: Sequence[Mapping[str, Any]], at: str) -> tuple[Point, ...]:
    """Every claimed and proven time, oldest first, items of one instant together."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    mentions = sorted(
        _mentions(edition, items, at), key=lambda m: (instant(m.raw) or _EARLIEST, m.kind)
    )
    for mention in mentions:
        groups.setdefault((mention.kind, mention.raw, mention.note), []).append(mention.title)
    points = [
        Point(
            kind=kind,
            time=beijing(raw),
            said=instant(raw) is None,
            heading=edition.say(kind),
            titles=tuple(titles[:_NAMED]),
            more=edition.say("and_more", n=len(titles)) if len(titles) > _NAMED else None,
            note=note,
        )
        for (kind, raw, note), titles in groups.items()
    ]
    return (*points, _validated(edition, items, at))
