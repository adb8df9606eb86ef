from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from ingest.store.database import Database
from ingest.store.jti import forget_spent, is_spent, spend

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def take(database: Database, value: str = "v", client: str = "c") -> bool:
    with database.write() as connection:
        return spend(connection, client, value, AT)


def test_an_identifier_is_taken_once_a_client(database: Database) -> None:
    assert [take(database), take(database), take(database, client="d")] == [True, False, True]


def test_of_many_at_once_one_is_first(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: take(database), range(8))) == [False] * 7 + [True]


def test_what_was_undone_is_not_taken(database: Database) -> None:
    with database.read() as connection:
        assert spend(connection, "c", "v", AT)
    assert take(database)


def test_an_identifier_is_kept_for_a_day_beyond_its_end(database: Database) -> None:
    take(database)
    with database.write() as connection:
        assert forget_spent(connection, AT + timedelta(days=1)) == 0
        assert is_spent(connection, "c", "v")
        assert forget_spent(connection, AT + timedelta(days=1, milliseconds=1)) == 1
        assert not is_spent(connection, "c", "v")
