"""Which files were digested lately, so that one of a gigabyte is not digested for every shard.

Remembered in this process alone, for minutes, and by everything that writing to a file changes:
inode, size and both times. Another process's word is not taken and nothing is kept on disk: what a
process believes, it has seen. What is judged is digested once more against its manifest anyway.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ingest.store.blobfiles import digest_of

__all__ = ["TRUSTED_SECONDS", "DigestedFiles"]

_MOST = 1024
TRUSTED_SECONDS = 300.0
"""For how long what was digested is believed to be as it was."""


_Mark = tuple[int, int, int, int, int]
"""A file as it was when it was digested: device, inode, octets, when written, when changed."""


class DigestedFiles:
    """Files of one process whose digests were held."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[tuple[Path, str], tuple[_Mark, float]] = {}

    def hold(self, path: Path, digest: str) -> None:
        """Make sure that a file has this digest.

        Raises:
            BlobMissingError: there is none.
            BlobDiffersError: it is another's, or no file.
            BlobStoreError: it cannot be read.
        """
        with self._lock:
            mark, until = self._seen.get((path, digest), (None, 0.0))
        if mark is not None and self._clock() < until and mark == _mark_of(path):
            return
        self._remember(path, digest, digest_of(path, digest))

    def wrote(self, path: Path, digest: str) -> None:
        """Remember a file that was digested here while it was written. May raise `OSError`."""
        self._remember(path, digest, path.lstat())

    def _remember(self, path: Path, digest: str, found: os.stat_result) -> None:
        with self._lock:
            while len(self._seen) >= _MOST:
                del self._seen[next(iter(self._seen))]
            self._seen[path, digest] = _mark(found), self._clock() + TRUSTED_SECONDS


def _mark_of(path: Path) -> _Mark | None:
    try:
        return _mark(path.lstat())
    except OSError:
        return None


def _mark(found: os.stat_result) -> _Mark:
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
