"""What is enqueued by rows of our own is what the engine's client enqueues."""

from collections.abc import Iterator
from typing import Any

import pytest
from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Connection

from ingest.jobs.deliveries import APPLICATION, WORKFLOW, Delivery, deliver
from ingest.jobs.engine import Engine
from ingest.store.database import Database

_OWN = {"workflow_uuid", "creator_xid", "created_at", "updated_at", "retention_timestamp"}
"""Of each row alone: its id, and when it was written."""


@pytest.fixture
def enqueuing(database: Database) -> Iterator[tuple[Database, DBOSClient]]:
    """A database with the engine's tables, and the engine's own client."""
    Engine(database).prepare()
    client = DBOSClient(
        system_database_engine=database.engine_for_jobs(), application_name=APPLICATION,
        serializer=DBOSPortableJSONSerializer(), lazy=True,
    )  # fmt: skip
    try:
        yield database, client
    finally:
        client.destroy()


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    schema = "" if connection.dialect.name == "sqlite" else "dbos."
    found = connection.exec_driver_sql(f"SELECT * FROM {schema}{table} ORDER BY workflow_uuid")
    return [dict(row) for row in found.mappings()]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _OWN}


@pytest.mark.parametrize("table", ["workflow_status", "workflow_input"])
def test_every_column_is_what_the_engines_client_writes(
    enqueuing: tuple[Database, DBOSClient], table: str
) -> None:
    database, client = enqueuing
    with database.write() as connection:
        deliver(connection, Delivery("att-b", 1, "judging", 7), "1")
        client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": WORKFLOW, "queue_name": "judging", "workflow_id": "att-a.1",
                "app_version": "1", "priority": 7,
            },
            "att-b", "judging",
        )  # fmt: skip
        theirs, ours = _rows(connection, table)
    assert _told(ours) == _told(theirs)
    assert {name for name, value in ours.items() if value is None} == {
        name for name, value in theirs.items() if value is None
    }
    assert ours["workflow_uuid"] == "att-b.1"


def test_what_is_enqueued_twice_is_enqueued_once(
    enqueuing: tuple[Database, DBOSClient],
) -> None:
    database, _ = enqueuing
    with database.write() as connection:
        for _ in range(2):
            deliver(connection, Delivery("att-a", 1, "judging", 7), "1")
        assert len(_rows(connection, "workflow_status")) == 1


def test_no_tag_is_beyond_the_engines_last_priority(
    enqueuing: tuple[Database, DBOSClient],
) -> None:
    database, _ = enqueuing
    with database.write() as connection:
        deliver(connection, Delivery("att-a", 1, "judging", 2**40), "1")
        assert _rows(connection, "workflow_status")[0]["priority"] == 2**31 - 1
