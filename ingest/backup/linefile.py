"""Files of lines that are held against what was written: how many, and their SHA-256."""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ingest.errors import BackupError

__all__ = ["Written", "read_lines", "write_lines"]


class Written(NamedTuple):
    """What a file holds."""

    lines: int
    sha256: str


def write_lines(path: Path, lines: Iterable[bytes]) -> Written:
    """Write lines to a new file, to the disk. May raise `OSError`."""
    hasher, count = sha256(), 0
    with path.open("xb") as file:
        for line in lines:
            hasher.update(line)
            file.write(line)
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return Written(count, hasher.hexdigest())


def read_lines(path: Path, written: Written) -> Iterator[bytes]:
    """Yield lines; after the last one it is known whether they are what was written.

    Raises:
        BackupError: they are not.
        OSError: the file cannot be read.
    """
    hasher, count = sha256(), 0
    with path.open("rb") as file:
        for line in file:
            hasher.update(line)
            count += 1
            yield line
    if Written(count, hasher.hexdigest()) != written:
        raise BackupError(f"{path.name}: not what was written")
