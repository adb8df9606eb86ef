"""Articles one by one: result, reasons and legal basis, under the part of the law they stand in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from api.render.admissionwords import MARKS
from api.render.defects import Defect, seen
from api.render.edition import Edition
from api.render.refs import Evidence, Where, article_name, where_of

__all__ = ["Article", "Part", "Reason", "articles_of"]

_PARTS = (
    ("part_scope", ("2", "4")),
    ("part_conditions", ("5",)),
    ("part_path", ("6",)),
    ("part_contents", ("7",)),
    ("part_stage", ("8", "9")),
    ("part_rules", ("12", "13", "17", "18")),
)
"""Headings, and the articles under them."""

_MERGED = 8
"""Places told of one reason; the JSON report has all."""


class Reason(NamedTuple):
    """One thing that the rule says."""

    mark: str
    told: bool
    """Whether more than its sentence is told: where it lies, and what was seen."""
    sentence: str
    code: str
    where: Where
    observed: str | None
    expected: str | None
    called: str
    """What stands before `expected`."""
    defect: Defect | None
    question: str | None
    """What a person is asked, or has said."""
    decided: bool


class Article(NamedTuple):
    """One article."""

    name: str
    title: str
    mark: str
    filled: bool
    """Whether its row stands out."""
    result: str
    words: str
    basis: str
    reasons: tuple[Reason, ...]


class Part(NamedTuple):
    """The articles under one heading."""

    heading: str
    articles: tuple[Article, ...]


def _merged(issues: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Each code once a status and answer, with every place it was found in."""
    first: dict[tuple[str, str, str | None], dict[str, Any]] = {}
    for one in issues:
        key = one["code"], one["status"], (one["question"] or {}).get("decided")
        kept = first.setdefault(key, {**one, "elements": [], "items": []})
        kept["elements"] += [key for key in one["elements"] if key not in kept["elements"]]
        kept["items"] += [item for item in one["items"] if item not in kept["items"]]
    yield from first.values()


def _question(edition: Edition, question: Mapping[str, Any] | None) -> str | None:
    if question is None:
        return None
    if question["decided"]:
        return edition.ended(question["decided"])
    return edition.aside(edition.say(question["effect"]), edition.say(f"scope_{question['scope']}"))


def _reason(
    edition: Edition,
    issue: Mapping[str, Any],
    evidence: Mapping[str, Evidence],
    defects: Mapping[str, Defect],
) -> Reason:
    remark, expected = edition.remark(issue), issue["expected"]
    decided = (issue["question"] or {}).get("decided")
    return Reason(
        mark=MARKS.get(issue["status"], "na"),
        told=remark.open,
        sentence=edition.answered(remark.code, decided) if decided else remark.sentence,
        code=remark.code,
        where=where_of(edition, issue["elements"], issue["items"], evidence),
        observed=seen(edition, issue["observed"], issue["elements"]),
        expected=seen(
            edition, expected if expected != issue["observed"] else None, issue["elements"]
        ),
        called=remark.called,
        defect=defects.get(remark.code),
        question=_question(edition, issue["question"]),
        decided=decided is not None,
    )


def _blocks(article: Mapping[str, Any]) -> bool:
    asked = [one["question"] for one in article["issues"] if one["question"] is not None]
    return any(one["effect"] == "blocking" and not one["decided"] for one in asked)


def _article(
    edition: Edition,
    article: Mapping[str, Any],
    evidence: Mapping[str, Evidence],
    defects: Mapping[str, Defect],
) -> Article:
    result, blocks = article["result"], _blocks(article)
    return Article(
        name=article_name(edition, article["article"]),
        title=edition.pick(article["title"]),
        mark="na" if result == "OPEN" and not blocks else MARKS[result],
        filled=result in {"NOT_MET", "INCOMPLETE"} or blocks,
        result=edition.say(result),
        words=edition.pick(article["words"]),
        basis=edition.pick(article["basis"]),
        reasons=tuple(
            _reason(edition, issue, evidence, defects) for issue in _merged(article["issues"])
        ),
    )


def _part_of(article: str) -> int:
    bare = article.removeprefix("rule").removeprefix("规则").strip().partition("(")[0]
    found = (n for n, (_, numbers) in enumerate(_PARTS) if bare in numbers)
    return next(found, len(_PARTS) - 1)


def articles_of(
    edition: Edition,
    articles: Iterable[Mapping[str, Any]],
    evidence: Mapping[str, Evidence],
    defects: Iterable[Defect],
) -> tuple[Part, ...]:
    """Every article under its heading, in the order of the report."""
    known = {one.code: one for one in reversed(tuple(defects))}
    parts: list[list[Article]] = [[] for _ in _PARTS]
    for article in articles:
        parts[_part_of(article["article"])].append(_article(edition, article, evidence, known))
    return tuple(
        Part(edition.say(key), tuple(rows))
        for (key, _), rows in zip(_PARTS, parts, strict=True)
        if rows
    )
