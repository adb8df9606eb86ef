"""What an upload by parts is to bring: said by its tag files, kept as one blob of its own.

The blob names the upload, so that no other upload has the same one and it can be removed with it.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Self

from ingest.store.blobs import Blobs
from verify.canonical import canonical_json

__all__ = ["UploadPlan", "is_planned", "read_plan"]

_DIGEST_OCTETS = 32


class UploadPlan(NamedTuple):
    """What is to come."""

    upload: str
    digest: str
    """SHA-256 of the tag manifest: the package digest."""
    stated: Mapping[str, object]
    """package.json as it was parsed."""
    tags: Mapping[str, str]
    """Path to SHA-256 of the tag files, which are there already."""
    files: Mapping[str, str]
    """Path to SHA-256 of everything that the manifest names."""

    @property
    def paths(self) -> dict[str, str]:
        """Path to SHA-256 of the whole package."""
        return {**self.tags, **self.files}

    def octets(self) -> bytes:
        """Return the blob that keeps it."""
        return canonical_json(self._asdict())

    @classmethod
    def of(cls, octets: bytes) -> Self:
        """Return the plan out of its blob."""
        return cls(**json.loads(octets))


def read_plan(blobs: Blobs, blob: str) -> UploadPlan:
    """Return the plan of an upload; raises `BlobStoreError`."""
    return UploadPlan.of(blobs.read(blob))


def is_planned(blobs: Blobs, blob: str, digest: str) -> bool:
    """Whether a plan names a digest; raises `BlobStoreError`."""
    store: Any = blobs
    wanted, digests = bytes.fromhex(digest), _digests(store, blob)
    low, high = 0, len(digests) // _DIGEST_OCTETS
    while low < high:
        middle = (low + high) // 2
        found = digests[middle * _DIGEST_OCTETS : (middle + 1) * _DIGEST_OCTETS]
        if found == wanted:
            return True
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return False


@lru_cache(maxsize=16)
def _digests(blobs: Any, blob: str) -> bytes:  # noqa: ANN401 - blobs are told apart by identity
    """Return the digests of a plan, ascending, end to end: two megabytes of the largest.

    A blob never changes, so what was read of it stays true.
    """
    plan = read_plan(blobs, blob)
    return b"".join(sorted({bytes.fromhex(one) for one in plan.files.values()}))
