"""Defects of a case: one complete list, each once, with its cure and where it lies (judgement 7).

Every contradiction that is not released, everything NOT_MET and everything INCOMPLETE is one; open
questions are not. Nothing is left out because something else was found first.
"""

from collections.abc import Iterable
from typing import NamedTuple

from verify.codes.table import CODES
from verify.findings import CheckStatus, CodeRow, Side
from verify.rules.admission import Admission
from verify.rules.grounds import Weighed
from verify.rules.outcome import ArticleResult, Issue

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

    @property
    def row(self) -> CodeRow:
        """The code's row: words, cure, side."""
        return CODES[self.issue.finding.code]

    @property
    def curable(self) -> bool:
        """Whether the sender can cure it: what is incomplete can be completed."""
        own = self.row.side is not Side.COURT
        return own and (self.row.curable or self.status is CheckStatus.INDETERMINATE)

    def as_json(self) -> dict[str, object]:
        """Return the defect as reports carry it."""
        found, row = self.issue.finding, self.row
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
            "side": row.side.value,
            "cure": {"zh": row.cure_zh, "en": row.cure_en} if row.curable else None,
            "words": {"zh": row.zh, "en": row.en},
        }


def defects_of(admission: Admission) -> tuple[Defect, ...]:
    """Return every defect of a case once, in the order of the articles."""
    found: dict[tuple[str, str, tuple[str, ...]], Defect] = {}
    for one in _defective(admission.weighed):
        finding = one.issue.finding
        status = _STATUS.get(one.ground.result, finding.status)
        key = (finding.code, finding.subject, one.issue.items)
        found.setdefault(key, Defect(one.article, one.issue, status, one.ground.hold))
    return tuple(found.values())


def _defective(weighed: Iterable[Weighed]) -> list[Weighed]:
    return [one for one in weighed if one.ground.hold or one.ground.result in _STATUS]
