"""What an issue points at, in words: articles, elements of the court's list, evidence.

An element is named by its label and its number in the list, a cell of a list by its row besides,
and evidence by its title with the place on the page where it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from api.render.edition import Edition
from verify.rules.case import SHARED
from verify.rules.elements.subject import place_of

__all__ = ["Evidence", "Where", "article_name", "element_name", "evidence_of", "where_of"]

_ARTICLE = re.compile(r"(rule|规则)? ?([0-9]{1,2})(?:\(([0-9]{1,2})\))?", re.ASCII)
_JOINT = {12: 13}
"""Articles of the rules of online litigation that are answered together."""
_DIGITS = "〇一二三四五六七八九"
_NAMED = 8
"""Elements or items named of one issue; the JSON report has all."""


class Evidence(NamedTuple):
    """One item of the case as an issue refers to it."""

    title: str
    anchor: str
    """Fragment identifier on the page; empty where the page does not have it."""


class Where(NamedTuple):
    """Where a defect lies."""

    elements: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    more: str | None
    """Said where not all of it is named."""

    def __bool__(self) -> bool:
        """Whether it points anywhere."""
        return bool(self.elements or self.evidence)


def _numeral(number: int) -> str:
    """A number below a hundred as Chinese law counts its articles."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


@lru_cache(maxsize=256)
def _article(lang: str, key: str, number: int, item: int | None) -> str:
    edition = Edition({}, "zh" if lang == "zh" else "en")
    last = _JOINT.get(number) if key == "art_rules" else None
    numbers = [one for one in (number, last) if one is not None]
    n = "、".join(map(_numeral, numbers)) if lang == "zh" else "-".join(map(str, numbers))
    m: object = _numeral(item) if lang == "zh" and item is not None else item
    return edition.say(key, n=n, m=m)


def article_name(edition: Edition, article: str) -> str:
    """The article of a row of the rule table: `5(3)` is 第五条（三）."""
    found = _ARTICLE.fullmatch(article)
    if found is None:
        return article
    item = int(found[3]) if found[3] else None
    key = "art_rules" if found[1] else "art_item" if item is not None else "art_guideline"
    return _article(edition.lang, key, int(found[2]), item)


def element_name(edition: Edition, path: str) -> str:
    """The label of an element with its number, a cell of a list with its row."""
    place = place_of(path)
    if place is None:
        return path
    return edition.aside(place.zh if edition.lang == "zh" else place.en, place.field.code)


def evidence_of(report: Mapping[str, Any]) -> Mapping[str, Evidence]:
    """Every item of a report by the name that issues have for it."""
    return dict(_evidence(report))


def _evidence(report: Mapping[str, Any]) -> Iterator[tuple[str, Evidence]]:
    for item in report["shared"]:
        yield f"{SHARED}{item['id']}", Evidence(item["title"], f"s-{item['id']}")
    for item in report["items"]:
        yield item["id"], Evidence(item["title"], f"i-{item['id']}")


def where_of(
    edition: Edition,
    elements: Iterable[str],
    items: Iterable[str],
    evidence: Mapping[str, Evidence],
) -> Where:
    """What an issue points at, the first of it."""
    keys, ids = list(elements), list(items)
    left = max(len(keys) - _NAMED, 0) + max(len(ids) - _NAMED, 0)
    return Where(
        elements=tuple(element_name(edition, key) for key in keys[:_NAMED]),
        evidence=tuple(evidence.get(one, Evidence(one, "")) for one in ids[:_NAMED]),
        more=edition.say("and_so_on", n=len(keys) + len(ids)) if left else None,
    )
