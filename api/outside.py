"""What the service is given from outside: keys, trust, clients, decisions, an authority's address.

In production every piece is a file or secret that a setting names. In the sandbox it is the world
of the fixtures with secrets of its own; nothing here imports that world in production.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from api.identity.clients import ClientFileError, read_clients
from api.settings import Settings
from ingest.cms import read_certificates, read_key
from ingest.errors import SigningError
from ingest.service import CourtKey
from ingest.store.clients import Client
from ingest.trust import read_bounded, read_trust_directory
from verify.errors import TrustError

__all__ = ["Outside", "OutsideError", "column_keys_of", "court_key_of", "open_outside"]


class OutsideError(Exception):
    """A file or secret that a setting names cannot be used; the message names the setting."""


class Outside(NamedTuple):
    """Everything that is not made here."""

    trust: Mapping[str, bytes]
    """Files of a trust directory; empty where none is named, and the last version goes on."""
    court_key: CourtKey
    column_keys: Mapping[str, bytes]
    token_secret: str
    clients: tuple[Client, ...]
    decisions: tuple[bytes, ...] = ()
    """Signed decisions that a sandbox begins with."""
    tsa_url: str = ""
    secrets: Mapping[str, str] = {}
    """Client id to secret, in a sandbox."""
    profiles: Mapping[str, Mapping[str, bytes]] = {}
    """Trust directories of a sandbox's other court profiles, by name."""


@contextmanager
def open_outside(settings: Settings) -> Iterator[Outside]:
    """Give what the settings name; what a sandbox starts for itself ends with the block.

    Raises:
        OutsideError: a file or secret cannot be used.
        ModuleNotFoundError: a sandbox without the extra `[sandbox]`.
    """
    if settings.environment == "production":
        yield _production(settings)
        return
    from api.sandbox import sandbox_world  # noqa: PLC0415 - production is without it

    with sandbox_world(settings) as world:
        yield Outside(
            trust=world.trust,
            court_key=world.court_key,
            column_keys={"sandbox": bytes.fromhex(world.secrets.column_key)},
            token_secret=world.secrets.token,
            clients=world.clients,
            decisions=world.decisions,
            tsa_url=world.tsa_url,
            secrets=world.secrets.clients,
            profiles=world.profiles,
        )


def _production(settings: Settings) -> Outside:
    secret = settings.token_secret
    return Outside(
        trust=_trust_of(settings.trust),
        court_key=court_key_of(settings),
        column_keys=column_keys_of(settings),
        token_secret="" if secret is None else secret.get_secret_value(),
        clients=_clients_of(settings),
        tsa_url=settings.tsa_url,
    )


def court_key_of(settings: Settings) -> CourtKey:
    """Return what the court signs with.

    Raises:
        OutsideError: a file is missing, or cannot be signed with.
    """
    key_file, certificate_file = settings.court_key, settings.court_certificate
    if key_file is None or certificate_file is None:
        raise OutsideError("court_key, court_certificate: not set")
    try:
        key = read_key(_read(key_file))
        certificate, *path = read_certificates(_read(certificate_file))
    except (OSError, TrustError, SigningError, ValueError) as error:
        raise OutsideError(f"court_key, court_certificate: {error}") from error
    return CourtKey(key, certificate, tuple(path))


def column_keys_of(settings: Settings) -> Mapping[str, bytes]:
    """Return the keys of columns by their ids.

    Raises:
        OutsideError: one is no hex.
    """
    try:
        return {
            name: bytes.fromhex(key.get_secret_value())
            for name, key in settings.column_keys.items()
        }
    except ValueError:
        raise OutsideError("column_keys: a key is not in hex") from None


def _clients_of(settings: Settings) -> tuple[Client, ...]:
    if settings.clients is None:
        return ()
    try:
        return read_clients(settings.clients, settings.environment)
    except ClientFileError as error:
        raise OutsideError(f"clients: {error}") from error


def _trust_of(folder: Path | None) -> Mapping[str, bytes]:
    if folder is None:
        return {}
    try:
        return read_trust_directory(folder)
    except (OSError, TrustError) as error:
        raise OutsideError(f"trust: {error}") from error


def _read(path: Path) -> bytes:
    return read_bounded(path, LIMITS.object_octets)
