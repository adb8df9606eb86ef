"""The points of a letter: what is wrong, where, and what to send, defects of one kind together.

Each point stands by itself: a plain sentence, the causes where a check names them, every place,
what is asked for, and the machine code in brackets at its end. The right value is told only where
it was computed for that very element (`debt.*`); of a malformed one an example of the form. Of a
contradiction nothing is told but that data differ (judgement 7).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from verify.findings import CodeRow
from verify.judging import ItemOutcome
from verify.rules.defects import Defect
from verify.rules.elements.subject import place_of
from verify.rules.located import element_words, places_of, quoted
from verify.telling import causes_of, expected_label
from verify.words import PROOF_NAMES

__all__ = ["DIFFERS", "point_lines"]

DIFFERS = "数据不一致，原因待查"
_PLAIN_CURE = "请补充、更正上述内容。"
_WITHHELD = "proof.withheld"
_SEE_OBSERVED = "，原因见所见内容"
_OF_EVENTS = "art5_2."
"""Codes whose subject is an event of the loan."""
_LONG = 2000
"""Characters of what was computed: the figures that follow stand with it."""


class _Kind(NamedTuple):
    """What defects told in one point have in common."""

    sentence: str
    rule: str
    """The article, where no place is named."""
    causes: tuple[str, ...]
    values: tuple[str, ...]
    """What is stated, what it has to be, or an example of its form."""
    cure: str


class _Point:
    """One point: everything that defects of one kind lie in."""

    def __init__(self) -> None:
        self.said: dict[str, None] = {}
        """Events, and malformed elements with what is stated there."""
        self.elements: dict[str, None] = {}
        self.items: dict[str, None] = {}
        self.others: dict[str, None] = {}
        """Elements that are concerned as well."""
        self.codes: dict[str, None] = {}
        self.causes: dict[str, None] = {}

    def add(self, defect: Defect, events: Mapping[str, str]) -> None:
        """Add where a defect lies."""
        found, issue = defect.issue.finding, defect.issue
        self.codes[found.code] = None
        self.causes.update(dict.fromkeys(row.code for row in _causes(defect)))
        self.items.update(dict.fromkeys(issue.items))
        place = place_of(found.subject)
        if found.code.startswith(_OF_EVENTS) and found.subject in events:
            self.said[f"环节“{events[found.subject]}”"] = None
            self.elements.update(dict.fromkeys(issue.elements))
        elif place is None:
            self.elements.update(dict.fromkeys(issue.elements))
        elif _is_computed(defect):
            self.elements[found.subject] = None
            self.others.update(dict.fromkeys(_beside(defect)))
        elif _is_malformed(defect) and "/" not in found.subject and found.observed:
            self.said[f"{element_words(found.subject)}（所填 {quoted(found.observed)}）"] = None
        else:
            self.elements.update(dict.fromkeys(issue.elements or (found.subject,)))


def point_lines(
    defects: Iterable[Defect], items: Mapping[str, ItemOutcome], events: Mapping[str, str]
) -> list[str]:
    """Return the points, each with its lines.

    Args:
        defects: what the sender is to cure, in the order of the articles.
        items: items of evidence, by the name that issues have for them.
        events: names of the events of the loan, by their key.
    """
    points: dict[_Kind, _Point] = {}
    for one in defects:
        points.setdefault(_kind(one, items), _Point()).add(one, events)
    return ["\n   ".join(_lines(kind, point, items)) for kind, point in points.items()]


def _lines(kind: _Kind, point: _Point, items: Mapping[str, ItemOutcome]) -> Iterator[str]:
    yield f"{kind.sentence}。"
    if kind.causes:
        yield f"原因：{'；'.join(kind.causes)}。"
    places = [*point.said, *places_of(point.elements, point.items, items)]
    yield f"所在：{'；'.join(places)}。" if places else f"对应：{kind.rule}。"
    if point.others:
        yield f"相关：{'；'.join(places_of(point.others, (), items))}。"
    yield from kind.values
    yield f"补正：{kind.cure} [{', '.join([*point.codes, *point.causes])}]"


def _kind(defect: Defect, items: Mapping[str, ItemOutcome]) -> _Kind:
    causes, cure = _causes(defect), defect.cure
    lacking = _lacking(items[name] for name in defect.issue.items if name in items)
    told = [_cause(row) + (lacking if row.code == _WITHHELD else "") for row in causes]
    return _Kind(
        DIFFERS if defect.row.contradiction else _sentence(defect.words.zh),
        "" if _is_placed(defect) else defect.row.rule,
        tuple(dict.fromkeys(told)),
        _values(defect),
        _PLAIN_CURE if cure is None else cure.zh,
    )


def _cause(row: CodeRow) -> str:
    return DIFFERS if row.contradiction else _sentence(row.zh)


def _lacking(held: Iterable[ItemOutcome]) -> str:
    """Return the kinds of proof that are called for and are not there, in brackets."""
    kinds = {one.expected for item in held for one in item.findings if one.code == _WITHHELD}
    names = [words.zh for kind, words in PROOF_NAMES.items() if kind.value in kinds]
    return f"（{'、'.join(names)}）" if names else ""


def _sentence(zh: str) -> str:
    return zh.rstrip("。").replace(_SEE_OBSERVED, "")


def _causes(defect: Defect) -> tuple[CodeRow, ...]:
    return causes_of(defect.issue.finding.observed)


def _is_placed(defect: Defect) -> bool:
    issue = defect.issue
    return bool(issue.elements or issue.items) or place_of(issue.finding.subject) is not None


def _is_malformed(defect: Defect) -> bool:
    return defect.issue.finding.code.startswith("element.")


def _is_computed(defect: Defect) -> bool:
    """Whether a finding says what its very subject has to be: the debt was computed anew."""
    found = defect.issue.finding
    return found.code.startswith("debt.") and bool(found.observed or found.expected)


def _beside(defect: Defect) -> Iterator[str]:
    """Yield the other elements of a defect, but for those of which its own text speaks."""
    found = defect.issue.finding
    for key in defect.issue.elements:
        place = place_of(key)
        told = place is not None and place.zh in (found.expected or "")
        if key != found.subject and not told:
            yield key


def _values(defect: Defect) -> tuple[str, ...]:
    """Return the lines that tell values; of a list they are of the whole."""
    found = defect.issue.finding
    place = place_of(found.subject)
    if _is_malformed(defect) and found.expected:
        return (f"{expected_label(found.code).zh}：{quoted(found.expected)}。",)
    if place is None or not _is_computed(defect):
        return ()
    labels = ("所列", "复算") if place.field.rows else ("所填", "应为")
    texts = zip(labels, (found.observed, found.expected), strict=True)
    return tuple(f"{label}：{quoted(text, _LONG)}。" for label, text in texts if text)
