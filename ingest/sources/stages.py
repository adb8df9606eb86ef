"""What workers do about the world: have a receipt stamped, ask a source.

    stamp    subject = receipt         a token over its CMS; an authority that is down delays it
    source   subject = source          what cases await of it, or its list by the clock

A source's turn:

1. what is awaited, what of it the court holds by now, and the cases whose time is over
2. the source is asked for the rest, outside any transaction
3. what it brought becomes a new version of the trust directory
4. the cases that awaited nothing else are asked for, a transaction a package
5. where the source stands, and whether another turn comes, in one transaction

It may be begun again at any point: what is held is not asked for again, and a case that was asked
for awaits nothing any more.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from anchors.limits import LIMITS
from ingest.errors import StampError
from ingest.jobs.port import Stages, Turn
from ingest.jobs.queues import SOURCE, STAMP
from ingest.service import Service
from ingest.sources.gathered import Gathered, SourceState
from ingest.sources.headers import gather_headers
from ingest.sources.keeper import StoredTrust
from ingest.sources.lists import gather_list
from ingest.sources.patience import next_attempt
from ingest.sources.registry import ChainSource, ListSource
from ingest.sources.waiting import REFRESH, judge_freed, judge_overdue
from ingest.sources.wants import Want, is_held
from ingest.store.awaited import (
    SourceRow,
    drop_idle,
    hold_source,
    mark_asked,
    mark_given,
    open_items,
    postpone,
    save_source,
)
from ingest.store.receipts import receipt_value, set_token
from verify.errors import TrustError

__all__ = ["ask_source", "source_stages", "stamp_receipt"]

_UNKNOWN = "no such source is registered"
_NO_AUTHORITY = "no time-stamping authority is configured"


def source_stages(service: Service) -> Stages:
    """Return the stages that speak to the outside world."""
    return {STAMP: partial(stamp_receipt, service), SOURCE: partial(ask_source, service)}


def stamp_receipt(service: Service, turn: Turn) -> None:
    """Have a receipt stamped; where no token comes, try again later, and later."""
    with service.database.read() as connection:
        value = receipt_value(connection, turn.attempt.subject)
    try:
        token = _stamped(service, value)
    except StampError as error:
        with service.database.write() as connection:
            turn.wait(connection, next_attempt(service.clock(), turn.token), str(error))
        return
    with service.database.write() as connection:
        turn.finish(connection)
        if token is not None:
            set_token(connection, turn.attempt.subject, token, service.clock())


def _stamped(service: Service, value: bytes | None) -> bytes | None:
    """Return the token of a receipt; None where the receipt is gone."""
    if value is None:
        return None
    if service.stamper is None:
        raise StampError(_NO_AUTHORITY)
    return service.stamper.stamp(value)


def ask_source(service: Service, turn: Turn) -> None:
    """Ask a source for what is awaited of it, and have judged what that frees."""
    source = turn.attempt.subject
    keeper = StoredTrust(service.database, service.blobs, service.environment, service.clock)
    # 1
    with service.database.write() as connection:
        row = hold_source(connection, source, service.environment)
        drop_idle(connection, source)
        items = open_items(connection, source, LIMITS.source_items)
    held = _held(service, keeper, source, items)
    asked = [one for one in items if one not in held]
    # 2
    gathered = None
    if asked or turn.attempt.part == REFRESH:
        gathered = _gathered(service, keeper, row, asked, settled=bool(held))
    # 3
    gathered = _kept(keeper, gathered)
    held = _held(service, keeper, source, items)
    # 4
    judge_freed(service, source, held)
    judge_overdue(service)
    # 5
    with service.database.write() as connection:
        mark_asked(connection, source, asked, service.clock())
        mark_given(connection, source, held, service.clock())
        _settle(connection, service, turn, gathered, progress=bool(held))


def _held(
    service: Service, keeper: StoredTrust, source: str, items: Collection[str]
) -> frozenset[str]:
    """Return what is in every profile's trust, and need not be asked for."""
    stores = [keeper.current(profile) for profile in keeper.profiles()]
    now = service.clock()
    return frozenset(
        item
        for item in items
        if all(is_held(Want(source, item), service.sources, one, now) for one in stores)
    )


def _gathered(
    service: Service, keeper: StoredTrust, row: SourceRow, items: Collection[str], *, settled: bool
) -> Gathered:
    """Return what a source says; one in conflict is not asked before a person settled it."""
    if row.state == SourceState.CONFLICT and not settled:
        return Gathered(SourceState.CONFLICT, row.reason)
    source, store = service.sources.find(row.id), keeper.current()
    match source:
        case ChainSource():
            heights = [int(one) for one in items]
            return gather_headers(source, heights, store, service.clock())
        case ListSource():
            return gather_list(source, store, service.policy, service.clock())
    return Gathered(SourceState.DOWN, _UNKNOWN)


def _kept(keeper: StoredTrust, gathered: Gathered | None) -> Gathered | None:
    """Bring what came into the trust directory; where it is refused, the source is of no use."""
    if gathered is None or gathered.addition is None:
        return gathered
    try:
        keeper.extend(gathered.addition)
    except TrustError as error:
        return Gathered(SourceState.DOWN, str(error)[:200])
    return gathered


def _settle(
    connection: Connection,
    service: Service,
    turn: Turn,
    gathered: Gathered | None,
    *,
    progress: bool,
) -> None:
    """Write where a source stands, and let its next turn come when it is due.

    Args:
        connection: the transaction.
        service: clock and sources.
        turn: whose attempt it is.
        gathered: what the source said; None where it was not asked.
        progress: whether anything that was awaited is there.
    """
    source, now = turn.attempt.subject, service.clock()
    before = hold_source(connection, source, service.environment)
    idle = not open_items(connection, source, 1)
    row = _standing(before, gathered, now, idle=idle, progress=progress)
    answered = gathered is not None and gathered.state is SourceState.UP
    save_source(
        connection, row,
        asked_at=now if gathered is not None else None,
        answered_at=now if answered else None,
    )  # fmt: skip
    due = _due(service, turn, row, now)
    if due is None:
        turn.finish(connection)
    else:
        postpone(connection, source, due)
        turn.wait(connection, due, row.reason or "to be asked again")


def _standing(
    row: SourceRow, gathered: Gathered | None, now: datetime, *, idle: bool, progress: bool
) -> SourceRow:
    """Return where a source stands after a turn: soon again after progress, later without any."""
    if gathered is None:
        state = SourceState.UP if progress else SourceState(row.state)
        return row._replace(state=state, next_attempt=None if idle else now)
    works = gathered.state is SourceState.UP
    failures = 0 if works and (idle or progress) else row.failures + 1
    again = next_attempt(now, failures) if failures else now
    due = None if works and idle else again
    return SourceRow(row.id, gathered.state, failures, gathered.reason, due)


def _due(service: Service, turn: Turn, row: SourceRow, now: datetime) -> datetime | None:
    """Return when this attempt has its next turn; None where it is done."""
    if turn.attempt.part != REFRESH:
        return row.next_attempt
    listed = service.sources.lists.get(row.id)
    if listed is None or listed.refresh is None:
        return None
    regular = now + timedelta(seconds=listed.refresh)
    return regular if row.next_attempt is None else min(regular, row.next_attempt)
