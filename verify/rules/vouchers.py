"""Which item shows which disbursement: by serial number, by amount, and then by order.

Bounded and the same whatever the order of the items: every text is split into words once, and a
word is looked up among the numbers of the rows. What the sender writes on an item is no more than
its sender's word (judgement 5).
"""

import re
from collections.abc import Iterable, Sequence

from verify.model import Evidence
from verify.rules.elements.rows import ElementRow

__all__ = ["match_disbursements"]

_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_CENTS = re.compile(r"\d+\.\d\d")


def match_disbursements(
    items: Iterable[Evidence], rows: Sequence[ElementRow]
) -> dict[int, list[str]]:
    """Return row number, from 1, to the ids of the items that show that disbursement."""
    every = sorted(items, key=lambda one: (one.generated_at or "", one.id))
    if len(rows) <= 1:
        return {1: [one.id for one in every]} if every else {}
    found: dict[int, list[str]] = {}
    left = _by_word(every, _numbers(rows, "serial_no"), found)
    left = _by_word(left, _amounts(rows), found)
    _by_order(left, rows, found)
    return found


def _numbers(rows: Sequence[ElementRow], key: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for no, row in enumerate(rows, 1):
        stated = row.text(key)
        if stated:
            found.setdefault(stated.casefold(), []).append(no)
    return found


def _amounts(rows: Sequence[ElementRow]) -> dict[str, list[int]]:
    """Return the amounts that are of one disbursement alone: two of a kind tell nothing."""
    return {text: nos for text, nos in _numbers(rows, "amount").items() if len(nos) == 1}


def _by_word(
    items: Iterable[Evidence], rows: dict[str, list[int]], found: dict[int, list[str]]
) -> list[Evidence]:
    """Put every item that names exactly one of `rows` there, and return the others."""
    left = []
    for one in items:
        named = {no for word in _words(one) for no in rows.get(word, ())}
        if len(named) == 1:
            found.setdefault(named.pop(), []).append(one.id)
        else:
            left.append(one)
    return left


def _by_order(
    items: Sequence[Evidence], rows: Sequence[ElementRow], found: dict[int, list[str]]
) -> None:
    """Give what is left, in the order it came to be, to the rows left, in the order of days."""
    days = [(row.text("date") or "", no) for no, row in enumerate(rows, 1) if no not in found]
    for one, (_, no) in zip(items, sorted(days), strict=False):
        found[no] = [one.id]


def _words(evidence: Evidence) -> set[str]:
    """Return the words and amounts written on an item, `12,000.00` as `12000.00`."""
    text = f"{evidence.title} {evidence.purpose} {evidence.file_name or ''}".casefold()
    bare = text.replace(",", "")
    words = {*_WORD.findall(text), *_CENTS.findall(bare)}
    stems = [word.rpartition(".")[0] for word in words if "." in word]
    return words.union(stems)
