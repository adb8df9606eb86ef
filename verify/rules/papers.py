"""One paper frees n cases: the fewest documents or decisions that admit most of a batch.

Cases are gathered by the very set of papers that they wait for. Of up to `Limits.paper_units`
papers every choice is tried; of more, sets are added one after another, whichever frees most for
each paper more. Both are the same whatever the order of cases, and bounded for 50,000 of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.rules.blockers import DECISION, DOCUMENT, Paper

__all__ = ["Choice", "PaperTally"]

_CANDIDATES = 64
"""Sets looked at in one step of the greedy search: those that most cases wait for."""
_STEPS = 16
"""Sets added one after another: more than are shown."""
_NAMED = 4
"""Papers named in the sentence; the list beside it has all."""
_TOLD = {
    DOCUMENT: ("补交{n}份材料（{what}）", "{n} document(s) supplied ({what})"),
    DECISION: ("作出{n}项认定（{what}）", "{n} decision(s) made ({what})"),
}


class Choice(NamedTuple):
    """A set of papers, and how many cases nothing else stands in the way of."""

    papers: tuple[Paper, ...]
    frees: int

    @property
    def words(self) -> tuple[str, str]:
        """The sentence at the head of a batch."""
        zh, en = [], []
        for kind, (told, told_en) in _TOLD.items():
            named = [one.brief for one in self.papers if one.kind == kind]
            if named:
                n, more = len(named), [("等", "and others")] if len(named) > _NAMED else []
                shown = [*named[:_NAMED], *more]
                zh.append(told.format(n=_count(n), what="；".join([one for one, _ in shown])))
                en.append(told_en.format(n=n, what="; ".join([one for _, one in shown])))
        return (
            f"{'并'.join(zh)}，{self.frees:,} 件即可准入",
            f"With {' and '.join(en)}, {self.frees:,} case(s) could be admitted",
        )

    def as_json(self) -> dict[str, object]:
        """Return the choice as a batch summary carries it."""
        zh, en = self.words
        papers = [one.as_json() for one in self.papers]
        return {"documents": papers, "frees": self.frees, "words": {"zh": zh, "en": en}}


_NUMBERS = "零一两三四五六七八九十"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


class PaperTally:
    """What the cases of a batch wait for, case by case."""

    def __init__(self) -> None:
        """Begin with no case."""
        self.groups: Counter[frozenset[Paper]] = Counter()
        self.untold = 0
        """Cases whose set of papers was one too many to be kept."""

    def add(self, blockers: frozenset[Paper] | None, cases: int = 1) -> None:
        """Count a case; one that papers do not free, or that waits for none, is left out."""
        if not blockers:
            return
        if blockers not in self.groups and len(self.groups) >= LIMITS.paper_groups:
            self.untold += cases
        else:
            self.groups[blockers] += cases

    def merge(self, other: "PaperTally") -> None:
        """Add what another part of the batch, further on, came to."""
        for blockers, cases in other.groups.items():
            self.add(blockers, cases)
        self.untold += other.untold

    def choices(self) -> tuple[Choice, ...]:
        """Return the best choice of one paper, of two …, as far as each frees more cases."""
        papers = sorted(frozenset().union(*self.groups)) if self.groups else []
        place = {one: 1 << number for number, one in enumerate(papers)}
        groups = {sum([place[one] for one in group]): n for group, n in self.groups.items()}
        exact = len(papers) <= LIMITS.paper_units
        found = _best_of_all(groups, len(papers)) if exact else _greedy(groups)
        rising = _rising(found)
        if len(rising) > LIMITS.paper_rows:
            rising = [*rising[: LIMITS.paper_rows - 1], rising[-1]]
        return tuple([Choice(_chosen(mask, papers), frees) for mask, frees in rising])


_Groups = Mapping[int, int]
"""Set of papers as bits, to the number of cases that wait for just these."""


def _best_of_all(groups: _Groups, papers: int) -> Iterator[tuple[int, int]]:
    """Yield every set of papers with the cases that it frees: sums over all subsets, bit by bit."""
    frees = [groups.get(mask, 0) for mask in range(1 << papers)]
    for bit in range(papers):
        for mask in range(1 << papers):
            if mask >> bit & 1:
                frees[mask] += frees[mask ^ (1 << bit)]
    yield from enumerate(frees)


def _greedy(groups: _Groups) -> Iterator[tuple[int, int]]:
    """Yield every single paper, sets that grow by what frees most for each paper more, and all."""
    yield from ((mask, n) for mask, n in groups.items() if mask.bit_count() == 1)
    likely = sorted(groups, key=lambda mask: (-groups[mask], mask.bit_count(), mask))
    yield reduce(or_, likely, 0), sum(groups.values())
    chosen, freed = 0, 0
    for _ in range(_STEPS):
        ranked = [(_worth(groups, chosen, freed, mask), mask) for mask in likely[:_CANDIDATES]]
        if not ranked:
            return
        _, mask = max(ranked, key=lambda row: (row[0], -row[1]))
        chosen |= mask
        freed = _freed(groups, chosen)
        yield chosen, freed
        likely = [one for one in likely if one & ~chosen]


def _worth(groups: _Groups, chosen: int, freed: int, mask: int) -> Fraction:
    more = _freed(groups, chosen | mask) - freed
    return Fraction(more, (mask & ~chosen).bit_count())


def _freed(groups: _Groups, chosen: int) -> int:
    return sum([n for mask, n in groups.items() if not mask & ~chosen])


def _rising(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the best set of each size, as long as a larger one frees more."""
    best: dict[int, tuple[int, int]] = {}
    for mask, frees in found:
        size, row = mask.bit_count(), (-frees, mask)
        best[size] = min(best.get(size, row), row)
    rising: list[tuple[int, int]] = []
    for size in sorted(best):
        frees, mask = -best[size][0], best[size][1]
        if frees > (rising[-1][1] if rising else 0):
            rising.append((mask, frees))
    return rising


def _chosen(mask: int, papers: list[Paper]) -> tuple[Paper, ...]:
    return tuple([one for number, one in enumerate(papers) if mask >> number & 1])
