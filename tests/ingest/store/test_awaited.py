"""The row of a source is held by one at a time, also before it is there."""

from concurrent.futures import ThreadPoolExecutor

from ingest.store.awaited import SourceRow, hold_source, save_source
from ingest.store.database import Database


def _count_up(database: Database) -> SourceRow:
    with database.write() as connection:
        row = hold_source(connection, "chain:a", "sandbox")
        save_source(
            connection, row._replace(failures=row.failures + 1), asked_at=None, answered_at=None
        )
    return row


def test_of_many_who_hold_a_new_source_at_once_each_sees_what_the_others_left(
    database: Database,
) -> None:
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda _: _count_up(database), range(8)))
    assert sorted(row.failures for row in rows) == list(range(8))
    assert {row.state for row in rows} == {"up"}
