"""Blobs by their SHA-256: a port, for a directory of this machine and for an S3 server alike.

What is sent is staged under the upload that sends it, and reaches its final key only after its own
digest was computed here; a key is overwritten by the same octets or not at all. Nobody can ask by
digest what others sent: "missing" looks at one upload's stage alone. Whatever is read to be judged,
shown or handed on is digested again.

    stage   → write, digest while writing       octets of one upload, on disk when `finish` returns
    adopt   → final key sha256/ab/cd…           on disk, its folder too, before the rows commit
    local   → a local file, digest held         for reading at any place, as packages are
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

__all__ = ["BlobWriter", "Blobs", "Named", "Staged"]

Named = Callable[[Collection[str]], Collection[str]]
"""Tells which of some blobs are named by rows, or by lists of parts that rows name."""


class Staged(NamedTuple):
    """What was staged."""

    digest: str
    """SHA-256 in hex, as computed here."""
    octets: int


class BlobWriter(Protocol):
    """One file on its way in; leaves nothing behind unless it is finished."""

    def write(self, octets: bytes | memoryview) -> None:
        """Take the next octets.

        Raises:
            BlobSpaceError: there is no room left.
        """

    def finish(self, expected: str | None = None) -> Staged:
        """Make it durable on the stage; of another digest than expected it is dropped.

        Raises:
            BlobDiffersError: the digest is not the expected one.
            BlobSpaceError: there is no room left.
        """

    def abort(self) -> None:
        """Drop it; does nothing once it is finished."""


class Blobs(Protocol):
    """Where octets are kept. Every method may raise `BlobStoreError`: the store is not there."""

    def stage(self, upload: str) -> BlobWriter:
        """Begin a file of an upload."""

    def staged(self, upload: str) -> Mapping[str, int]:
        """Return what an upload has sent: digest to octets."""

    def staged_file(self, upload: str, digest: str) -> AbstractContextManager[Path]:
        """Give a file of this machine with what an upload staged, digest held. Raises as `read`."""

    def adopt(self, upload: str, digests: Iterable[str]) -> None:
        """Bring staged files to their final keys, durably, all of them.

        Raises:
            BlobMissingError: one was not staged by this upload.
        """

    def discard(self, upload: str) -> None:
        """Drop the stage of an upload."""

    def put(self, octets: bytes) -> str:
        """Keep octets durably and return their digest; for what this service makes itself."""

    def read(self, digest: str) -> bytes:
        """Return a whole blob, digest held; for what is small.

        Raises:
            BlobMissingError: it is not there.
            BlobDiffersError: what is there is something else.
        """

    def local(self, digest: str) -> AbstractContextManager[Path]:
        """Give a file of this machine with a blob, digest held when it is opened. Raises as `read`.

        It may be the stored file itself: it is never written to.
        """

    def laid_out(self, name: str, files: Mapping[str, str]) -> AbstractContextManager[Path]:
        """Give a folder of this machine with blobs by native paths, each digest held.

        `name` is the digest of the list: the same name is the same files. Raises as `read`.
        """

    def octets(self, digest: str) -> int | None:
        """Return how large a blob is; None where it is not there."""

    def delete(self, digest: str, *, unused_for: timedelta = timedelta(0)) -> bool:
        """Remove a blob that nothing refers to any more; whether it was removed.

        Whoever removes looks for rows first, and gives more time than a request has between
        `adopt` and its rows: what was adopted or put meanwhile, again too, is left.
        """

    def look_again(self, named: Named, removed_for: timedelta) -> int:
        """Drop for good what was removed so long ago, but bring back what rows name after all.

        A store that many machines share cannot keep an upload from adopting a blob in the moment
        in which it is removed; until this second look it has every such blob, and reads it.
        Returns how many were brought back.
        """

    def stages(self) -> Iterable[str]:
        """Yield the uploads that have a stage, for sweeping."""

    def sweep(self, older_than: timedelta) -> int:
        """Remove what was left behind: files never finished, and stages nothing was added to.

        Returns how many. `older_than` is more than an upload's term.
        """

    def encryption(self) -> str:
        """Say in a sentence how the store encrypts what it keeps, for `doctor`."""

    def check(self) -> None:
        """Write, read back and remove a small blob; raises what is wrong."""
