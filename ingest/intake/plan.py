"""What an upload by parts is to bring: said by its tag files, kept as one blob of its own.

The blob is a line of JSON, which names the upload, so that no other upload has the same one and it
can be removed with it; then the digests of the files, ascending, end to end: two megabytes of the
largest. Paths are not kept: the manifest, which is staged with the other tag files, has them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, NamedTuple, Self

from anchors.limits import LIMITS
from ingest.intake.errors import IntakeRefusedError
from ingest.store.blobs import Blobs
from verify.canonical import canonical_json

__all__ = ["MANIFEST", "Digests", "UploadPlan", "is_planned", "plan_at_work", "read_plan"]

MANIFEST = "manifest-sha256.txt"
_DIGEST_OCTETS = 32
_PATIENCE_S = 5.0
_working = BoundedSemaphore(LIMITS.upload_plans)


class Digests:
    """SHA-256 digests, each once, ascending: 32 octets each, end to end."""

    def __init__(self, octets: bytes) -> None:
        """Take them as they are kept."""
        self.octets = octets

    @classmethod
    def of(cls, digests: Iterable[str]) -> Self:
        """Return digests given in hex, in any order and any number of times."""
        return cls(b"".join(sorted({bytes.fromhex(one) for one in digests})))

    def __len__(self) -> int:
        return len(self.octets) // _DIGEST_OCTETS

    def __iter__(self) -> Iterator[str]:
        """Yield them in hex."""
        return (self._at(number).hex() for number in range(len(self)))

    def __contains__(self, digest: object) -> bool:
        if not isinstance(digest, str):
            return False
        wanted, low, high = bytes.fromhex(digest), 0, len(self)
        while low < high:
            middle = (low + high) // 2
            found = self._at(middle)
            if found == wanted:
                return True
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        return False

    def _at(self, number: int) -> bytes:
        return self.octets[number * _DIGEST_OCTETS : (number + 1) * _DIGEST_OCTETS]


class UploadPlan(NamedTuple):
    """What is to come."""

    upload: str
    digest: str
    """SHA-256 of the tag manifest: the package digest."""
    stated: Mapping[str, object]
    """package.json as it was parsed."""
    tags: Mapping[str, str]
    """Path to SHA-256 of the tag files, which are there already."""
    files: Digests
    """Of everything that the manifest names."""

    def octets(self) -> bytes:
        """Return the blob that keeps it."""
        said = self._asdict()
        del said["files"]
        return canonical_json(said) + b"\n" + self.files.octets

    @classmethod
    def of(cls, octets: bytes) -> Self:
        """Return the plan out of its blob."""
        end = octets.index(b"\n")
        return cls(**json.loads(octets[:end]), files=Digests(octets[end + 1 :]))


def read_plan(blobs: Blobs, blob: str) -> UploadPlan:
    """Return the plan of an upload; raises `BlobStoreError`."""
    return UploadPlan.of(blobs.read(blob))


def is_planned(blobs: Blobs, blob: str, digest: str) -> bool:
    """Whether a plan names a digest; raises `BlobStoreError`."""
    store: Any = blobs
    return digest in _digests(store, blob)


@lru_cache(maxsize=4)
def _digests(blobs: Any, blob: str) -> Digests:  # noqa: ANN401 - blobs are told apart by identity
    """Return the digests of a plan. A blob never changes, so what was read of it stays true."""
    return read_plan(blobs, blob).files


@contextmanager
def plan_at_work() -> Iterator[None]:
    """Hold what is made of a plan for a moment: some ten megabytes of a large one.

    Raises:
        IntakeRefusedError: others are at work; soon it can be asked again.
    """
    if not _working.acquire(timeout=_PATIENCE_S):
        raise IntakeRefusedError("http.unavailable", retry_after=2)
    try:
        yield
    finally:
        _working.release()
