"""What others are to be told, in the order of commits; one row of a kind for each subject."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from ingest.store.commitorder import Place, after, order, settled, transaction_number
from ingest.store.schema import METADATA

__all__ = ["VERDICT_RECORDED", "Told", "put_told", "read_told"]

VERDICT_RECORDED = "verdict.recorded"

_outbox = METADATA.tables["outbox"]


class Told(NamedTuple):
    """One thing that happened."""

    environment: str
    sender: str
    kind: str
    subject: str
    package: str
    body: Mapping[str, Any]
    created_at: datetime


def put_told(connection: Connection, rows: Sequence[Told]) -> None:
    """Write what happened, in the transaction in which it did."""
    if rows:
        number = transaction_number(connection)
        connection.execute(insert(_outbox).values(xid=number), [row._asdict() for row in rows])


def read_told(
    connection: Connection, environment: str, place: Place, limit: int
) -> list[tuple[Place, Told]]:
    """Return what comes after a place, each with its own; nothing earlier follows any more."""
    columns = [_outbox.c[name] for name in Told._fields]
    asked = select(_outbox.c.xid, _outbox.c.seq, *columns).where(
        _outbox.c.environment == environment, settled(connection, _outbox), after(_outbox, place)
    )
    rows = connection.execute(asked.order_by(*order(_outbox)).limit(limit))
    return [(Place(xid, seq), Told(*told)) for xid, seq, *told in rows]
