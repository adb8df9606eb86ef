"""What only a person answers: open questions with their reach, and the decisions applied."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.render.columns import clipped
from api.render.edition import Edition
from api.render.measures import beijing
from api.render.refs import article_name

__all__ = ["Decision", "Question", "decisions_of", "questions_of"]

_KEY = 64
"""Columns of a scope key."""
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Question(NamedTuple):
    """One open question."""

    anchor: str
    article: str
    code: str
    sentence: str
    again: str | None
    """Said where it was answered on other facts than these."""
    who: str
    reach: str
    """How far an answer reaches, in words."""
    key: str | None
    """Which lender, product or clause; None where it is this case, or the court."""
    whole_key: str | None
    """The key in full, where only its beginning is told: a decision names it."""
    blocking: bool
    effect: str
    decided: str | None
    """What a person said already."""
    cases: int | None
    """Cases that wait for the answer, on a batch page."""
    examples: tuple[str, ...]


class Decision(NamedTuple):
    """One decision that was applied."""

    sentence: str
    """What it decided: the code table's sentence of its question, or the question's name."""
    outcome: str
    reach: str
    key: str | None
    principal: str
    at: str


def _key(one: Mapping[str, Any]) -> str | None:
    """Which lender, product or clause; a digest is known by its first digits."""
    key = one["scope_key"]
    if not key or one["scope"] == "case":
        return None
    return clipped(_DIGEST.sub(lambda digest: f"{digest[0][:12]}…", key), _KEY)


def _whole_key(one: Mapping[str, Any]) -> str | None:
    key = _key(one)
    return one["scope_key"] if key is not None and key != one["scope_key"] else None


def _reach(one: Mapping[str, Any]) -> str:
    """The words for how far an answer reaches; seen from a batch a case is one of many."""
    return "scope_each" if one["scope"] == "case" and "cases" in one else f"scope_{one['scope']}"


def _question(edition: Edition, number: int, one: Mapping[str, Any]) -> Question:
    decided = one["decided"]
    return Question(
        anchor=f"q-{number}",
        article=article_name(edition, one["article"]),
        code=one["code"],
        sentence=_answered(edition, one) if decided else edition.pick(one["words"]),
        again=edition.say("other_facts") if one.get("decided_on_other_facts") else None,
        who=edition.say(f"role_{one['role']}"),
        reach=edition.say(_reach(one)),
        key=_key(one),
        whole_key=_whole_key(one),
        blocking=one["effect"] == "blocking" and not decided,
        effect=edition.say(one["effect"]),
        decided=edition.ended(decided) if decided else None,
        cases=one.get("cases"),
        examples=tuple(one.get("examples", ())),
    )


def _answered(edition: Edition, one: Mapping[str, Any]) -> str:
    """A decided question says its answer where it asked for one."""
    if one["code"] not in edition.codes:
        return edition.pick(one["words"])
    return edition.answered(one["code"], one["decided"])


def questions_of(edition: Edition, questions: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Every question: those that block first, those that most cases wait for before others."""
    ordered = sorted(
        questions,
        key=lambda one: (
            bool(one["decided"]),
            one["effect"] != "blocking",
            -one.get("cases", 0),
        ),
    )
    return tuple(_question(edition, n, one) for n, one in enumerate(ordered, 1))


def decisions_of(edition: Edition, decisions: Iterable[Mapping[str, Any]]) -> tuple[Decision, ...]:
    """Every decision that was applied."""
    return tuple(_decision(edition, one) for one in decisions)


def _decision(edition: Edition, one: Mapping[str, Any]) -> Decision:
    code = one["question"]
    known = code in edition.codes
    return Decision(
        sentence=edition.answered(code, one["outcome"]) if known else code,
        outcome=edition.ended(one["outcome"]),
        reach=edition.say(f"scope_{one['scope']}"),
        key=_key(one),
        principal=one["principal"],
        at=beijing(one["at"]),
    )
