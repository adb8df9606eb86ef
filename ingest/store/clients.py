"""Who may speak to us: the rows of `client`, as the registry of this environment states them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from ingest.store.schema import METADATA

__all__ = ["Client", "clients_of", "end_clients", "find_client", "keep_client"]

_CLIENT = METADATA.tables["client"]


class Client(NamedTuple):
    """One client: a system of a sender or, in a sandbox, a person."""

    id: str
    environment: str
    role: str
    party: str
    """Platform id, lender's credit code, or the court."""
    name: str
    since: datetime
    until: datetime | None = None
    """From then on it is refused, whatever it holds."""
    keys: Mapping[str, Any] = {"keys": ()}
    """Public keys, a JWK set (RFC 7517)."""
    secret: str | None = None
    """SHA-256 in hex of a sandbox secret of 256 random bits; none in production."""

    def is_open(self, at: datetime) -> bool:
        """Whether it may speak at an instant."""
        return self.since <= at and (self.until is None or at < self.until)


def find_client(connection: Connection, environment: str, client: str) -> Client | None:
    """Return a client of this environment; None where there is none of this id."""
    wanted = select(_CLIENT).where(_CLIENT.c.id == client, _CLIENT.c.environment == environment)
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else Client(**row)


def clients_of(connection: Connection, environment: str) -> tuple[Client, ...]:
    """Return every client that was ever registered, as it was last."""
    wanted = select(_CLIENT).where(_CLIENT.c.environment == environment).order_by(_CLIENT.c.id)
    return tuple(Client(**row) for row in connection.execute(wanted).mappings())


def keep_client(connection: Connection, client: Client) -> None:
    """Write what the registry says of a client, in place of what it said before."""
    connection.execute(delete(_CLIENT).where(_CLIENT.c.id == client.id))
    stated = {**client._asdict(), "keys": {**client.keys, "keys": list(client.keys["keys"])}}
    connection.execute(insert(_CLIENT).values(**stated))


def end_clients(
    connection: Connection, environment: str, *, but: Collection[str], at: datetime
) -> None:
    """End every client that the registry does not name any more; its row stays."""
    gone = _CLIENT.c.environment == environment, _CLIENT.c.id.not_in(but)
    still = (_CLIENT.c.until.is_(None)) | (_CLIENT.c.until > at)
    connection.execute(update(_CLIENT).where(*gone, still).values(until=at))
