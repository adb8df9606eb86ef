"""The page of one case as values, in the order a judge reads it.

Conclusion, case facts, what is proven and what is not; where admission was judged, defects, open
questions, articles, coverage and debt; then item by item, evidence, times, details.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.render.admission import Admission, admission_of
from api.render.casefacts import case_facts
from api.render.conclusion import Conclusion, conclusion_of, gravest
from api.render.edition import Edition
from api.render.inputs import Fact, digests_of, identity_of, package_facts
from api.render.items import RESULTS, Item, item_of
from api.render.measures import beijing
from api.render.timeline import Point, timeline_of
from api.render.words import CATEGORIES, NUMERALS

__all__ = ["CaseView", "Group", "case_view"]


class Group(NamedTuple):
    """The items of one category of Article 7."""

    numeral: str
    name: str
    clause: str
    mark: str
    word: str
    items: tuple[Item, ...]


class CaseView(NamedTuple):
    """Everything the page shows."""

    unofficial: bool
    """Made by the command line, not issued by a court."""
    sandbox: bool
    case_key: str
    made: str
    conclusion: Conclusion
    admission: Admission | None
    """None where only integrity was judged."""
    facts: tuple[Fact, ...]
    proves: tuple[str, ...]
    does_not_prove: tuple[str, ...]
    groups: tuple[Group, ...]
    """All ten categories; one that received nothing has no items."""
    points: tuple[Point, ...]
    digests: tuple[Fact, ...]
    identity: tuple[Fact, ...]


def _group(edition: Edition, number: int, items: tuple[Item, ...]) -> Group:
    result = gravest(i.result for i in items)
    chinese, english = CATEGORIES[number - 1]
    numeral = NUMERALS[number - 1]
    return Group(
        numeral=numeral if edition.lang == "zh" else str(number),
        name=chinese if edition.lang == "zh" else english,
        clause=edition.say("clause", numeral=numeral, number=number),
        mark="na" if result is None else RESULTS[result],
        word=_word(edition, result, items),
        items=items,
    )


def _word(edition: Edition, result: str | None, items: tuple[Item, ...]) -> str:
    """The items' own word for their gravest result, where they have one in common."""
    words = {item.words for item in items if item.result == result}
    if len(words) == 1:
        return words.pop()
    return edition.say("none_received" if result is None else result)


def _groups(edition: Edition, items: tuple[Item, ...]) -> tuple[Group, ...]:
    return tuple(
        _group(edition, n, tuple(i for i in items if i.category == n))
        for n in range(1, len(CATEGORIES) + 1)
    )


def _facts(
    edition: Edition, report: Mapping[str, Any], head: Mapping[str, Any] | None
) -> tuple[Fact, ...]:
    own = Fact(edition.say("case_key"), report["case_key"])
    package = Fact(edition.say("package_id"), report["judgement"]["package_id"])
    stated = case_facts(edition, report.get("elements"))
    known = {fact.label for fact in stated}
    rest = (fact for fact in package_facts(edition, head) if fact.label not in known)
    return (own, *stated, *rest, package)


def _conclusion_keys(edition: Edition, verdict: Mapping[str, Any] | None) -> tuple[Fact, ...]:
    """What a decision about the case, or its batch, names it by."""
    keys = (verdict or {}).get("conclusion") or {}
    return tuple(Fact(edition.say(f"conclusion_{kind}"), key) for kind, key in keys.items())


def case_view(
    edition: Edition, report: Mapping[str, Any], head: Mapping[str, Any] | None
) -> CaseView:
    """The report as a page's values; `head` is package.json where it is at hand."""
    judgement = report["judgement"]
    at = judgement["at"]
    own = [item_of(edition, i, at) for i in report["items"]]
    shared = [item_of(edition, i, at, shared=True) for i in report["shared"]]
    items = (*own, *shared)
    return CaseView(
        unofficial=judgement["sender"] == "cli",
        sandbox=judgement["environment"] == "sandbox",
        case_key=report["case_key"],
        made=edition.say("made", at=beijing(at)),
        conclusion=conclusion_of(edition, judgement, items),
        admission=admission_of(edition, report),
        facts=_facts(edition, report, head),
        proves=tuple(edition.pick(text) for text in report["proves"]),
        does_not_prove=tuple(edition.pick(text) for text in report["does_not_prove"]),
        groups=_groups(edition, items),
        points=timeline_of(edition, [*report["items"], *report["shared"]], at),
        digests=digests_of(edition, judgement),
        identity=(
            Fact(edition.say("verdict_id"), report["verdict_id"]),
            *_conclusion_keys(edition, report["verdict"]),
            *identity_of(edition, judgement, report["software"]),
        ),
    )
