"""Blobs from one store to another: each digested on its way, and durable when the copy ends."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ingest.errors import BlobDiffersError, BlobMissingError
from ingest.store.blobs import Blobs
from ingest.store.parallel import for_each

__all__ = ["copy_blobs"]

_STAGE = "backup"
_AT_ONCE = 256
_CHUNK = 1 << 20


def copy_blobs(digests: Iterable[str], source: Blobs, target: Blobs) -> tuple[str, ...]:
    """Copy what the target lacks; return what the source has not, or has otherwise, in order.

    Raises:
        BlobStoreError: a store is not there, or full.
    """
    lacking: set[str] = set()
    for batch in _batches(digests):
        wanted = {one for one in batch if target.octets(one) is None} - lacking
        staged: list[str] = []

        def copy(digest: str, staged: list[str] = staged) -> None:
            try:
                _stage(digest, source, target)
                staged.append(digest)
            except (BlobMissingError, BlobDiffersError):
                lacking.add(digest)

        for_each(copy, wanted)
        target.adopt(_STAGE, staged)
        target.discard(_STAGE)
    return tuple(sorted(lacking))


def _stage(digest: str, source: Blobs, target: Blobs) -> None:
    with source.local(digest) as path, path.open("rb") as file:
        writer = target.stage(_STAGE)
        try:
            while octets := file.read(_CHUNK):
                writer.write(octets)
            writer.finish(digest)
        finally:
            writer.abort()


def _batches(digests: Iterable[str]) -> Iterator[set[str]]:
    waiting = iter(digests)
    while batch := set(islice(waiting, _AT_ONCE)):
        yield batch
