"""Which courts a jurisdiction clause names, Article 4 (2), and whether it turns this one down.

Every court is looked at, wherever this one's name stands. A court called by a place of the parties
or of the contract is none of its own, but a division written beside that place makes it one. Words
of exclusion count near this court's name alone; what the clause means is a person's to say.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from verify.rules.clauses import clause_text
from verify.rules.ruleset import RuleSet

__all__ = ["leads_elsewhere"]

_OURS = "\x1e"
"""Stands for this court's name: white space to Python, which no normalised text has."""
_PART = re.compile(r"[,。;:!?]")
_END = re.compile(r"[,。;:!?、\x1e]")


class _Words(NamedTuple):
    court: tuple[str, ...]
    bare: tuple[str, ...]
    before: tuple[str, ...]
    place: tuple[str, ...]
    division: tuple[str, ...]
    excluded: tuple[str, ...]
    excluded_not: tuple[str, ...]
    never: tuple[str, ...]


_NAMES = (
    "court", "court_bare", "court_before", "court_by_place", "division", "court_excluded",
    "court_excluded_not", "clause_excluded",
)  # fmt: skip


def leads_elsewhere(clause: str, rules: RuleSet) -> bool:
    """Whether a clause names a court that is not this one, or turns this one down."""
    words = _Words(*[tuple([w for g in rules.clause(n).groups for w in g]) for n in _NAMES])
    return _leads(clause_text(clause), rules.court.names, words)


@lru_cache(maxsize=4096)
def _leads(text: str, names: tuple[str, ...], words: _Words) -> bool:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, _OURS)
    kinds = set(_kinds(text, words))
    if "named" in kinds or any(word in text for word in words.never):
        return True
    if _OURS not in text:
        return kinds == {"bare"}
    return _excluded(text, words)


def _kinds(text: str, words: _Words) -> Iterator[str]:
    """Yield of every other court whether it is named, called by a place, or neither."""
    for word in words.court:
        for found in re.finditer(re.escape(word), text):
            before = _stripped(_END.split(text[: found.start()])[-1], words.bare)
            if before.endswith(words.place):
                yield "named" if any(one in before for one in words.division) else "place"
            else:
                yield "bare" if not before or before.endswith(words.before) else "named"


def _stripped(text: str, endings: tuple[str, ...]) -> str:
    """Return a text without the words that stand before a court and name none."""
    while True:
        ending = next((one for one in endings if text.endswith(one)), None)
        if ending is None:
            return text.rstrip("(“\"'")
        text = text.removesuffix(ending)


def _excluded(text: str, words: _Words) -> bool:
    """Whether words of exclusion stand beside this court's name: in its part, or the next."""
    parts = _PART.split(text)
    for no, part in enumerate(parts):
        if _OURS in part:
            near = "".join(parts[no : no + 2])
            for harmless in words.excluded_not:
                near = near.replace(harmless, "")
            if any(one in near for one in words.excluded):
                return True
    return False
