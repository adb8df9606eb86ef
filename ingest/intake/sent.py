"""How much an upload may still send, counted while it comes in.

Each process of the server counts for itself, from what was staged when it first looked; what all of
them took together is held against the sender's day when the upload is committed.
"""

from collections import Counter
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
        self._coming = Counter[str]()
        """Octets of the files that are on their way, by digest."""

    def take(self, digest: str, octets: int, most: int) -> bool:
        """Count octets of a file that come in; False where the upload has more than `most`.

        Files that are sent again are counted once: what is staged is looked at anew before anything
        is refused.
        """
        with self._lock:
            self._coming[digest] += octets
            if self._staged + self._coming.total() <= most:
                return True
            staged = self._blobs.staged(self._upload)
            self._staged = sum(staged.values())
            again = sum(staged.get(one, 0) for one in self._coming)
            return self._staged - again + self._coming.total() <= most

    def end(self, digest: str, octets: int, *, staged: bool) -> None:
        """Say that so many octets of a file are staged, or that they came to nothing."""
        with self._lock:
            self._coming -= Counter({digest: octets})
            self._staged += octets if staged else 0


def sent_by(blobs: Blobs, upload: str) -> SentOctets:
    """Return what counts an upload in this process."""
    store: Any = blobs
    return _counted(store, upload)


@lru_cache(maxsize=256)
def _counted(blobs: Any, upload: str) -> SentOctets:  # noqa: ANN401 - told apart by identity
    return SentOctets(blobs, upload)
