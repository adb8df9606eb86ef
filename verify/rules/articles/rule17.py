"""在线诉讼规则 17: the platform's filing, its neutrality, and the standards that it meets.

Asked of the platform that sent the package, on the days on which its deposits were made: those are
the sender's word, and told as such unless each agrees with the time that proofs give its item; one
that does not agree leaves that time to be asked of too. What the register shows is told; whether
system and process are fit is one question for a person, and so is everything that is not in order,
a record that cannot be read among it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from verify.canonical import rfc3339
from verify.checks.party import plain_name
from verify.instants import stated_instant
from verify.judging import ItemOutcome
from verify.policy import DEFAULT_LAG
from verify.rules.articles.issue import issue
from verify.rules.articles.signing import stated_day
from verify.rules.case import CaseView
from verify.rules.outcome import Issue
from verify.rules.registry import PlatformFacts, Term, decode_platform_facts
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
        *_unread(record, facts),
        *_registered(record, facts, days),
        *_neutral(case, record, facts),
        *_standards(record, facts, days),
        issue("rule17.platform_adequacy", subject=_SUBJECT, scope_key=platform_key(record.id)),
    )


class _Days(NamedTuple):
    """The deposits of a case with the platform."""

    at: tuple[datetime, ...]
    """The first and the last time that has to be asked of."""
    proven: bool
    """Whether the proven time of every item agrees with the day that is stated of its deposit."""

    def all_in(self, term: Term) -> bool:
        """Whether a term held on all of them."""
        return all(term.in_force(day) for day in self.at)

    def told(self, text: str) -> str:
        """Return a text with what it rests on, where that is only the sender's word."""
        return text if self.proven else stated_day(text)


def _deposit_days(case: CaseView, record: PlatformRecord) -> _Days:
    """Return the first and the last deposit of the case with the platform; else the receipt."""
    proven, times = True, []
    for one in case.items:
        deposit = one.evidence.deposit
        if deposit is not None and deposit.platform_id == record.id:
            stated = stated_instant(deposit.deposited_at)
            times += [] if stated is None else [stated]
            if stated is not None and not _agrees(case, one, stated):
                # A day restated by the sender does not take the proven one out of sight.
                proven, times = False, times + ([one.proven_time] if one.proven_time else [])
    return _Days((min(times), max(times)), proven) if times else _Days((case.at,), proven=True)


def _agrees(case: CaseView, item: ItemOutcome, stated: datetime) -> bool:
    """Whether the proven time of an item lies within the lag of its stated deposit."""
    lag = case.policy.lags.get(item.evidence.event, DEFAULT_LAG)
    return item.proven_time is not None and abs(item.proven_time - stated) <= lag


def _unread(record: PlatformRecord, facts: PlatformFacts) -> Iterator[Issue]:
    if facts.unread:
        yield issue(
            "rule17.record_unreadable",
            subject=_SUBJECT,
            observed="、".join(facts.unread),
            scope_key=platform_key(record.id, "record", *facts.unread),
        )


def _registered(record: PlatformRecord, facts: PlatformFacts, days: _Days) -> Iterator[Issue]:
    if facts.term is not None and not days.all_in(facts.term):
        key = platform_key(record.id, "term")
        yield issue("rule17.not_in_force", subject=_SUBJECT, scope_key=key)
    if facts.filing_no is not None and days.all_in(facts.filing):
        told = days.told(facts.filing_no)
        yield issue("rule17.filing_registered", subject=_SUBJECT, observed=told)
    else:
        key = platform_key(record.id, "filing", facts.filing_no or "")
        yield issue(
            "rule17.filing_not_in_force",
            subject=_SUBJECT,
            observed=facts.filing_no,
            expected=days.told(rfc3339(days.at[0]) or ""),
            scope_key=key,
        )


def _neutral(case: CaseView, record: PlatformRecord, facts: PlatformFacts) -> Iterator[Issue]:
    parties = {plain_name(one) for one in _parties(case)}
    shared = sorted([one for one in facts.interested if plain_name(one) in parties])
    if shared:
        key = platform_key(record.id, *shared)
        yield issue(
            "rule17.conflict_of_interest", "b_name",
            subject=_SUBJECT, observed="、".join(shared), scope_key=key,
        )  # fmt: skip


def _parties(case: CaseView) -> Iterator[str]:
    """Yield names and credit codes of the lender, also as registered, applicant and agent."""
    head, lender = case.head, case.registry.lender
    yield from (head.lender.uscc, head.lender.name, head.applicant.uscc, head.applicant.name)
    agent = case.elements.text("c_firm")
    yield from () if agent is None else (agent,)
    yield from () if lender is None else (lender.uscc, lender.name)


def _standards(record: PlatformRecord, facts: PlatformFacts, days: _Days) -> Iterator[Issue]:
    if not facts.standards:
        key = platform_key(record.id, "standards")
        yield issue("rule17.standard_absent", subject=_SUBJECT, scope_key=key)
    for one in facts.standards:
        if not days.all_in(one.term):
            yield issue(
                "rule17.standard_expired",
                subject=_SUBJECT,
                observed=one.name,
                scope_key=platform_key(record.id, one.name),
            )
