"""在线诉讼规则 17: the platform's filing, its neutrality, and the standards that it meets.

Asked of the platform that sent the package, on the days on which its deposits were made: those are
the platform's own word, or the sender's. What the register shows is told; whether system and
process are fit is one question for a person, and so is everything that is not in order.
"""

from collections.abc import Iterator
from datetime import datetime

from verify.canonical import rfc3339
from verify.instants import stated_instant
from verify.rules.articles.issue import issue
from verify.rules.case import CaseView
from verify.rules.outcome import Issue
from verify.rules.registry import PlatformFacts, decode_platform_facts
from verify.rules.scopes import platform_key
from verify.trust import PlatformRecord

__all__ = ["judge"]

_DEPOSITED = "deposited"
_SUBJECT = "platform"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 17 says of the platform of a case."""
    if case.head.path != _DEPOSITED:
        return (issue("rule17.not_deposited", subject=_SUBJECT),)
    record = case.registry.platform
    if record is None:
        told = case.head.platform_id
        key = platform_key(told or "")
        return (
            issue("rule17.platform_unregistered", subject=_SUBJECT, observed=told, scope_key=key),
        )
    facts = decode_platform_facts(record.record, record.names)
    days = _deposit_days(case, record)
    return (
        *_registered(record, facts, days),
        *_neutral(case, record, facts),
        *_standards(record, facts, days),
        issue("rule17.platform_adequacy", subject=_SUBJECT, scope_key=platform_key(record.id)),
    )


def _deposit_days(case: CaseView, record: PlatformRecord) -> tuple[datetime, ...]:
    """Return the first and the last deposit of the case with the platform; else the receipt."""
    stated = [
        stated_instant(one.evidence.deposit.deposited_at)
        for one in case.items
        if one.evidence.deposit is not None and one.evidence.deposit.platform_id == record.id
    ]
    times = [one for one in stated if one is not None]
    return (min(times), max(times)) if times else (case.at,)


def _registered(
    record: PlatformRecord, facts: PlatformFacts, days: tuple[datetime, ...]
) -> Iterator[Issue]:
    if not all(facts.term.in_force(day) for day in days):
        key = platform_key(record.id, "term")
        yield issue("rule17.not_in_force", subject=_SUBJECT, scope_key=key)
    if facts.filing_no is not None and all(facts.filing.in_force(day) for day in days):
        yield issue("rule17.filing_registered", subject=_SUBJECT, observed=facts.filing_no)
    else:
        key = platform_key(record.id, "filing", facts.filing_no or "")
        yield issue(
            "rule17.filing_not_in_force",
            subject=_SUBJECT,
            observed=facts.filing_no,
            expected=rfc3339(days[0]),
            scope_key=key,
        )


def _neutral(case: CaseView, record: PlatformRecord, facts: PlatformFacts) -> Iterator[Issue]:
    head = case.head
    parties = {head.lender.uscc, head.lender.name, head.applicant.uscc, head.applicant.name}
    parties.add(case.elements.text("c_firm") or head.lender.name)
    shared = sorted(facts.interested & parties)
    if shared:
        key = platform_key(record.id, *shared)
        yield issue(
            "rule17.conflict_of_interest", "b_name",
            subject=_SUBJECT, observed="、".join(shared), scope_key=key,
        )  # fmt: skip


def _standards(
    record: PlatformRecord, facts: PlatformFacts, days: tuple[datetime, ...]
) -> Iterator[Issue]:
    if not facts.standards:
        key = platform_key(record.id, "standards")
        yield issue("rule17.standard_absent", subject=_SUBJECT, scope_key=key)
    for one in facts.standards:
        if not all(one.term.in_force(day) for day in days):
            yield issue(
                "rule17.standard_expired",
                subject=_SUBJECT,
                observed=one.name,
                scope_key=platform_key(record.id, one.name),
            )
