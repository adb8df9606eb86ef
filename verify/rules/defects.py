"""Defects of a case: one complete list, each once, with its cure and where it lies (judgement 7).

Every contradiction that is not released, everything NOT_MET and everything INCOMPLETE is one; open
questions are not. Nothing is left out because something else was found first. What is held has no
cure: a case is held until a judge has looked, and whatever is sent in the place of the contradicted
is held again.
"""

from collections.abc import Iterable
from typing import NamedTuple

from verify.codes.table import CODES
from verify.findings import CheckStatus, CodeRow, Side
from verify.rules.admission import Admission
from verify.rules.grounds import Weighed
from verify.rules.outcome import ArticleResult, Issue
from verify.telling import causes_of, cure_of, decided_words
from verify.words import Words

__all__ = ["Defect", "defects_of"]

_STATUS = {
    ArticleResult.NOT_MET: CheckStatus.FAILED,
    ArticleResult.INCOMPLETE: CheckStatus.INDETERMINATE,
}


class Defect(NamedTuple):
    """One defect."""

    article: str
    issue: Issue
    status: CheckStatus
    """After the decisions: what a judge answers in the negative is FAILED."""
    held: bool
    """Whether the case is held for it: its sender is told that data differ, and no more."""
    decided: str | None = None
    """What a person answered, where the defect is the answer to a question."""

    @property
    def row(self) -> CodeRow:
        """The code's row: words, side."""
        return CODES[self.issue.finding.code]

    @property
    def curable(self) -> bool:
        """Whether the sender can cure it: what is incomplete can be completed."""
        if self.held or self.row.side is Side.COURT:
            return False
        return self.row.curable or self.status is CheckStatus.INDETERMINATE

    @property
    def cure(self) -> Words | None:
        """What cures it; None where the sender cannot, or its code does not say how.

        Where a check names its causes, it is these that have to be cured.
        """
        if not self.curable:
            return None
        found = self.issue.finding
        cures = [cure_of(row, CheckStatus.INDETERMINATE) for row in causes_of(found.observed)]
        known = list(dict.fromkeys(one for one in cures if one is not None))
        if not known:
            return cure_of(self.row, found.status)
        return Words(" ".join(one.zh for one in known), " ".join(one.en for one in known))

    @property
    def words(self) -> Words:
        """What is wrong, in a sentence."""
        row = self.row
        return Words(row.zh, row.en) if not self.decided else decided_words(row, self.decided)

    def as_json(self) -> dict[str, object]:
        """Return the defect as reports carry it."""
        found, cure = self.issue.finding, self.cure
        return {
            "code": found.code,
            "article": self.article,
            "status": self.status.value,
            "subject": found.subject,
            "observed": found.observed,
            "expected": found.expected,
            "elements": list(self.issue.elements),
            "items": list(self.issue.items),
            "curable": self.curable,
            "side": self.row.side.value,
            "cure": None if cure is None else cure.as_json(),
            "words": self.words.as_json(),
        }


def defects_of(admission: Admission) -> tuple[Defect, ...]:
    """Return every defect of a case once, in the order of the articles."""
    found: dict[tuple[str, str, tuple[str, ...]], Defect] = {}
    for one in _defective(admission.weighed):
        finding = one.issue.finding
        key = (finding.code, finding.subject, one.issue.items)
        found.setdefault(key, _defect(one))
    return tuple(found.values())


def _defect(one: Weighed) -> Defect:
    status = _STATUS.get(one.ground.result, one.issue.finding.status)
    decided = None if one.question is None else one.question.decided
    return Defect(one.article, one.issue, status, one.ground.hold, decided)


def _defective(weighed: Iterable[Weighed]) -> list[Weighed]:
    return [one for one in weighed if one.ground.hold or one.ground.result in _STATUS]
