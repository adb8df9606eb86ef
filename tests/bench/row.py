"""One row of the table, and how a time is taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Row", "best_of"]


@dataclass(frozen=True)
class Row:
    """A figure beside its floor and its budget."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    budget: float | None = None
    at_least: bool = False
    """Whether the budget is a lower bound of the ratio."""

    @property
    def ratio(self) -> float | None:
        """The value over its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def within(self) -> bool | None:
        """Whether the budget is kept; None where there is none."""
        if self.budget is None:
            return None
        held = self.ratio if self.floor else self.value
        if held is None:
            return None
        return held >= self.budget if self.at_least else held <= self.budget

    def as_json(self) -> dict[str, object]:
        """Return the row as build/bench.json has it."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": round(self.floor, 4) if self.floor is not None else None,
            "ratio": round(self.ratio, 3) if self.ratio is not None else None,
            "budget": self.budget,
            "within": self.within,
        }


def best_of(work: Callable[[], object], *, times: int, rounds: int = 7) -> float:
    """Return microseconds of one call: the best of several rounds of `times` calls."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        for _ in range(times):
            work()
        best = min(best, time.perf_counter() - begin)
    return best / times * 1e6
