"""Both databases, for whatever keeps rows, and a service over each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.service import Service
from ingest.store.database import Database
from tests.services.app import open_service
from tests.services.postgres import (
    database,
    database_address,
    postgres_address,
    postgres_server,
)

__all__ = ["database", "database_address", "postgres_address", "postgres_server"]


@pytest.fixture
def kept(database: Database, tmp_path: Path) -> Iterator[Service]:
    """A service that keeps its rows in either database."""
    with open_service(tmp_path, database=database) as service:
        yield service
