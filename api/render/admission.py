"""What a report says beyond integrity, in the order of its page; None of an integrity report.

Advice, defects with the notice, what a person decides, decisions applied, articles, coverage, debt,
notes on the procedure, and the rows of the rule tables that were used.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.render.account import Account, account_of
from api.render.articles import Part, articles_of
from api.render.defects import Defect, defects_of, notice_of
from api.render.edition import Edition
from api.render.matrix import Matrix, matrix_of
from api.render.opinion import Opinion, opinion_of
from api.render.procedure import Note, procedure_of
from api.render.questions import Decision, Question, decisions_of, questions_of
from api.render.refs import evidence_of
from api.render.rulerows import RuleRow, rule_rows

__all__ = ["Admission", "admission_of"]


class Admission(NamedTuple):
    """The admission part of a case page."""

    opinion: Opinion
    defects: tuple[Defect, ...]
    notice: tuple[str, ...]
    """Lines of the notice of all defects; none where nothing is to be corrected."""
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    parts: tuple[Part, ...]
    matrix: Matrix
    account: Account | None
    procedure: tuple[Note, ...]
    rows: tuple[RuleRow, ...]


def admission_of(edition: Edition, report: Mapping[str, Any]) -> Admission | None:
    """The admission part of a report, where it was judged."""
    verdict = report["verdict"]
    if verdict is None:
        return None
    evidence = evidence_of(report)
    defects = defects_of(edition, verdict, evidence)
    questions = questions_of(edition, report["open_questions"])
    return Admission(
        opinion=opinion_of(edition, report, defects, questions),
        defects=defects,
        notice=notice_of(verdict),
        questions=questions,
        decisions=decisions_of(edition, verdict["decisions"]),
        parts=articles_of(edition, report["articles"], evidence, defects),
        matrix=matrix_of(edition, report["coverage"] or (), evidence, report["judgement"]["at"]),
        account=account_of(edition, report["debt"]) if report["debt"] else None,
        procedure=procedure_of(edition, verdict),
        rows=rule_rows(edition, verdict["rules"]),
    )
