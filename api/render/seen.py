"""What a reader sees of a report: the stored octets, or a view that leaves out what is not theirs.

The judge sees what was issued. To others what the parties stated is shown as the table of masks has
it, and their numbers are masked wherever they stand. Of a case that is held its sender sees which
items, and 数据不一致，原因待查, until a judge releases it (judgement 7): whose data, what matched
and what was observed may be another's. A sandbox, where nobody's data are real, shows all.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from api.render.masking import hidden
from verify.findings import Scope
from verify.rules.elements.masks import TREATMENTS, Treatment, Viewer, mask, masked
from verify.rules.elements.table import ELEMENTS
from verify.rules.verdict import Route

__all__ = ["HELD_WORDS", "Seen", "seen_batch", "seen_report"]

HELD_WORDS = {
    "zh": "数据不一致，原因待查",
    "en": "the data are inconsistent, cause to be looked into",
}
_MASKED_WORDS = {
    "zh": "本页是已签发报告的脱敏视图，个人信息按查看者身份遮蔽。",
    "en": "A view of the report that was issued: personal data are masked for this reader.",
}
_HELD_VIEW = {
    "zh": "本案转人工审查，在法官解除之前，仅列所涉证据编号。",
    "en": "This case is held: until a judge releases it, only the items concerned are named.",
}
_COURT = frozenset({Viewer.JUDGE, Viewer.CLERK})

Value = dict[str, Any]


class Seen(NamedTuple):
    """A report as somebody sees it."""

    value: Value
    how: str
    """whole, masked or held."""
    words: Mapping[str, str] | None
    """What a page says of it; None of a whole one."""


def seen_report(report: Value, viewer: Viewer) -> Seen:
    """Return what a viewer sees of a case report in production."""
    if viewer is Viewer.JUDGE:
        return Seen(report, "whole", None)
    verdict = report["verdict"]
    if verdict is not None and verdict["route"] == Route.HOLD and viewer not in _COURT:
        return Seen(_held(report), "held", _HELD_VIEW)
    return Seen(_masked(report, viewer), "masked", _MASKED_WORDS)


def seen_batch(value: Value, viewer: Viewer) -> Seen:
    """Return what a viewer sees of a package's report in production."""
    if viewer is Viewer.JUDGE:
        return Seen(value, "whole", None)
    found = _each(value, hidden)
    batch = found["batch"]
    if viewer not in _COURT and batch["questions"]:
        batch["questions"] = [one for one in batch["questions"] if not _is_of_case(one)]
    return Seen(found, "masked", _MASKED_WORDS)


def _is_of_case(question: Value) -> bool:
    """Whether a question is one case's own: its report asks it, of who may see what it says."""
    return bool(question["hold"]) or question["scope"] == Scope.CASE


def _held(report: Value) -> Value:
    """Return a report with the held items alone, and nothing found of them."""
    names = {one["subject"].partition("/")[0] for one in report["open_questions"]
             if one["hold"] and one["decided"] is None and one["subject"]}  # fmt: skip
    items = [_held_item(one) for one in report["items"] if one["id"] in names]
    verdict = report["verdict"]
    return {
        **report,
        "items": items, "shared": [], "proves": [], "does_not_prove": [HELD_WORDS],
        "articles": [], "coverage": [], "debt": None, "open_questions": [], "elements": {},
        "verdict": {
            **verdict, "decided_by": [], "defects": [], "would_wait_for": [], "notice": None,
            "decisions": [], "small_claims": None, "payment_order": None,
        },
    }  # fmt: skip


def _held_item(item: Value) -> Value:
    return {
        **item, "title": item["id"], "file_name": None, "result": "inconsistent",
        "words": HELD_WORDS, "proven_time": None, "claimed_time": None, "proofs": [],
        "findings": [],
    }  # fmt: skip


def _masked(report: Value, viewer: Viewer) -> Value:
    stated = report.get("elements") or {}
    shown = masked(stated, viewer)
    known = dict(_known(stated, viewer))

    def clear(text: str) -> str:
        for value, instead in known.items():
            text = text.replace(value, instead)
        return hidden(text)

    rest = {key: _each(one, clear) for key, one in report.items() if key not in _OURS}
    return {**report, **rest, "elements": shown} if "elements" in report else {**report, **rest}


_OURS = frozenset({"elements", "judgement", "verdict_id", "case_key", "software", "v"})
"""Parts of a report that hold no text of a sender, or are treated by themselves."""
_SHORTEST = 2
"""Characters of a stated value that is looked for elsewhere: one alone is part of anything."""


def _known(stated: Mapping[str, Any], viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield what is not shown of the elements, with what stands in its place."""
    for key, text in stated.items():
        field = ELEMENTS.get(key)
        if field is None or field.personal is None or not isinstance(text, str):
            continue
        if TREATMENTS[viewer][field.personal] is not Treatment.SHOWN and len(text) >= _SHORTEST:
            yield text, mask(field, text)


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON with every text changed; keys are ours and stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(one, change) for one in value]
    if isinstance(value, dict):
        return {key: _each(one, change) for key, one in value.items()}
    return value
