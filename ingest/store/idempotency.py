"""Rows of requests under an Idempotency-Key: what was answered, or who is at it.

A row without status belongs to the request that holds it, while it says from time to time that it
is alive; a row with one is an answer. Keys are of one environment, sender and route. The insert
decides: of two that take the same key at once, at any two machines, one has it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from ingest.store.absent import insert_absent
from ingest.store.matching import columns_of, matches
from ingest.store.schema import METADATA

__all__ = [
    "IdempotencyKey", "KnownRequest", "StoredAnswer", "drop_keys_before", "hold_key",
    "known_request", "let_go", "still_held", "store_answer",
]  # fmt: skip

_table = METADATA.tables["idempotency"]


class IdempotencyKey(NamedTuple):
    """What a key is unique in."""

    environment: str
    sender: str
    route: str
    key: str


class StoredAnswer(NamedTuple):
    """An answer, as it is given again."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    again: bool = False
    """Whether it was given before."""


class KnownRequest(NamedTuple):
    """What is known under a key."""

    holder: str
    fingerprint: str | None
    answer: StoredAnswer | None
    """None while it runs."""
    created_at: datetime
    touched_at: datetime


_COLUMNS = "holder", "fingerprint", "status", "headers", "body", "created_at", "touched_at"
_NAMED = matches(_table, *IdempotencyKey._fields)
_KNOWN = select(*columns_of(_table, _COLUMNS)).where(_NAMED).with_for_update()
_CLEAR = delete(_table).where(_NAMED, matches(_table, "holder"))


def known_request(connection: Connection, key: IdempotencyKey) -> KnownRequest | None:
    """Return what is known under a key, held until the transaction ends where it writes."""
    row = connection.execute(_KNOWN, key._asdict()).first()
    if row is None:
        return None
    holder, fingerprint, status, headers, body, created_at, touched_at = row
    answer = None if status is None else StoredAnswer(status, headers, bytes(body), again=True)
    return KnownRequest(holder, fingerprint, answer, created_at, touched_at)


def hold_key(
    connection: Connection,
    key: IdempotencyKey,
    holder: str,
    at: datetime,
    *,
    after: str | None = None,
) -> bool:
    """Write that a request is running; False where another took the key meanwhile.

    Args:
        connection: of the caller.
        key: of the request.
        holder: the request.
        at: now.
        after: the request under this key that it takes the place of, where there is one: itself,
            or one that counts no more.
    """
    return _replace(connection, key, after, holder=holder, created_at=at, touched_at=at)


def still_held(connection: Connection, key: IdempotencyKey, holder: str, at: datetime) -> bool:
    """Say that a request is alive; False where its key was given to another."""
    held = update(_table).filter_by(**key._asdict(), holder=holder, status=None)
    return connection.execute(held.values(touched_at=at)).rowcount == 1


def store_answer(
    connection: Connection,
    key: IdempotencyKey,
    holder: str,
    fingerprint: str,
    answer: StoredAnswer,
    at: datetime,
    *,
    after: str | None = None,
) -> bool:
    """Keep an answer under its key, in the transaction of what it says; else as `hold_key`."""
    return _replace(
        connection, key, after, holder=holder, fingerprint=fingerprint, status=answer.status,
        headers=dict(answer.headers), body=answer.body, created_at=at, touched_at=at,
    )  # fmt: skip


def let_go(connection: Connection, key: IdempotencyKey, holder: str) -> None:
    """Forget a request that ended without an answer to keep."""
    connection.execute(
        delete(_table).filter_by(**key._asdict(), holder=holder, status=None)
    )  # fmt: skip


def drop_keys_before(connection: Connection, before: datetime) -> int:
    """Forget what was kept under keys before an instant; return how many."""
    return connection.execute(delete(_table).where(_table.c.created_at < before)).rowcount


def _replace(
    connection: Connection,
    key: IdempotencyKey,
    after: str | None,
    *,
    holder: str,
    **values: Any,  # noqa: ANN401 - columns
) -> bool:
    named = key._asdict()
    if after is not None:
        connection.execute(_CLEAR, {**named, "holder": after})
    return insert_absent(connection, _table, {**named, "holder": holder, **values})
