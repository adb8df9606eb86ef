"""Article 5 (4): the lender's own collection, and the procedure it followed.

Machine: records, their times, the statement, a procedure on record. Person: whether the procedure
is lawful and complete, once for a product.
"""

from collections.abc import Sequence

from anchors.limits import LIMITS
from verify.codes.table import finding
from verify.model import Evidence
from verify.rules.articles.material import all_documents
from verify.rules.case import CaseView
from verify.rules.court import court_day
from verify.rules.elements.rows import ElementRow
from verify.rules.events import day_window
from verify.rules.outcome import Issue
from verify.rules.scopes import product_key

__all__ = ["judge"]

_RECORDS = "l_records"
_LOCATED = Issue(finding("art5_4.located", "5(4)"), (_RECORDS, "l_completed"))
_NOT_COMPLETED = Issue(
    finding("art5_4.not_completed", "l_completed", observed="否", expected="是"), ("l_completed",)
)
_NO_RECORD = Issue(finding("art5_4.no_record", _RECORDS), (_RECORDS,))


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 5 (4)."""
    rows = case.elements.rows(_RECORDS)
    issues = [_NOT_COMPLETED] if case.elements.said("l_completed", "否") else []
    issues += [*_times(case, rows), *_evidence(case, rows)] if rows else [_NO_RECORD]
    issues += _last_demand(case)
    return (*(issues or [_LOCATED]), _procedure(case, rows))


def _times(case: CaseView, rows: Sequence[ElementRow]) -> list[Issue]:
    """Hold the times of collection between the default and the court's receipt."""
    times = [(no, at) for no, row in enumerate(rows, 1) if (at := row.instant("at")) is not None]
    latest = case.at + case.policy.tolerances.clock
    found = [
        Issue(finding("art5_4.after_receipt", f"{_RECORDS}/{no}/at"), (f"{_RECORDS}/{no}/at",))
        for no, at in times
        if at > latest
    ]
    overdue = day_window(case.elements.day("j_overdue_from"))
    if times and overdue is not None and all(at < overdue.first for _, at in times):
        one = finding("art5_4.before_default", _RECORDS, expected=overdue.first.date().isoformat())
        found.append(Issue(one, (_RECORDS, "j_overdue_from")))
    return found[: LIMITS.article_issues]


def _last_demand(case: CaseView) -> list[Issue]:
    """Hold the day of the last demand against the court's receipt: it is not after it."""
    day, received = case.elements.day(_DEMAND), court_day(case.at)
    if day is None or day <= received:
        return []
    found = finding(
        "art5_4.demand_in_future", _DEMAND,
        observed=day.isoformat(), expected=f"≤ {received.isoformat()}",
    )  # fmt: skip
    return [Issue(found, (_DEMAND,))]


_DEMAND = "l_last_demand"


def _evidence(case: CaseView, rows: Sequence[ElementRow]) -> list[Issue]:
    """Look for the evidence that records name: by its id, or as people know it, by its file."""
    named = [(no, row.text("evidence")) for no, row in enumerate(rows, 1)]
    if not any(name for _, name in named):
        return []
    held = [*case.items, *[one.outcome for one in case.shared]]
    known = {name for one in held for name in _names(one.evidence)}
    known |= {one.id for one in case.shared}
    found = []
    for no, name in named:
        if name is not None and name not in known:
            key = f"{_RECORDS}/{no}/evidence"
            found.append(Issue(finding("art5_4.evidence_unknown", key, observed=name), (key,)))
    return found[: LIMITS.article_issues]


def _names(evidence: Evidence) -> tuple[str | None, ...]:
    return evidence.id, evidence.file_name, evidence.title


def _procedure(case: CaseView, rows: Sequence[ElementRow]) -> Issue:
    """Ask whether the procedure is adequate, or say that there is none."""
    times = [at for row in rows if (at := row.instant("at")) is not None]
    when = max(times, default=case.at)
    lender = case.registry.lender
    registered = lender.procedure(when) if lender is not None else None
    wanted = case.rules.documents("collection_procedure")
    sent = [one.name for one in all_documents(case) for words in wanted if one.shows(words)]
    if registered is None and not sent:
        return Issue(finding("art5_4.procedure_absent", "5(4)"))
    observed = "未登记" if registered is None else f"已登记且在有效期：{registered.name}"
    found = finding("art5_4.procedure_adequacy", "5(4)", observed=observed)
    return Issue(found, items=tuple(sent), scope_key=product_key(case.head))
