"""人民法院在线诉讼规则 18: data before they came onto a chain are for the judge, case by case."""

from verify.codes.table import finding
from verify.findings import CheckStatus
from verify.items import DepositStatus
from verify.model import ProofKind
from verify.rules.case import CaseView
from verify.rules.corroboration import hours_between
from verify.rules.outcome import Issue

__all__ = ["judge"]

_NO_CHAIN = (Issue(finding("rule18.no_chain", "规则18")),)


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 18."""
    names = []
    for one in case.items:
        kept = one.deposit_status is not DepositStatus.NOT_DEPOSITED
        if kept or any([_anchored(p.kind, p.status) for p in one.proofs]):  # noqa: C419 - faster
            names.append(one.evidence.id)
    if not names:
        return _NO_CHAIN
    found = finding("rule18.before_chain", "规则18", observed=_longest(case))
    return (Issue(found, items=tuple(names)),)


def _anchored(kind: ProofKind, status: CheckStatus) -> bool:
    return status is CheckStatus.PASSED and kind in (ProofKind.ANCHOR, ProofKind.RECEIPT)


def _longest(case: CaseView) -> str | None:
    """Return the longest time from an event to the earliest proof of it, in hours begun."""
    latencies = []
    for row in case.coverage.rows:
        window = row.event.window
        bounds = [one.bound for one in row.cells]
        if window is not None and bounds:
            latencies.append(hours_between(window.last, min(bounds)))
    return f"{max(latencies)} h" if latencies else None
