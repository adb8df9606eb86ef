"""A keeper over a database and blobs of its own, and trust directories to give it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fixtures.trust import TrustDirectory, trust_directory
from fixtures.world import world
from ingest.service import Environment
from ingest.sources.keeper import StoredTrust
from ingest.store.database import Database
from ingest.store.localblobs import LocalBlobs
from ingest.store.schema import METADATA

NOW = datetime(2025, 7, 1, tzinfo=UTC)


def directory(**head: object) -> TrustDirectory:
    """Return the world's trust directory with some of its head changed."""
    made = trust_directory(world())
    made.head |= head
    return made


@contextmanager
def open_keeper(folder: Path, environment: Environment = "sandbox") -> Iterator[StoredTrust]:
    """Give a keeper that holds nothing yet."""
    database = Database(f"sqlite:///{folder / 'evidence.db'}")
    with database.write() as connection:
        METADATA.create_all(connection)
    try:
        yield StoredTrust(database, LocalBlobs(folder / "blobs"), environment, lambda: NOW)
    finally:
        database.close()
