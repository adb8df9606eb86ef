"""One file on its way to a stage, in a folder or in a bucket: written and digested, then placed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import BlobDiffersError
from ingest.store.blobfiles import DigestedFile, blob_errors
from ingest.store.blobs import Staged

__all__ = ["StageWriter"]


class StageWriter:
    """Writes a file of an upload; leaves nothing behind unless it is finished."""

    def __init__(self, file: DigestedFile, place: Callable[[Path, str], object]) -> None:
        """Take a new file, and what puts it at its digest once it is on disk."""
        self._file = file
        self._place = place

    def write(self, octets: bytes | memoryview) -> None:
        """Take the next octets."""
        with self._or_nothing():
            self._file.write(octets)

    def finish(self, expected: str | None = None) -> Staged:
        """Put it on the stage, unless its digest is not the expected one."""
        with self._or_nothing():
            digest = self._file.end()
            if expected is not None and digest != expected:
                raise BlobDiffersError(f"sent as {expected[:64]}, but it is {digest}")
            self._place(self._file.path, digest)
        self.abort()
        return Staged(digest, self._file.octets)

    def abort(self) -> None:
        """Drop it; does nothing once it is finished."""
        self._file.close()
        self._file.path.unlink(missing_ok=True)

    @contextmanager
    def _or_nothing(self) -> Iterator[None]:
        try:
            with blob_errors("a file of an upload"):
                yield
        except BaseException:
            self.abort()
            raise
