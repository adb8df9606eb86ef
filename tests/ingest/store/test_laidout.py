"""A package is laid out whatever the digests of its list and of its blobs are."""

from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

from anchors.units import MIB
from ingest.store.blobcache import BlobCache
from ingest.store.laidout import LaidOut

PATIENCE_S = 30.0
"""For a new process; a lock that waits for itself waits for ever."""


def _lay_out(folder: Path, name: str, blobs: dict[str, bytes]) -> None:
    """Lay out blobs, fetched one by one meanwhile, as a worker does over S3."""
    of_digest = {sha256(octets).hexdigest(): octets for octets in blobs.values()}
    cache = BlobCache(folder, lambda digest, path: _write(path, of_digest[digest]), MIB)
    files = {path: sha256(octets).hexdigest() for path, octets in blobs.items()}
    with LaidOut(folder, cache.local).tree(name, files) as tree:
        assert {path: (tree / path).read_bytes() for path in blobs} == blobs


def _write(path: Path, octets: bytes) -> None:
    path.write_bytes(octets)


@pytest.mark.parametrize("count", [1, 300])
def test_a_list_whose_digest_begins_as_that_of_a_blob_is_laid_out(
    tmp_path: Path, count: int
) -> None:
    blobs = {f"data/{number}": b"%d" % number for number in range(count)}
    name = sha256(blobs["data/0"]).hexdigest()[:2] + "0" * 62
    process = get_context("spawn").Process(target=_lay_out, args=(tmp_path, name, blobs))
    process.start()
    process.join(PATIENCE_S)
    process.kill()
    process.join()
    assert process.exitcode == 0
