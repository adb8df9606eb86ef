"""Files that hold blobs: digested while they are written, and again when they are read.

A file is opened without following a link and without waiting for one that is no file.
"""

import errno
import hashlib
import logging
import os
import shutil
import stat
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from anchors.limits import LIMITS
from ingest.errors import BlobDiffersError, BlobMissingError, BlobSpaceError, BlobStoreError
from ingest.store.parallel import for_each

__all__ = [
    "NO_ROOM", "DigestedFile", "age_of", "blob_errors", "digest_of", "log_wrong", "read_blob",
    "sweep_folder", "sync_folders",
]  # fmt: skip

_LOG = logging.getLogger(__name__)
_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_NEW = os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_CREAT | os.O_EXCL
_FEW = 4
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where there is no room for a file."""


@contextmanager
def blob_errors(asked: str) -> Iterator[None]:
    """Turn what the system answers into an error of the store; `asked` says of what."""
    try:
        yield
    except OSError as error:
        kind = BlobSpaceError if error.errno in NO_ROOM else BlobStoreError
        raise kind(f"{asked}: {os.strerror(error.errno or 0)}") from error


def log_wrong(digest: str) -> None:
    """Log that what was stored at a digest is something else, and was replaced."""
    _LOG.error("blob %s was something else and is replaced", digest)


class DigestedFile:
    """A new file, digested while it is written; whoever makes it removes it."""

    def __init__(self, path: Path, *, durable: bool) -> None:
        """Create the file, for its owner alone. Every method may raise `OSError`."""
        self.path = path
        self.octets = 0
        self._durable = durable
        self._hasher = hashlib.sha256()
        self._waiting = bytearray()
        self._descriptor = os.open(path, _NEW, 0o600)

    def write(self, octets: bytes | memoryview) -> None:
        """Take the next octets; they reach the file a buffer at a time."""
        self.octets += len(octets)
        if len(self._waiting) + len(octets) < LIMITS.read_buffer_octets:
            self._waiting += octets
            return
        self._flush()
        self._put(memoryview(octets))

    def end(self) -> str:
        """Bring everything to the file, to the disk if it is to be durable; return the digest."""
        self._flush()
        if self._durable:
            os.fsync(self._descriptor)
        self.close()
        return self._hasher.hexdigest()

    def close(self) -> None:
        """Close the file as it is."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, bytearray()
        self._put(memoryview(waiting))

    def _put(self, octets: memoryview) -> None:
        self._hasher.update(octets)
        while octets:
            octets = octets[os.write(self._descriptor, octets) :]


@contextmanager
def _opened(path: Path, digest: str) -> Iterator[int]:
    """Open a regular file and nothing else."""
    with blob_errors(f"blob {digest}"):
        try:
            descriptor = os.open(path, _READ)
        except FileNotFoundError:
            raise BlobMissingError(f"no blob {digest}") from None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise BlobDiffersError(f"blob {digest} is a link") from None
            raise
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BlobDiffersError(f"blob {digest} is no file")
            yield descriptor
        finally:
            os.close(descriptor)


def digest_of(path: Path, digest: str) -> os.stat_result:
    """Digest a whole file and return what it was before.

    Raises:
        BlobMissingError: there is none.
        BlobDiffersError: it is another's, or no file.
        BlobStoreError: it cannot be read.
    """
    with _opened(path, digest) as descriptor, open(descriptor, "rb", 0, closefd=False) as file:
        before = os.fstat(descriptor)
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise BlobDiffersError(f"blob {digest} is something else")
        return before


def read_blob(path: Path, digest: str) -> bytes:
    """Return a file whole, digest held. Raises as `digest_of`."""
    with _opened(path, digest) as descriptor, open(descriptor, "rb", closefd=False) as file:
        octets = file.read(LIMITS.blob_read_octets + 1)
    if len(octets) > LIMITS.blob_read_octets:
        raise BlobStoreError(f"blob {digest} is too large to be read whole")
    if hashlib.sha256(octets).hexdigest() != digest:
        raise BlobDiffersError(f"blob {digest} is something else")
    return octets


def sweep_folder(folder: Path, older_than: timedelta) -> int:
    """Remove what nothing was written to for so long, by this machine's clock; return how many."""
    swept = 0
    with blob_errors("sweeping"):
        for path in folder.iterdir():
            with suppress(FileNotFoundError):
                if age_of(path) < older_than:
                    continue
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                swept += 1
    return swept


def age_of(path: Path) -> timedelta:
    """Return how long ago something was written, by this machine's clock. May raise `OSError`."""
    return timedelta(seconds=time.time() - path.lstat().st_mtime)


def sync_folders(folders: Collection[Path]) -> None:
    """Bring the names in some folders to disk. May raise `OSError`.

    Many are waited for together; of a few, what commits the first commits the others as well.
    """
    if len(folders) > _FEW:
        for_each(_sync_folder, folders)
        return
    for folder in folders:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
