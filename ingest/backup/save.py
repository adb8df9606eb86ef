"""Take a backup while the service runs: rows first, as of one instant, then the blobs they name.

Every blob is durable before the rows that name it are, so all that the rows name is there when they
are read. What is deleted before it was copied is told as lacking. A second backup into the same
folder copies only blobs that are new, and replaces the first once it is whole.
"""

import shutil
from datetime import datetime
from pathlib import Path

from ingest.backup.blobcopy import copy_blobs
from ingest.backup.index import BLOBS, NAMES, BackupIndex, write_index
from ingest.backup.linefile import Written, read_lines, write_lines
from ingest.errors import BackupError
from ingest.store.blobs import Blobs
from ingest.store.database import Database
from ingest.store.localblobs import LocalBlobs
from ingest.store.migrate import TARGET, is_current
from ingest.store.namedblobs import named_blobs
from ingest.store.portable import TABLES, row_lines

__all__ = ["back_up"]


def back_up(
    database: Database, blobs: Blobs, folder: Path, *, environment: str, at: datetime
) -> BackupIndex:
    """Write a backup to a folder, made where it is absent, and return what it is.

    Raises:
        BackupError: the database is of another version than this program.
        BlobStoreError: a store is not there, or full.
        OSError: the folder cannot be written.
        sqlalchemy.exc.SQLAlchemyError: the database is gone.
    """
    if not is_current(database):
        raise BackupError("the database is of another version than this program")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = LocalBlobs(folder / BLOBS)
    rows = folder / f"rows-{at:%Y%m%dT%H%M%S%fZ}"
    rows.mkdir(mode=0o700)
    files = _save_rows(database, blobs, rows)
    digests = (line.decode().strip() for line in read_lines(rows / NAMES, files[NAMES]))
    lacking = copy_blobs(digests, blobs, kept)
    index = BackupIndex(str(TARGET), environment, at, rows.name, files, lacking)
    write_index(folder, index)
    for earlier in folder.glob("rows-*"):
        if earlier != rows:
            shutil.rmtree(earlier)
    return index


def _save_rows(database: Database, blobs: Blobs, folder: Path) -> dict[str, Written]:
    with database.snapshot() as connection:
        files = {name: write_lines(folder / name, row_lines(connection, name)) for name in TABLES}
        digests = (f"{one}\n".encode() for one in named_blobs(connection, blobs))
        files[NAMES] = write_lines(folder / NAMES, digests)
    return files
