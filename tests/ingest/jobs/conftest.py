"""A database of SQLite with the engine's own tables, for what does not depend on the database."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.store.database import Database
from ingest.store.migrate import migrate


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[Database]:
    """Our tables and the engine's."""
    with closing(Database(f"sqlite:///{tmp_path / 'evidence.db'}")) as database:
        migrate(database)
        yield database
