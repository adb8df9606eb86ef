"""Rows under an Idempotency-Key: held by one request, answered once, of one sender and route."""

from datetime import timedelta

from fixtures.world import RECEIVED_AT
from ingest.store.database import Database
from ingest.store.idempotency import (
    IdempotencyKey,
    StoredAnswer,
    drop_keys_before,
    hold_key,
    known_request,
    let_go,
    still_held,
    store_answer,
)

_KEY = IdempotencyKey("sandbox", "anna", "submit", "key-1")
_ANSWER = StoredAnswer(202, {"Location": "/there"}, b"{}")


def test_a_held_key_is_let_go_by_its_holder_alone(database: Database) -> None:
    with database.write() as connection:
        hold_key(connection, _KEY, "first", RECEIVED_AT)
        let_go(connection, _KEY, "second")
        held = known_request(connection, _KEY)
        let_go(connection, _KEY, "first")
        gone = known_request(connection, _KEY)
    assert (held and held.answer, gone) == (None, None)


def test_whoever_lost_a_key_is_told(database: Database) -> None:
    with database.write() as connection:
        hold_key(connection, _KEY, "first", RECEIVED_AT)
        alive = still_held(connection, _KEY, "first", RECEIVED_AT)
        hold_key(connection, _KEY, "second", RECEIVED_AT, after="first")
        lost = still_held(connection, _KEY, "first", RECEIVED_AT)
    assert (alive, lost) == (True, False)


def test_a_key_is_taken_of_nobody_but_whom_it_is_taken_after(database: Database) -> None:
    with database.write() as connection:
        assert hold_key(connection, _KEY, "first", RECEIVED_AT)
        assert not hold_key(connection, _KEY, "second", RECEIVED_AT)
        assert not store_answer(
            connection, _KEY, "second", "ab" * 32, _ANSWER, RECEIVED_AT, after="third"
        )
        assert still_held(connection, _KEY, "first", RECEIVED_AT)


def test_an_answer_is_given_as_it_was(database: Database) -> None:
    with database.write() as connection:
        store_answer(connection, _KEY, "first", "ab" * 32, _ANSWER, RECEIVED_AT)
    with database.read() as connection:
        found = known_request(connection, _KEY)
        others = [
            known_request(connection, _KEY._replace(**{name: "other"})) for name in _KEY._fields
        ]
    assert found is not None
    assert (found.answer, others) == (_ANSWER._replace(again=True), [None] * 4)


def test_old_keys_are_dropped(database: Database) -> None:
    with database.write() as connection:
        store_answer(connection, _KEY, "first", "ab" * 32, _ANSWER, RECEIVED_AT)
        kept = drop_keys_before(connection, RECEIVED_AT)
        dropped = drop_keys_before(connection, RECEIVED_AT + timedelta(seconds=1))
    assert (kept, dropped) == (0, 1)
