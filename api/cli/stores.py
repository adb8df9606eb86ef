"""The two stores of a service, for commands that need neither its keys nor its outside world."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from api.cli.configured import refuse_version, telling_faults
from api.settings import Settings
from api.wiring import blobs_of
from ingest.store.blobs import Blobs
from ingest.store.database import Database
from ingest.store.migrate import is_current

__all__ = ["Stores", "open_stores"]


class Stores(NamedTuple):
    """Where rows and blobs are."""

    database: Database
    blobs: Blobs


@contextmanager
def open_stores(settings: Settings, *, current: bool = True) -> Iterator[Stores]:
    """Give the stores that settings name, of this program's version unless that does not matter."""
    os.umask(0o077)
    with telling_faults(settings):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(Database(settings.database_address)) as database:
            if current and not is_current(database):
                raise refuse_version()
            yield Stores(database, blobs_of(settings))
