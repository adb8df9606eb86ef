"""`evidence migrate`: the database to the version of this program, all of it or nothing."""

from contextlib import closing

import typer

from api.cli.configured import telling_faults
from api.settings import Settings
from ingest.store.database import Database
from ingest.store.migrate import TARGET, migrate, version_of

__all__ = ["run_migrate"]


def run_migrate(settings: Settings) -> int:
    """Migrate, and say from which version to which."""
    with telling_faults(settings):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(Database(settings.database_address)) as database:
            before = version_of(database)
            migrate(database)
    typer.echo(f"数据库版本 version of the database: {before or '-'} → {TARGET}")
    return 0
