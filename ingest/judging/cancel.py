"""Cancel a package that has no verdict yet: what runs is fenced, what waits is never begun."""

from sqlalchemy import Connection

from ingest.service import Service
from ingest.store.judgements import (
    JudgementState,
    judgement_row,
    judgements_of,
    lock_package,
    set_judgement,
    set_package_state,
)

__all__ = ["cancel_package"]


def cancel_package(connection: Connection, service: Service, package: str) -> bool:
    """Cancel a package in the caller's transaction; False where it is judged, or being recorded."""
    if lock_package(connection, package) is None:
        return False
    rows = [judgement_row(connection, o.id, lock=True) for o in judgements_of(connection, package)]
    running = [row for row in rows if row is not None and not JudgementState(row.state).over]
    if any(row.state == JudgementState.CLOSING for row in running):
        return False
    if not set_package_state(connection, package, "cancelled", "received", "judging"):
        return False
    for row in running:
        service.jobs.cancel(connection, row.id)
        set_judgement(connection, row.id, JudgementState.CANCELLED, closed_at=service.clock())
    return True
