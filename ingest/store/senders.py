"""One sender's transactions one after the other: what it has is counted before it has more."""

from hashlib import sha256

from sqlalchemy import Connection, func, select

__all__ = ["lock_sender"]

_SENDERS = 0x5E4D
"""The first half of the lock's number: what it is a lock of."""


def lock_sender(connection: Connection, environment: str, sender: str) -> None:
    """Let no other transaction of a sender that asks for this go on until this one ends.

    SQLite has one writer at a time as it is.
    """
    if connection.dialect.name == "postgresql":
        octets = sha256(f"{environment}/{sender}".encode()).digest()[:4]
        number = int.from_bytes(octets, signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(_SENDERS, number)))
