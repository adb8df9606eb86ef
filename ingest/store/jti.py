"""What is said once: identifiers of assertions that were taken, and of sessions that ended.

The insert decides: of two that bring the same identifier, at any two machines, one is first.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from ingest.store.absent import insert_absent
from ingest.store.schema import METADATA

__all__ = ["forget_spent", "is_spent", "spend"]

_JTI = METADATA.tables["jti"]
_KEPT = timedelta(days=1)
"""After expiry: a clock that steps back makes no identifier new again."""


def spend(connection: Connection, client: str, value: str, expires: datetime) -> bool:
    """Take an identifier; False where it was taken before."""
    row = {"client": client, "value": value, "expires": expires}
    return insert_absent(connection, _JTI, row)


def is_spent(connection: Connection, client: str, value: str) -> bool:
    """Whether an identifier was taken."""
    same = select(_JTI.c.value).where(_JTI.c.client == client, _JTI.c.value == value)
    return connection.execute(same).first() is not None


def forget_spent(connection: Connection, at: datetime) -> int:
    """Drop identifiers whose bearer has been over for a day; return how many."""
    return connection.execute(delete(_JTI).where(_JTI.c.expires < at - _KEPT)).rowcount
