"""What a batch comes to before the guideline: verdicts, questions, and the papers that free most.

One part of a batch is counted where its cases are judged; parts are put together in their order.
"""

from collections.abc import Iterable

from verify.rules.admission import Admission
from verify.rules.blockers import blockers_of
from verify.rules.papers import PaperTally
from verify.rules.tally import BatchTally

__all__ = ["BatchAdmission", "batch_of", "merged"]


class BatchAdmission:
    """Verdicts, questions and papers of a batch or of one part of it."""

    def __init__(self) -> None:
        """Begin with no case."""
        self.tally = BatchTally()
        self.papers = PaperTally()

    def add(self, admission: Admission) -> None:
        """Count one case."""
        self.tally.add(admission)
        self.papers.add(blockers_of(admission))

    def merge(self, other: "BatchAdmission") -> None:
        """Add what another part, further on, came to."""
        self.tally.merge(other.tally)
        self.papers.merge(other.papers)

    def as_json(self) -> dict[str, object]:
        """Return what the value of a batch carries."""
        return {
            "routes": self.tally.routes(),
            "questions": self.tally.questions(),
            "papers": [one.as_json() for one in self.papers.choices()],
            "untold": {"questions": self.tally.untold, "cases_of_papers": self.papers.untold},
        }


def batch_of(admissions: Iterable[Admission]) -> BatchAdmission:
    """Return what the cases of one part of a batch come to."""
    batch = BatchAdmission()
    for one in admissions:
        batch.add(one)
    return batch


def merged(parts: Iterable[BatchAdmission | None]) -> BatchAdmission | None:
    """Return the parts of a batch put together; None where nothing of it was judged."""
    whole: BatchAdmission | None = None
    for part in parts:
        if part is not None:
            whole = whole or BatchAdmission()
            whole.merge(part)
    return whole
