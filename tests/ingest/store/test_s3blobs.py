"""What only a store in a bucket does: its cache on this machine, and servers that are not there."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from ingest.errors import BlobMissingError, BlobStoreError
from ingest.store.blobcache import BlobCache
from ingest.store.blobkeys import blob_key
from ingest.store.s3blobs import S3Blobs
from tests.kits.blobs import BucketStore, send
from tests.services.s3 import S3Server, moto_server, rclone_server

__all__ = ["moto_server", "rclone_server"]

pytestmark = pytest.mark.enable_socket
_AT_ONCE = timedelta(microseconds=1)
"""What a bucket is told that everything in it was unused for."""


@pytest.fixture
def store(rclone_server: S3Server, tmp_path: Path) -> BucketStore:
    return BucketStore(rclone_server, tmp_path)


@pytest.fixture
def cut_off() -> Iterator[str]:
    """A server that promises more than it sends, every time."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def _at(endpoint: str, folder: Path) -> S3Blobs:
    return S3Blobs(
        bucket="absent", prefix="", endpoint=endpoint, region="us-east-1", access_key="a",
        secret_key="b", encryption="none", cache=folder,
    )  # fmt: skip


def test_a_server_that_is_not_there_is_an_error_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(BlobStoreError):
        _at("http://127.0.0.1:1", tmp_path).staged("upl-1")


def test_a_bucket_that_is_not_there_is_no_missing_blob(
    moto_server: S3Server, tmp_path: Path
) -> None:
    blobs = moto_server.blobs("absent", tmp_path)
    with pytest.raises(BlobStoreError) as raised:
        blobs.check()
    assert not isinstance(raised.value, BlobMissingError)


def test_an_answer_that_breaks_off_is_no_blob(cut_off: str, tmp_path: Path) -> None:
    blobs = _at(cut_off, tmp_path)
    with pytest.raises(BlobStoreError):
        blobs.read("0" * 64)
    with pytest.raises(BlobStoreError), blobs.local("0" * 64):
        pass
    assert list((tmp_path / "part").iterdir()) == []


def test_a_file_that_cannot_be_sent_is_not_left_on_this_machine(tmp_path: Path) -> None:
    writer = _at("http://127.0.0.1:1", tmp_path).stage("upl-1")
    writer.write(b"octets")
    with pytest.raises(BlobStoreError):
        writer.finish()
    assert list((tmp_path / "part").iterdir()) == []


def test_each_object_is_encrypted_as_asked(moto_server: S3Server, tmp_path: Path) -> None:
    bucket = moto_server.new_bucket()
    blobs = moto_server.blobs(bucket, tmp_path, encryption="AES256")
    put, sent = blobs.put(b"put"), send(blobs, "upl-1", b"sent")
    blobs.adopt("upl-1", [sent])
    for digest in (put, sent):
        said = moto_server.client.head_object(Bucket=bucket, Key=blob_key(digest))
        assert said["ServerSideEncryption"] == "AES256"
    assert "AES256" in blobs.encryption()


def test_two_prefixes_of_a_bucket_do_not_see_each_other(store: BucketStore, tmp_path: Path) -> None:
    other = store.server.blobs(store.bucket, tmp_path / "three", prefix="other/one")
    digest = other.put(b"octets")
    assert store.blobs.octets(digest) is None
    assert other.octets(digest) == 6


def test_uploads_in_parts_that_nobody_finished_are_ended(
    moto_server: S3Server, tmp_path: Path
) -> None:
    store = BucketStore(moto_server, tmp_path)
    store.server.client.create_multipart_upload(Bucket=store.bucket, Key="evidence/stage/u/x")
    assert store.blobs.sweep(timedelta(0)) == 1
    assert "Uploads" not in store.server.client.list_multipart_uploads(Bucket=store.bucket)


def test_what_was_fetched_is_not_fetched_again(store: BucketStore) -> None:
    digest = store.blobs.put(b"octets")
    with store.blobs.local(digest):
        pass
    store.server.client.delete_object(Bucket=store.bucket, Key=f"evidence/{blob_key(digest)}")
    with store.blobs.local(digest) as path:
        assert path.read_bytes() == b"octets"


def test_a_wrong_file_in_the_cache_is_fetched_anew(store: BucketStore) -> None:
    digest = store.blobs.put(b"octets")
    with store.blobs.local(digest) as path:
        pass
    path.write_bytes(b"others")
    with store.blobs.local(digest) as path:
        assert path.read_bytes() == b"octets"


class _Source:
    """Blobs that a cache fetches, and how often it did."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.fetched: list[str] = []

    def add(self, octets: int) -> str:
        blob = os.urandom(octets)
        digest = sha256(blob).hexdigest()
        self.blobs[digest] = blob
        return digest

    def fetch(self, digest: str, path: Path) -> None:
        self.fetched.append(digest)
        path.write_bytes(self.blobs[digest])


def test_the_oldest_in_the_cache_goes_and_never_what_is_read(tmp_path: Path) -> None:
    source = _Source()
    cache, other = (BlobCache(tmp_path, source.fetch, 2500) for _ in range(2))
    first, second, third, fourth = (source.add(1000) for _ in range(4))
    with ExitStack() as reading:
        path = reading.enter_context(cache.local(first))
        for digest in (second, third, fourth):
            with other.local(digest):
                pass
        assert path.read_bytes() == source.blobs[first]
        kept = {one.name for one in (tmp_path / "blobs").iterdir()}
        assert kept == {first, fourth}
    with other.local(second):
        assert {one.name for one in (tmp_path / "blobs").iterdir()} == {fourth, second}


def test_a_blob_that_is_larger_than_the_cache_is_had_all_the_same(tmp_path: Path) -> None:
    source = _Source()
    cache = BlobCache(tmp_path, source.fetch, 10)
    digest = source.add(1000)
    with cache.local(digest) as path:
        assert path.stat().st_size == 1000


def test_what_nobody_uses_is_read_until_the_second_look(store: BucketStore) -> None:
    digest = store.blobs.put(b"of a package whose time is over")
    assert store.blobs.delete(digest, unused_for=_AT_ONCE)
    assert store.blobs.octets(digest) is None
    assert store.blobs.look_again(lambda _: (), timedelta(hours=1)) == 0
    assert store.again().read(digest) == b"of a package whose time is over"
    with store.again().local(digest) as path:
        assert path.read_bytes() == b"of a package whose time is over"
    assert store.blobs.look_again(lambda _: (), timedelta(0)) == 0
    with pytest.raises(BlobMissingError):
        store.blobs.read(digest)
    assert store.keys() == set()


def test_what_rows_came_to_name_while_it_was_removed_is_brought_back(store: BucketStore) -> None:
    digests = [store.blobs.put(octets) for octets in (b"adopted in that moment", b"not")]
    for one in digests:
        assert store.blobs.delete(one, unused_for=_AT_ONCE)
    named, _ = digests
    assert store.blobs.look_again(lambda among: {named} & set(among), timedelta(0)) == 1
    assert store.keys() == {blob_key(named)}
    assert store.blobs.read(named) == b"adopted in that moment"
