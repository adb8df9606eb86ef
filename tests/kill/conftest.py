"""A stand of its own for every test: a migrated database, a folder, and the workers it starts."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.store.database import Database
from ingest.store.migrate import migrate
from tests.kill.stand import Stand
from tests.services.postgres import database_address, postgres_address, postgres_server

__all__ = ["database_address", "postgres_address", "postgres_server", "stand"]


@pytest.fixture
def stand(database_address: str, tmp_path: Path) -> Iterator[Stand]:
    """Workers over a database of SQLite, then of PostgreSQL."""
    with closing(Database(database_address)) as database:
        migrate(database)
        with Stand(database, tmp_path) as opened:
            yield opened
