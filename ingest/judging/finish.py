"""How judgements go on from stage to stage, and how one ends without a verdict."""

from collections.abc import Mapping
from datetime import datetime

from ingest.jobs.port import Attempt, Turn
from ingest.judging.ask import JudgementAsk, ask_judgement, kept_policy
from ingest.judging.held import Rows
from ingest.service import Service
from ingest.store.judgements import (
    JudgementState,
    count_left,
    judgement_row,
    lock_judgement,
    set_judgement,
    set_package_state,
)
from verify.canonical import canonical_json

__all__ = ["CLOSE", "SHARD", "finish_shard", "refuse", "start_over"]

SHARD = "shard"
CLOSE = "close"


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


def start_over(service: Service, turn: Turn, rows: Rows) -> None:
    """Ask anew for a judgement whose rules or recalls are outdated; nothing came of it yet."""
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
