from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from ingest.store.database import Database
from ingest.store.gauges import Gauges, read_gauges
from ingest.store.schema import METADATA

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def attempt(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"a{number}", "environment": "sandbox", "sender": "s", "kind": "shard",
        "subject": "j", "part": str(number), "state": "ready", "token": 0, "priority": 0,
        "tries": 0, "created_at": AT + timedelta(seconds=number), "not_before": None,
        "delivery": 0, "share": "s", **changed,
    }  # fmt: skip


def test_empty_tables_have_nothing_to_tell(database: Database) -> None:
    with database.read() as connection:
        assert read_gauges(connection, "sandbox", AT, LEASE) == Gauges({}, {}, 0, 0, None, None, 0)


def test_attempts_are_counted_and_the_oldest_that_is_due_is_named(database: Database) -> None:
    rows = [
        attempt(0, state="done"),
        attempt(1, not_before=AT + timedelta(hours=1)),
        attempt(2),
        attempt(3),
        attempt(4, environment="production"),
    ]
    with database.write() as connection:
        connection.execute(insert(METADATA.tables["attempt"]), rows)
        found = read_gauges(connection, "sandbox", AT, LEASE)
    assert found.attempts == {("shard", "done"): 1, ("shard", "ready"): 3}
    assert found.oldest_ready == AT + timedelta(seconds=2)


def test_the_attempt_that_runs_longest_is_named(database: Database) -> None:
    taken = {1: AT + timedelta(hours=1), 2: AT, 3: None}
    rows = [attempt(number, state="running", taken_at=at) for number, at in taken.items()]
    over = attempt(4, state="done", taken_at=AT - timedelta(hours=1))
    with database.write() as connection:
        connection.execute(insert(METADATA.tables["attempt"]), [*rows, {**over, "part": "4"}])
        assert read_gauges(connection, "sandbox", AT, LEASE).oldest_running == AT


def test_packages_receipts_and_waiting_cases_are_counted(database: Database) -> None:
    package = {
        "id": "p", "environment": "sandbox", "sender": "s", "package_id": "x",
        "package_digest": "0" * 64, "form": "archive", "source": "0" * 64, "octets": 1,
        "head": {}, "lender": "l", "state": "judging", "received_at": AT, "settings": {},
    }  # fmt: skip
    receipt = {
        "id": "r", "environment": "sandbox", "sender": "s", "package": "p", "value": b"",
        "issued_at": AT,
    }  # fmt: skip
    case = {
        "environment": "sandbox", "sender": "s", "package": "p", "case_key": "c", "shard": "0",
        "order_key": "0" * 64, "next_attempt": AT, "wait_until": AT,
    }  # fmt: skip
    with database.write() as connection:
        for table, row in (("package", package), ("receipt", receipt), ("case_state", case)):
            connection.execute(insert(METADATA.tables[table]).values(row))
        found = read_gauges(connection, "sandbox", AT, LEASE)
    assert (found.packages, found.receipts_without_token, found.waiting_cases) == (
        {"judging": 1}, 1, 1,
    )  # fmt: skip


def test_a_worker_that_died_is_counted_no_more_though_nobody_buried_it(database: Database) -> None:
    heard = {"now": AT, "lately": AT - 2 * LEASE, "long ago": AT - 4 * LEASE}
    rows = [
        {"id": name, "host": "h", "process": 1, "state": "alive", "beat": 1, "started_at": at,
         "beat_at": at}
        for name, at in heard.items()
    ]  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(METADATA.tables["worker"]), rows)
        assert read_gauges(connection, "sandbox", AT, LEASE).workers == 2
