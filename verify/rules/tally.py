"""What a batch comes to: verdicts counted, and questions of all its cases, each once (judgement 8).

Cases are added one by one and forgotten; what is kept grows with the questions, not the cases. A
question about one case alone is gathered by its code: what differs is only the case.
"""

from collections import Counter
from collections.abc import Iterable

from anchors.limits import LIMITS
from verify.findings import Scope
from verify.rules.admission import Admission
from verify.rules.questions import OpenQuestion
from verify.rules.verdict import Route

__all__ = ["BatchTally", "generalised"]

_EXAMPLES = 3
_Key = tuple[str, Scope, str]


class BatchTally:
    """Verdicts and questions of a batch, case by case."""

    def __init__(self) -> None:
        """Begin with no case."""
        self.by_route: Counter[Route] = Counter()
        self.asked: dict[_Key, OpenQuestion] = {}
        self.cases: Counter[_Key] = Counter()
        self.examples: dict[_Key, list[str]] = {}
        self.kept: Counter[bool] = Counter()
        """Questions kept, blocking ones and others: none of these takes the place of those."""
        self.untold = 0
        """Times that a question beyond the limit was asked."""

    def add(self, admission: Admission) -> None:
        """Count one case."""
        self.count(admission.case_key, admission.route, admission.questions)

    def count(self, case_key: str, route: Route, questions: Iterable[OpenQuestion]) -> None:
        """Count one case by what is known of it: its questions may be generalised already."""
        self.by_route[route] += 1
        seen: set[_Key] = set()
        for one in questions:
            key = _key(one)
            if not self._keep(key, generalised(one)):
                continue
            if key not in seen:
                seen.add(key)
                self.cases[key] += 1
                self._name(key, case_key)

    def merge(self, other: "BatchTally") -> None:
        """Add what another part of the batch, further on, came to."""
        self.by_route += other.by_route
        for key, one in other.asked.items():
            if self._keep(key, one):
                self.cases[key] += other.cases[key]
                for name in other.examples[key]:
                    self._name(key, name)
        self.untold += other.untold

    def _keep(self, key: _Key, one: OpenQuestion) -> bool:
        """Keep a question, open where it is open in any case; False where it is one too many."""
        kept = self.asked.get(key)
        if kept is None and self.kept[one.blocking] >= LIMITS.batch_questions:
            self.untold += 1
            return False
        if kept is None:
            self.kept[one.blocking] += 1
        if kept is None or (kept.decided is not None and one.decided is None):
            self.asked[key] = one
        return True

    def _name(self, key: _Key, case_key: str) -> None:
        examples = self.examples.setdefault(key, [])
        if len(examples) < _EXAMPLES:
            examples.append(case_key)

    def routes(self) -> dict[str, int]:
        """Return how many cases have each verdict, those of none left out."""
        return {route.value: self.by_route[route] for route in Route if self.by_route[route]}

    def questions(self) -> list[dict[str, object]]:
        """Return every question of the batch: open and blocking first, most cases first."""
        ordered = sorted(self.asked.items(), key=self._order)
        return [
            {**one.as_json(), "cases": self.cases[key], "examples": self.examples[key]}
            for key, one in ordered
        ]

    def _order(self, row: tuple[_Key, OpenQuestion]) -> tuple[bool, bool, int, _Key]:
        key, one = row
        return one.decided is not None, not one.blocking, -self.cases[key], key


def generalised(one: OpenQuestion) -> OpenQuestion:
    """Return a question as a batch asks it: without what is one case's alone."""
    return one._replace(scope_key=_key(one)[2], subject="")


def _key(one: OpenQuestion) -> _Key:
    own = one.scope is Scope.CASE
    return one.code, one.scope, "" if own else one.scope_key
