"""Packages are had as files of this machine, whichever way they were sent and wherever they lie."""

import json
from contextlib import ExitStack
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.errors import BlobDiffersError, BlobMissingError
from ingest.store.blobkeys import blob_key
from ingest.store.blobs import Blobs
from ingest.store.ondisk import package_on_disk
from tests.kits.blobs import FolderStore, Store, store
from tests.services.s3 import moto_server, rclone_server

__all__ = ["moto_server", "rclone_server", "store"]

pytestmark = pytest.mark.enable_socket

PARTS = {
    "bagit.txt": b"BagIt", "data/case-1/contract.pdf": b"a contract", "data/case-2/same": b"BagIt",
    "data/empty": b"",
}  # fmt: skip
NOT_NATIVE = ["../out", "/etc/passwd", "data/../../out", "data//x", "data/./x", "", "data/", "Data",
              "data/\n", "data/\0", "data\\x", "合同", "a" * 201]  # fmt: skip


def _list(blobs: Blobs, parts: dict[str, bytes]) -> str:
    files = {
        path: {"sha256": blobs.put(octets), "size": len(octets)} for path, octets in parts.items()
    }
    return blobs.put(json.dumps({"base": "", "files": files}).encode())


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_an_archive_is_had_as_it_was_sent(store: Store) -> None:
    digest = store.blobs.put(b"PK an archive")
    with package_on_disk(store.blobs, "archive", digest) as path:
        assert path.read_bytes() == b"PK an archive"


def test_parts_are_had_as_a_folder(store: Store) -> None:
    source = _list(store.blobs, PARTS)
    for blobs in (store.blobs, store.again(), store.blobs):
        with package_on_disk(blobs, "parts", source) as path:
            assert _files(path) == PARTS


def test_a_folder_with_a_wrong_part_is_not_had(store: Store) -> None:
    source = _list(store.blobs, PARTS)
    store.plant(blob_key(sha256(b"a contract").hexdigest()), b"another one")
    with pytest.raises(BlobDiffersError), package_on_disk(store.blobs, "parts", source):
        pass
    store.blobs.put(b"a contract")
    with package_on_disk(store.blobs, "parts", source) as path:
        assert _files(path) == PARTS


def test_a_folder_with_a_missing_part_is_not_had(store: Store) -> None:
    source = _list(store.blobs, PARTS)
    store.blobs.delete(sha256(b"a contract").hexdigest())
    with pytest.raises(BlobMissingError), package_on_disk(store.blobs, "parts", source):
        pass


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "blobs")


@pytest.mark.parametrize("path", NOT_NATIVE)
def test_a_path_that_is_not_native_is_no_part(folder: FolderStore, path: str) -> None:
    source = _list(folder.blobs, {path: b"octets"})
    with pytest.raises(BlobDiffersError), package_on_disk(folder.blobs, "parts", source):
        pass


@pytest.mark.parametrize(
    "octets",
    [b"", b"[]", b"{}", b'{"files": 1}', b'{"files": {"a": 1}}', b"\xff",
     b'{"files": {"a": {"sha256": ".."}}}', b'{"files": {"a": {"sha256": null}}}'],
)  # fmt: skip
def test_what_is_no_list_of_parts_is_told(folder: FolderStore, octets: bytes) -> None:
    source = folder.blobs.put(octets)
    with pytest.raises(BlobDiffersError), package_on_disk(folder.blobs, "parts", source):
        pass


def test_a_file_is_no_folder_too(folder: FolderStore) -> None:
    source = _list(folder.blobs, {"data/a": b"1", "data/a/b": b"2"})
    with pytest.raises(BlobDiffersError), package_on_disk(folder.blobs, "parts", source):
        pass


def test_a_folder_is_digested_again_by_each_process(folder: FolderStore) -> None:
    source = _list(folder.blobs, PARTS)
    with package_on_disk(folder.blobs, "parts", source) as path:
        pass
    (path / "bagit.txt").unlink()
    (path / "bagit.txt").write_bytes(b"other")
    with package_on_disk(folder.again(), "parts", source) as path:
        assert _files(path) == PARTS


def test_a_folder_in_use_stays_and_others_go_after_a_while(folder: FolderStore) -> None:
    sources = [_list(folder.blobs, {"bagit.txt": b"%d" % number}) for number in range(7)]
    trees = folder.folder / "trees"
    with ExitStack() as reading:
        first = reading.enter_context(package_on_disk(folder.blobs, "parts", sources[0]))
        for source in sources[1:]:
            with package_on_disk(folder.again(), "parts", source):
                pass
        assert folder.blobs.sweep(timedelta(hours=1)) == 0
        assert _files(first) == {"bagit.txt": b"0"}
        assert len(list(trees.iterdir())) == 5
        folder.blobs.sweep(timedelta(0))
        assert [one.name for one in trees.iterdir()] == [sources[0]]
    folder.blobs.delete(sources[0])
    assert list(trees.iterdir()) == []
