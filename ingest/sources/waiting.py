"""Cases that wait for a source, from the judgement that lets them wait to the one that names them.

A case awaits items of sources. While it does, its sources have a turn to come; when the last item
is there it is judged under the trust that has it, and when its time is over it is judged as it
stands, whatever became of its sources. Each case is asked for in the transaction in which it stops
awaiting, so that a crash neither loses nor doubles one; validation time stays the court's receipt,
for a header pinned or a list issued later says as much of that time or more (judgement 3).
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection

from ingest.jobs.port import Attempt
from ingest.jobs.queues import SOURCE
from ingest.judging.ask import JudgementAsk, ask_judgement, kept_policy
from ingest.service import Service
from ingest.sources.wants import Want
from ingest.store.attempts import revive
from ingest.store.awaited import (
    Awaited,
    await_items,
    cases_without_wants,
    drop_awaited,
    forget_cases,
    hold_source,
    last_part,
    overdue_cases,
    packages_awaiting,
    packages_overdue,
)
from ingest.store.judgements import lock_package

__all__ = ["REFRESH", "await_sources", "judge_freed", "judge_overdue", "start_sources"]

REFRESH = "refresh"
"""The part of a source's standing attempt; others are numbered."""


def await_sources(
    connection: Connection,
    service: Service,
    *,
    package: str,
    sender: str,
    wants: Mapping[str, Collection[Want]],
) -> datetime:
    """Have cases await what they want, in the transaction that lets them wait.

    Args:
        connection: of the caller's transaction.
        service: clock, jobs and environment.
        package: our id of the package.
        sender: whose it is.
        wants: case key to what the case is short of; none is empty.

    Returns:
        When a source of theirs is asked next.
    """
    now = service.clock()
    awaited = [Awaited(case, *want) for case, every in wants.items() for want in every]
    held = [
        hold_source(connection, source, service.environment)
        for source in sorted({one.source for one in awaited})
    ]
    await_items(
        connection, environment=service.environment, sender=sender, package=package,
        awaited=awaited, now=now,
    )  # fmt: skip
    for row in held:
        _begin_round(connection, service, row.id)
    return max(now, min((row.next_attempt or now for row in held), default=now))


def _begin_round(connection: Connection, service: Service, source: str) -> None:
    """Have a source asked, unless a turn of it is to come."""
    last = last_part(connection, SOURCE, source, but=REFRESH)
    if last is None or last.over:
        number = 1 if last is None else int(last.part) + 1
        _enqueue(connection, service, Attempt(SOURCE, source, f"{number:08}"))


def start_sources(service: Service) -> None:
    """Write down every source, and have lists fetched by the clock; doing it again is idle.

    Where fetching a list was given up, it begins again.
    """
    lists = service.sources.lists
    with service.database.write() as connection:
        for source in sorted((*service.sources.chains, *lists)):
            hold_source(connection, source, service.environment)
            if source in lists and lists[source].refresh is not None:
                standing = Attempt(SOURCE, source, REFRESH)
                _enqueue(connection, service, standing)
                revive(connection, service.environment, standing, service.clock())


def _enqueue(connection: Connection, service: Service, attempt: Attempt) -> None:
    service.jobs.enqueue(connection, attempt, environment=service.environment, sender=service.court)


def judge_freed(service: Service, source: str, items: Collection[str]) -> None:
    """Ask for judgements of the cases that awaited nothing but these items, which are there now."""
    with service.database.read() as connection:
        packages = packages_awaiting(connection, source, items)
    for package in packages:
        policy = kept_policy(service)
        with service.database.write() as connection:
            lock_package(connection, package)
            cases = drop_awaited(connection, package, source, items)
            freed = cases_without_wants(connection, package, cases)
            if freed:
                ask_judgement(
                    connection, service, package=package, cause="trust", policy=policy,
                    inputs=JudgementAsk(cases=freed),
                )  # fmt: skip


def judge_overdue(service: Service) -> None:
    """Ask for judgements of the cases whose time to wait is over: as they stand."""
    now = service.clock()
    with service.database.read() as connection:
        packages = packages_overdue(connection, service.environment, now)
    for package in packages:
        policy = kept_policy(service)
        with service.database.write() as connection:
            lock_package(connection, package)
            cases = overdue_cases(connection, package, now)
            if cases:
                forget_cases(connection, package, cases)
                ask_judgement(
                    connection, service, package=package, cause="trust", policy=policy,
                    inputs=JudgementAsk(cases=cases, may_wait=False),
                )  # fmt: skip
