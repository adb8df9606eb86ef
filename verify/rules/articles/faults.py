"""Faults of the element list, each under the article that its field serves (judgement 6)."""

from collections.abc import Mapping

from verify.rules.elements.field import Field
from verify.rules.elements.rows import ElementList
from verify.rules.elements.table import ELEMENTS
from verify.rules.outcome import Issue

__all__ = ["faults_by_article"]

_PATH = "6"
_ROWS: Mapping[str, Mapping[str, Field]] = {
    key: {one.key: one for one in field.rows} for key, field in ELEMENTS.items() if field.rows
}
_NONE: Mapping[str, tuple[Issue, ...]] = {}


def faults_by_article(elements: ElementList) -> Mapping[str, tuple[Issue, ...]]:
    """Return what is wrong with the element list, by article; nothing where nothing is."""
    if not elements.faults:
        return _NONE
    found: dict[str, list[Issue]] = {}
    for one in elements.faults:
        issue = Issue(one, elements=(one.subject,))
        found.setdefault(_article(one.subject), []).append(issue)
    return {article: tuple(issues) for article, issues in found.items()}


def _article(subject: str) -> str:
    """Return the article that an element serves; what no field knows is of the way in."""
    key, _, within = subject.partition("/")
    field = ELEMENTS.get(key)
    cell = _ROWS.get(key, {}).get(within.rpartition("/")[2]) if within else None
    known = cell or field
    return _PATH if known is None else known.article
