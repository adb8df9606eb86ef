"""How judgements go on from stage to stage, and how one ends without a verdict."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ingest.jobs.port import Attempt, Turn
from ingest.judging.ask import JudgementAsk, ask_judgement, kept_policy
from ingest.judging.held import Rows
from ingest.service import Service
from ingest.store.judgements import (
    JudgementState,
    count_left,
    first_under_rules,
    judgement_row,
    lock_judgement,
    set_judgement,
    set_package_state,
)
from verify.canonical import canonical_json

__all__ = ["CLOSE", "SHARD", "finish_shard", "left_to_newer", "refuse", "start_over"]

SHARD = "shard"
CLOSE = "close"
_ROLLING = timedelta(hours=1)
"""How long workers of two versions may be at work together, and a turn is left to the newer."""
_AGAIN = timedelta(seconds=2)
"""How long a turn that is left to another worker waits for it."""


def finish_shard(
    service: Service, turn: Turn, rows: Rows, result: Mapping[str, object] | None
) -> None:
    """Finish a shard; the last one of a judgement asks for its closing.

    The judgement is held meanwhile, so that of two last shards one sees the other done.
    """
    row, package = rows.judgement, rows.package
    with service.database.write() as connection:
        held = judgement_row(connection, row.id, lock=True)
        turn.finish(connection, result)
        judging = held is not None and held.state == JudgementState.JUDGING
        if judging and not count_left(connection, row.id, SHARD):
            set_judgement(connection, row.id, JudgementState.CLOSING)
            service.jobs.enqueue(
                connection, Attempt(CLOSE, row.id),
                environment=row.environment, sender=row.sender, share=package.lender,
            )  # fmt: skip


def left_to_newer(service: Service, turn: Turn, rows: Rows) -> bool:
    """Give a turn back where a judgement is by rules that came after ours; whether it was given.

    While the software is replaced, workers of two versions are at work: what the newer ones judge
    is not begun again by the older ones. Rules that nothing was judged by before are the newest.
    """
    ours, theirs = service.rules.digest, str(rows.judgement.inputs["rules"])
    if ours == theirs or not _came_first(service, ours, theirs):
        return False
    with service.database.write() as connection:
        turn.wait(connection, service.clock() + _AGAIN, "judged by rules newer than this worker's")
    return True


def _came_first(service: Service, ours: str, theirs: str) -> bool:
    """Whether rules were in use before others, which have not been for long."""
    with service.database.read() as connection:
        mine, newer = (
            first_under_rules(connection, service.environment, rules) for rules in (ours, theirs)
        )
    if mine is None or newer is None:
        return False
    return mine < newer and service.clock() < newer + _ROLLING


def start_over(service: Service, turn: Turn, rows: Rows) -> None:
    """Ask anew for a judgement whose rules or recalls are outdated; nothing came of it yet."""
    if left_to_newer(service, turn, rows):
        return
    row = rows.judgement
    ask = JudgementAsk(
        row.inputs["cases"], row.inputs["may_wait"], datetime.fromisoformat(row.inputs["at"])
    )
    policy = kept_policy(service)
    with service.database.write() as connection:
        held = lock_judgement(connection, row.package, row.id)
        turn.finish(connection)
        if held is not None and not JudgementState(held.state).over and not held.decided:
            service.jobs.cancel(connection, row.id)
            set_judgement(connection, row.id, JudgementState.CANCELLED, closed_at=service.clock())
            ask_judgement(
                connection, service, package=row.package, cause=row.cause, policy=policy,
                inputs=ask,
            )  # fmt: skip


def refuse(service: Service, turn: Turn, rows: Rows, summary: Mapping[str, object]) -> None:
    """End a judgement that refuses its package; one that was judged before stays judged."""
    digest = service.blobs.put(canonical_json(summary))
    with service.database.write() as connection:
        lock_judgement(connection, rows.package.id, rows.judgement.id)
        turn.finish(connection)
        set_judgement(
            connection, rows.judgement.id, JudgementState.REFUSED,
            summary=digest, closed_at=service.clock(),
        )  # fmt: skip
        set_package_state(connection, rows.package.id, "refused", "received", "judging")
