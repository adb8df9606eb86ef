"""Blobs of another machine, kept on this one as far as there is room; processes share the folder.

    blobs/<digest>     fetched; locked by everybody who reads it
    locks/ab           held by who fetches one of the digests that begin so
    part/<random>      being fetched

The oldest is removed first, and none while it is read.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from ingest.errors import BlobDiffersError
from ingest.store.blobfiles import blob_errors, sweep_folder
from ingest.store.blobkeys import blob_key
from ingest.store.digested import DigestedFiles
from ingest.store.locks import lock_to_remove, lock_to_use, locked

__all__ = ["BlobCache"]


class BlobCache:
    """A folder of fetched blobs."""

    def __init__(self, folder: Path, fetch: Callable[[str, Path], None], octets: int) -> None:
        """Take a folder, what brings a blob to a new file with its digest held, and how much fits.

        Raises:
            BlobStoreError: the folder cannot be made.
        """
        self._fetch = fetch
        self._most = octets
        self._known = DigestedFiles()
        self._blobs, self._locks, self._parts = (
            folder / name for name in ("blobs", "locks", "part")
        )
        with blob_errors("the folder of the cache"):
            for path in (self._blobs, self._locks, self._parts):
                path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def new_part(self) -> Path:
        """Return a path for a file of nobody else's."""
        return self._parts / secrets.token_hex(16)

    @contextmanager
    def local(self, digest: str) -> Iterator[Path]:
        """Give the file with a blob, fetched where it is not here, digest held.

        Raises:
            BlobMissingError: it is nowhere.
            BlobDiffersError: what is stored is something else.
            BlobStoreError: it cannot be fetched.
        """
        blob_key(digest)
        path = self._blobs / digest
        with blob_errors("the cache"):
            descriptor = self._held(path, digest)
        try:
            yield path
        finally:
            os.close(descriptor)

    def forget(self, digest: str) -> None:
        """Remove a blob that is nowhere else any more; who reads it reads on."""
        (self._blobs / digest).unlink(missing_ok=True)

    def sweep(self, older_than: timedelta) -> int:
        """Remove what was fetched so long ago, and what was left behind; return how many."""
        return sweep_folder(self._parts, older_than) + sweep_folder(self._blobs, older_than)

    def _held(self, path: Path, digest: str) -> int:
        """Return a descriptor whose lock keeps the file from being removed."""
        while True:
            descriptor = lock_to_use(path)
            if descriptor is None:
                self._bring(path, digest)
                continue
            try:
                self._known.hold(path, digest)
            except BlobDiffersError:
                os.close(descriptor)
                path.unlink(missing_ok=True)
            except BaseException:
                os.close(descriptor)
                raise
            else:
                return descriptor

    def _bring(self, path: Path, digest: str) -> None:
        """Fetch a blob, unless another does; one that is too large for the cache is fetched too."""
        with locked(self._locks / digest[:2]):
            if path.exists():
                return
            part = self.new_part()
            try:
                self._fetch(digest, part)
                self._make_room(part.stat().st_size)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def _make_room(self, octets: int) -> None:
        """Remove the oldest that nobody reads, until so much more fits."""
        held = []
        for one in self._blobs.iterdir():
            with suppress(FileNotFoundError):
                found = one.stat()
                held.append((found.st_mtime_ns, found.st_size, one))
        total = sum(size for _, size, _ in held) + octets
        for _, size, path in sorted(held):
            if total <= self._most:
                return
            with lock_to_remove(path) as unread:
                if unread:
                    path.unlink(missing_ok=True)
                    total -= size
