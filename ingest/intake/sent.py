"""How much an upload may still send, counted while it comes in.

Each process of the server counts for itself, from what was staged when it first looked; what all of
them took together is held against the sender's day when the upload is committed.
"""

from functools import lru_cache
from threading import Lock
from typing import Any

from ingest.store.blobs import Blobs

__all__ = ["SentOctets", "sent_by"]


class SentOctets:
    """What one upload has sent, and what is on its way. May raise `BlobStoreError`."""

    def __init__(self, blobs: Blobs, upload: str) -> None:
        self._blobs = blobs
        self._upload = upload
        self._lock = Lock()
        self._staged = sum(blobs.staged(upload).values())
        self._coming = 0

    def take(self, digest: str, octets: int, most: int) -> bool:
        """Count octets of a file that come in; False where the upload has more than `most`.

        A file that is sent again is counted once: what is staged is looked at anew before anything
        is refused.
        """
        with self._lock:
            self._coming += octets
            if self._staged + self._coming <= most:
                return True
            staged = self._blobs.staged(self._upload)
            self._staged = sum(staged.values())
            return self._staged - staged.get(digest, 0) + self._coming <= most

    def end(self, octets: int, *, staged: bool) -> None:
        """Say that a file of so many octets is staged, or that it came to nothing."""
        with self._lock:
            self._coming -= octets
            self._staged += octets if staged else 0


def sent_by(blobs: Blobs, upload: str) -> SentOctets:
    """Return what counts an upload in this process."""
    store: Any = blobs
    return _counted(store, upload)


@lru_cache(maxsize=256)
def _counted(blobs: Any, upload: str) -> SentOctets:  # noqa: ANN401 - told apart by identity
    return SentOctets(blobs, upload)
