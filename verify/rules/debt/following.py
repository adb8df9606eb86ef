"""What follows from a wrong figure or list, each with its own right value, in words.

A letter that tells a lender to correct one figure has to say what the others become; a figure that
is right already, and only no longer the sum of what is stated, keeps its amount.
"""

from collections.abc import Iterable, Sequence

from verify.rules.debt.figures import Figure, Words, value_text
from verify.rules.elements.table import ELEMENTS

__all__ = ["following", "right_values"]

_MOST = 12
"""Figures told of as following: there are no more than that."""
_NOT_OVERDUE = "无逾期"


def following(figures: Sequence[Figure], root: str) -> list[Figure]:
    """Return the figures that differ because of a root, those that follow from them included."""
    reached, found = {root}, []
    for one in figures:
        if one.because_of in reached:
            reached.add(one.key)
            found.append(one)
    return found


def right_values(value: str | None, words: Words | None, figures: Sequence[Figure]) -> str:
    """Return a right value, the convention that gives the claimed one, and what follows from it."""
    text = value or _NOT_OVERDUE
    if words is not None:
        text += f"（所列数额与“{words.zh}”的口径相符）"
    changed = _named([one for one in figures if one.claimed != one.computed])
    kept = _named([one for one in figures if one.claimed == one.computed])
    text += f"；随之：{changed}" if changed else ""
    return f"{text}；数额不变：{kept}" if kept else text


def _named(figures: Iterable[Figure]) -> str:
    return "，".join([_one(one) for one in figures][:_MOST])


def _one(one: Figure) -> str:
    field = ELEMENTS[one.key]
    return f"{field.zh}（{field.code}）{value_text(one.key, one.computed) or _NOT_OVERDUE}"
