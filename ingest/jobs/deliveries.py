"""Deliveries as rows of the engine, written as its own client writes them.

The client builds its statements anew for every row, which takes longer than all the rest of asking
for an attempt. A test holds every column of what is written here against what the client writes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import JSON, BigInteger, Column, Connection, Integer, MetaData, Table, Text

from ingest.jobs.fair import LAST
from ingest.store.absent import insert_absent
from ingest.store.ids import new_id
from verify.canonical import canonical_json

__all__ = ["APPLICATION", "WORKFLOW", "Delivery", "deliver", "delivery_id"]

APPLICATION = "evidence-gateway"
WORKFLOW = "turn"


class Delivery(NamedTuple):
    """One bringing of an attempt; twice the same is once."""

    attempt: str
    number: int
    queue: str
    priority: int

    @property
    def id(self) -> str:
        """The engine's id of it."""
        return delivery_id(self.attempt, self.number)


def delivery_id(attempt: str, number: int) -> str:
    """Return the engine's id of a delivery."""
    return f"{attempt}.{number}"


class _Tables(NamedTuple):
    """Where the engine keeps what is enqueued; its other columns fill themselves."""

    status: Table
    input: Table


def _tables(schema: str | None) -> _Tables:
    metadata = MetaData(schema=schema)
    texts = (
        "status", "name", "application_name", "application_version", "queue_name",
        "serialization", "creator_xid",
    )  # fmt: skip
    return _Tables(
        Table(
            "workflow_status", metadata, Column("workflow_uuid", Text, primary_key=True),
            *(Column(name, Text) for name in texts), Column("attributes", JSON),
            Column("priority", Integer), Column("recovery_attempts", BigInteger),
        ),
        Table(
            "workflow_input", metadata, Column("workflow_uuid", Text, primary_key=True),
            Column("inputs", Text),
        ),
    )  # fmt: skip


_TABLES: Mapping[str, _Tables] = MappingProxyType({
    "sqlite": _tables(None), "postgresql": _tables("dbos"),
})  # fmt: skip


def deliver(connection: Connection, delivery: Delivery, release: str) -> None:
    """Enqueue in the caller's transaction, for workers of a release; once, whoever did it."""
    tables = _TABLES[connection.dialect.name]
    status = {
        "workflow_uuid": delivery.id, "status": "ENQUEUED", "name": WORKFLOW,
        "application_name": APPLICATION, "application_version": release,
        "queue_name": delivery.queue, "priority": min(delivery.priority, LAST),
        "recovery_attempts": 0, "serialization": "portable_json", "attributes": None,
        "creator_xid": new_id("att"),
    }  # fmt: skip
    given = {"positionalArgs": [delivery.attempt, delivery.queue], "namedArgs": {}}
    row = {"workflow_uuid": delivery.id, "inputs": canonical_json(given).decode()}
    insert_absent(connection, tables.status, status)
    insert_absent(connection, tables.input, row)
