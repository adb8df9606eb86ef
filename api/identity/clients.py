"""The registry of clients: a TOML file of the operator (`clients`), kept in the table `client`.

    [[client]]
    id = "anzheng-prod"
    role = "platform"                   # platform, lender or pipeline: people come by OIDC
    party = "plat-anzheng"              # platform id, lender's credit code; pipeline: the court
    name = "安证存证平台"
    since = 2026-01-01T00:00:00Z
    [[client.keys]]                     # public keys (RFC 7517), each with its kid
    kty = "EC"
    crv = "P-256"
    kid = "2026-1"
    x = "…"
    y = "…"

A client that the file names no more is ended when it is read next, by `evidence clients` or at a
start; `until` ends one at an instant.
"""

import hashlib
import hmac
import tomllib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection

from anchors.limits import LIMITS
from api.identity.keys import KeyRefusedError, public_keys
from ingest.store.clients import Client, clients_of, end_clients, keep_client
from ingest.trust import read_bounded
from verify.errors import TrustError

__all__ = ["Changes", "ClientFileError", "digest_of", "holds_secret", "read_clients", "register"]

_NO_SECRET = hashlib.sha256(b"").hexdigest()


class ClientFileError(Exception):
    """The file of clients cannot be used; the message says where."""


class _Stated(BaseModel):
    """One client of the file."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$")]
    role: Literal["platform", "lender", "pipeline"]
    party: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    name: Annotated[str, Field(min_length=1, max_length=128)]
    since: AwareDatetime
    until: AwareDatetime | None = None
    keys: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=8)]


class _File(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid")

    client: list[_Stated]


def read_clients(path: Path, environment: str) -> tuple[Client, ...]:
    """Return the clients of a file.

    Raises:
        ClientFileError: it cannot be read, or says what cannot be.
    """
    try:
        text = read_bounded(path, LIMITS.json_octets).decode("utf-8")
        stated = _File.model_validate(tomllib.loads(text)).client
        found = tuple(_client(one, environment) for one in stated)
    except (OSError, TrustError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ClientFileError(f"{path}: {error}") from error
    except (ValidationError, KeyRefusedError) as error:
        raise ClientFileError(f"{path}: {error}") from error
    if len({one.id for one in found}) != len(found):
        raise ClientFileError(f"{path}: two clients of one id")
    return found


def _client(stated: _Stated, environment: str) -> Client:
    return Client(
        stated.id, environment, stated.role, stated.party, stated.name, stated.since,
        stated.until, public_keys(stated.keys).as_dict(private=False),
    )  # fmt: skip


class Changes(NamedTuple):
    """Whose entries differ from what was registered, by their ids."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    ended: tuple[str, ...]


def register(
    connection: Connection, environment: str, clients: Iterable[Client], at: datetime
) -> Changes:
    """Make these the clients of an environment; others are ended at once. Say what changed."""
    before = {one.id: one for one in clients_of(connection, environment)}
    stated = {one.id: one for one in clients}
    changed = [one.id for one in stated.values() if before.get(one.id, one) != one]
    new = [one for one in stated if one not in before]
    for one in (*new, *changed):
        keep_client(connection, stated[one])
    ended = [one.id for one in before.values() if one.id not in stated and one.is_open(at)]
    end_clients(connection, environment, but=set(stated), at=at)
    return Changes(tuple(new), tuple(changed), tuple(ended))


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; it has 256 random bits, so that no slow digest is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holds_secret(client: Client | None, secret: str) -> bool:
    """Whether a secret is the client's, in the same time for a client that is not there."""
    kept = client.secret if client is not None and client.secret is not None else _NO_SECRET
    return hmac.compare_digest(kept, digest_of(secret)) and kept != _NO_SECRET
