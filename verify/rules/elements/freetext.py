"""Personal numbers inside free text: clauses, remarks and results of collection.

A lender's own words may repeat what the list keeps apart: a mobile number, an address of mail, an
identity or card number. What is handed on has none of it. Texts are read as they look (NFKC, what
nobody sees left out), and masked as they stand.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from verify.citizen import stated_birth, whole_number
from verify.rules.elements.formats import MAINLAND, card_digits_fit

__all__ = ["STARS", "known_forms", "mask_text"]

STARS = "***"
_SHORTEST = 6
"""Characters of a known value below which it may be part of anything."""
_APART = " -\u2010\u2011\u2012\u2013\u2014"
"""What is put between the groups of a number."""
_GAP = f"[{re.escape(_APART)}]?"


def _always(_: str) -> bool:
    return True


def _is_born(digits: str) -> bool:
    return stated_birth(digits) is not None


def _is_card(digits: str) -> bool:
    return card_digits_fit(digits) and whole_number(digits) is None


_MOBILE = "|".join(
    f"{a}{_GAP}{b}{_GAP}{c}"
    for a, b, c in (
        ("1[3-9][0-9]", "[0-9]{4}", "[0-9]{4}"),
        ("1[3-9][0-9]{2}", "[0-9]{3}", "[0-9]{4}"),
        ("1[3-9][0-9]", "[0-9]{3}", "[0-9]{5}"),
    )
)
_LOCAL, _LABEL = "[a-z0-9._%+-]", "[a-z0-9-]{1,63}"

_PATTERNS: Mapping[re.Pattern[str], Callable[[str], bool]] = MappingProxyType({
    re.compile(rf"(?<![0-9])(?:(?:\+|00)?86{_GAP})?(?:{_MOBILE})(?![0-9])"): _always,
    re.compile(rf"(?<!{_LOCAL}){_LOCAL}{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}"): _always,
    re.compile(
        rf"(?<![0-9])[1-9][0-9]{{5}}{_GAP}(?:18|19|20)[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}"
        rf"{_GAP}[0-9]{{3}}{_GAP}[0-9x](?![0-9])"
    ): _is_born,
    re.compile(rf"(?<![0-9]){MAINLAND}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{3}}(?![0-9])"): _is_born,
    re.compile(rf"(?<![0-9])[0-9]{{4}}(?:{_GAP}[0-9]{{4}}){{3}}(?:{_GAP}[0-9]{{1,3}})?(?![0-9])"):
        _is_card,
    re.compile("(?:尾号|末四位|后四位)[为是:：( ]{0,3}[0-9]{3,6}(?![0-9])"): _always,
})  # fmt: skip
"""What looks like a personal number, and whether its digits are one."""


class _Reading(NamedTuple):
    """A text as it looks, with the place that each of its characters has."""

    text: str
    places: tuple[int, ...]


def known_forms(values: Iterable[str]) -> tuple[str, ...]:
    """Return personal values as they are sought; one too short may be part of anything."""
    forms = dict.fromkeys([_closed(_read(one)).text for one in values])
    return tuple([one for one in forms if len(one) >= _SHORTEST])


def mask_text(text: str, known: Iterable[str] = (), *, patterns: bool = True) -> str:
    """Return a text without the personal numbers in it.

    Args:
        text: what somebody wrote.
        known: `known_forms` of the same list, which are masked wherever they stand.
        patterns: whether what only looks like a personal number is masked as well.
    """
    reading = _read(text)
    spans = [*_known(reading, known), *(_alike(reading) if patterns else ())]
    return _without(text, spans) if spans else text


def _read(text: str) -> _Reading:
    if text.isascii() and text.isprintable():
        return _Reading(text.lower(), tuple(range(len(text))))
    shown = [
        (one, place)
        for place, written in enumerate(text)
        for one in unicodedata.normalize("NFKC", written).casefold()
        if unicodedata.category(one) not in ("Cf", "Cc", "Mn")
    ]
    return _Reading("".join([one for one, _ in shown]), tuple([place for _, place in shown]))


def _closed(reading: _Reading) -> _Reading:
    """Return a reading without what only groups its characters."""
    kept = [
        (one, place)
        for one, place in zip(*reading, strict=True)
        if not one.isspace() and one not in _APART
    ]
    return _Reading("".join([one for one, _ in kept]), tuple([place for _, place in kept]))


def _known(reading: _Reading, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    closed = _closed(reading)
    for wanted in known:
        at = closed.text.find(wanted)
        while at >= 0:
            yield closed.places[at], closed.places[at + len(wanted) - 1]
            at = closed.text.find(wanted, at + len(wanted))


def _alike(reading: _Reading) -> Iterator[tuple[int, int]]:
    for pattern, holds in _PATTERNS.items():
        for found in pattern.finditer(reading.text):
            if holds(re.sub(f"[{re.escape(_APART)}]", "", found[0]).upper()):
                yield reading.places[found.start()], reading.places[found.end() - 1]


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with stars for every span, first and last character; one for those that meet."""
    parts: list[str] = []
    at = 0
    for first, last in sorted(spans):
        if first >= at:
            parts += [text[at:first], STARS]
        at = max(at, last + 1)
    return "".join([*parts, text[at:]])
