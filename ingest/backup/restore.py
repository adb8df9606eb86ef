"""Bring a backup back into an empty database: blobs first, then all rows in one transaction.

Some things must not be as they were. What ran is to be begun again, under fencing tokens that no
worker of before holds; uploads that were open are over, for what they had staged is not in a
backup; and transactions are counted from a base that no reader's place has reached.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ingest.backup.blobcopy import copy_blobs
from ingest.backup.index import BLOBS, NAMES, BackupIndex, read_index
from ingest.backup.linefile import read_lines
from ingest.errors import BackupError
from ingest.jobs.port import AttemptState
from ingest.store.blobs import Blobs
from ingest.store.commitorder import begin_again
from ingest.store.database import Database
from ingest.store.localblobs import LocalBlobs
from ingest.store.migrate import TARGET, is_current, migrate, version_of
from ingest.store.portable import TABLES, add_rows, count_on, is_empty
from ingest.store.uploads import UploadState

__all__ = ["restore"]

_BEYOND = 1_000_000
"""Fencing tokens and deliveries that nobody reached between backup and restore."""


def restore(
    folder: Path, database: Database, blobs: Blobs, *, environment: str, at: datetime
) -> BackupIndex:
    """Bring back what a folder holds, and return what it is; an empty database is migrated first.

    Raises:
        BackupError: no backup that is whole, of another version or environment, or the database
            holds rows. No row was written.
        BlobStoreError: a store is not there, or full.
        OSError: the folder cannot be read.
        sqlalchemy.exc.SQLAlchemyError: the database is gone.
    """
    index = read_index(folder)
    if (index.version, index.environment) != (TARGET, environment):
        raise BackupError(f"a backup of {index.environment}, tables of version {index.version}")
    if version_of(database) is None:
        migrate(database)
    _check_empty(database)
    rows = folder / index.rows
    digests = (line.decode().strip() for line in read_lines(rows / NAMES, index.files[NAMES]))
    lacking = copy_blobs(digests, LocalBlobs(folder / BLOBS), blobs)
    if unknown := set(lacking) - set(index.lacking):
        raise BackupError(f"{len(unknown)} blobs are lost, {min(unknown)} the first")
    with database.write() as connection:
        for name in TABLES:
            add_rows(connection, name, _rows(rows, index, name))
        count_on(connection)
        begin_again(connection, index.taken_at, at)
    return index


def _check_empty(database: Database) -> None:
    with database.read() as connection:
        empty = is_current(database) and is_empty(connection)
    if not empty:
        raise BackupError("the database is not empty, or of another version")


def _rows(folder: Path, index: BackupIndex, name: str) -> Iterator[Mapping[str, Any]]:
    changed = _CHANGED.get(name, _as_it_was)
    for line in read_lines(folder / name, index.files[name]):
        yield changed(json.loads(line))


def _as_it_was(row: dict[str, Any]) -> Mapping[str, Any]:
    return row


def _begun_again(row: dict[str, Any]) -> Mapping[str, Any]:
    """Return an attempt that no worker holds."""
    running = row["state"] == AttemptState.RUNNING
    kept = {name: value for name, value in row.items() if not (running and name == "worker")}
    return {
        **kept, "state": AttemptState.READY if running else row["state"],
        "token": row["token"] + _BEYOND, "delivery": row["delivery"] + _BEYOND,
    }  # fmt: skip


def _over(row: dict[str, Any]) -> Mapping[str, Any]:
    """Return an upload that cannot be gone on with."""
    is_open = row["state"] == UploadState.OPEN
    return {**row, "state": UploadState.ABANDONED} if is_open else row


_CHANGED: Mapping[str, Callable[[dict[str, Any]], Mapping[str, Any]]] = MappingProxyType({
    "attempt": _begun_again, "upload": _over,
})  # fmt: skip
