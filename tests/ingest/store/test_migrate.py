"""Migration: the steps make what the program declares, and one that fails leaves no trace."""

from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from ingest.errors import MigrationError
from ingest.store.database import Database
from ingest.store.migrate import MIGRATIONS, TARGET, is_current, migrate_tables, version_of
from ingest.store.schema import METADATA

_SECOND = '''"""A step that fails half way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "{first}"


def upgrade() -> None:
    """Fail after a table was altered."""
    with op.batch_alter_table("package") as batch:
        batch.add_column(sa.Column("colour", sa.String(8)))
    with op.batch_alter_table("package") as batch:
        batch.alter_column("octets", type_=sa.Text())
    {end}
'''


def _steps(folder: Path, end: str) -> Path:
    """Return a folder of the steps that are there, and one more."""
    (folder / "versions").mkdir(parents=True)
    for path in [MIGRATIONS / "env.py", *(MIGRATIONS / "versions").glob("v*.py")]:
        target = folder / path.relative_to(MIGRATIONS)
        target.write_text(path.read_text("utf-8"), "utf-8")
    (folder / "versions" / "v0002.py").write_text(_SECOND.format(first=TARGET, end=end), "utf-8")
    return folder


def _columns(database: Database) -> set[str]:
    with database.read() as connection:
        return {str(one["name"]) for one in inspect(connection).get_columns("package")}


def test_the_steps_make_the_tables_that_the_program_declares(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_a_database_says_its_version(database_address: str) -> None:
    with closing(Database(database_address)) as database:
        before = version_of(database)
        migrate_tables(database)
        assert (before, version_of(database), is_current(database)) == (None, TARGET, True)


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate_tables(database)
    assert is_current(database)


def test_a_step_that_fails_leaves_the_version_that_was_there(
    database: Database, tmp_path: Path
) -> None:
    steps = _steps(tmp_path / "steps", 'raise OSError("the step fails")')
    before = _columns(database)
    with pytest.raises(MigrationError, match="the step fails"):
        migrate_tables(database, steps)
    assert (is_current(database), _columns(database)) == (True, before)


def test_a_table_is_altered_with_the_rows_that_refer_to_it(
    database: Database, tmp_path: Path
) -> None:
    migrate_tables(database, _steps(tmp_path / "steps", "pass"))
    assert "colour" in _columns(database)
    assert not is_current(database)
