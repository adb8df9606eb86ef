"""`backup.json`: what a backup is, written last; until then the one before stands.

The rows are in a folder of their own, a file a table and `blobs`, every digest that they name. The
folder `blobs` beside it keeps octets by digest, shared by all backups into one place.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ingest.backup.linefile import Written
from ingest.errors import BackupError
from verify.canonical import rfc3339

__all__ = ["BLOBS", "NAMES", "BackupIndex", "read_index", "write_index"]

BLOBS, NAMES = "blobs", "blobs"
_INDEX = "backup.json"
_FORM = 1


class BackupIndex(NamedTuple):
    """One backup."""

    version: str
    """Of the tables."""
    environment: str
    taken_at: datetime
    rows: str
    """The folder of its rows."""
    files: Mapping[str, Written]
    """By table, and the list of blobs."""
    lacking: tuple[str, ...]
    """Blobs that rows name and that were not there, or not themselves."""


def write_index(folder: Path, index: BackupIndex) -> None:
    """Make this the backup of a folder. May raise `OSError`."""
    stated = {
        "v": _FORM, "version": index.version, "environment": index.environment,
        "taken_at": rfc3339(index.taken_at), "rows": index.rows,
        "files": {name: one._asdict() for name, one in index.files.items()},
        "lacking": list(index.lacking),
    }  # fmt: skip
    new = folder / f"{_INDEX}.new"
    with new.open("wb") as file:
        file.write(json.dumps(stated, indent=1).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _INDEX)


def read_index(folder: Path) -> BackupIndex:
    """Return what a folder holds.

    Raises:
        BackupError: no backup, or one of another form.
    """
    try:
        stated = json.loads((folder / _INDEX).read_bytes())
        if stated["v"] != _FORM:
            raise BackupError(f"{folder}: a backup of form {stated['v']}")
        return BackupIndex(
            stated["version"],
            stated["environment"],
            datetime.fromisoformat(stated["taken_at"]),
            Path(stated["rows"]).name,
            {name: Written(one["lines"], one["sha256"]) for name, one in stated["files"].items()},
            tuple(stated["lacking"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder}: no backup that is whole") from error
