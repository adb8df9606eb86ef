"""What others are told is read in the order of commits: nothing is skipped, nothing comes twice."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from ingest.store.commitorder import Place
from ingest.store.database import Database
from ingest.store.outbox import VERDICT_RECORDED, Told, put_told, read_told

AT = datetime(2025, 6, 10, 3, tzinfo=UTC)


def told(subject: str) -> Told:
    """Return what is told of a verdict."""
    return Told("sandbox", "platform", VERDICT_RECORDED, subject, "pkg-1", {"no": 1}, AT)


def subjects(database: Database, place: Place = Place()) -> list[str]:  # noqa: B008 - a value
    """Return what a reader finds after a place."""
    with database.read() as connection:
        return [one.subject for _, one in read_told(connection, "sandbox", place, 100)]


def test_what_is_committed_is_read_from_a_place_on(database: Database) -> None:
    with database.write() as connection:
        put_told(connection, [told("a"), told("b")])
    with database.read() as connection:
        ((place, first), *_) = read_told(connection, "sandbox", Place(), 1)
    assert first == told("a")
    assert subjects(database, place) == ["b"]


def test_of_one_verdict_nobody_is_told_twice(database: Database) -> None:
    with database.write() as connection:
        put_told(connection, [told("a")])
    with pytest.raises(IntegrityError), database.write() as connection:
        put_told(connection, [told("a")])


def test_a_transaction_that_commits_late_is_not_passed_over(database: Database) -> None:
    if database.is_sqlite:
        with database.write() as connection:
            put_told(connection, [told("early")])
        assert subjects(database) == ["early"]
        return
    with database.write() as late:
        put_told(late, [told("late")])
        with database.write() as early:
            put_told(early, [told("early")])
        assert subjects(database) == []
    assert subjects(database) == ["late", "early"]
