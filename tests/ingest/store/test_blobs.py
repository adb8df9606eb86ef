"""Every store of blobs keeps the same promises: one kit of claims over a folder and two servers."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest

from ingest.errors import BlobDiffersError, BlobMissingError
from ingest.store.blobkeys import blob_key, stage_key
from tests.kits.blobs import Store, send, store
from tests.services.s3 import moto_server, rclone_server

__all__ = ["moto_server", "rclone_server", "store"]

pytestmark = pytest.mark.enable_socket

OCTETS = b"a loan contract"
DIGEST = sha256(OCTETS).hexdigest()
ABSENT = "0" * 64
NO_DIGESTS = ["", "..", "../" * 3 + "etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 64 + "\n",
              "/" + "0" * 63, "0" * 62 + "/.", "\0" * 64]  # fmt: skip
NO_UPLOADS = ["", ".", "..", "a/b", "A", "a" * 65, "a\n", "-a", "a\0"]


def test_what_was_put_is_read_again(store: Store) -> None:
    assert store.blobs.put(OCTETS) == DIGEST
    assert store.again().read(DIGEST) == OCTETS
    assert store.blobs.octets(DIGEST) == len(OCTETS)
    assert store.keys() == {blob_key(DIGEST)}


def test_what_was_put_is_had_as_a_file(store: Store) -> None:
    store.blobs.put(OCTETS)
    for blobs in (store.blobs, store.again(), store.blobs):
        with blobs.local(DIGEST) as path:
            assert path.read_bytes() == OCTETS


def test_no_octets_are_a_blob_too(store: Store) -> None:
    digest = store.blobs.put(b"")
    assert store.blobs.read(digest) == b""
    assert store.blobs.octets(digest) == 0


def test_what_is_written_in_pieces_is_digested_as_a_whole(store: Store) -> None:
    pieces = [os.urandom(size) for size in (1, 70_000, 1 << 20, 3, (9 << 20) + 1, 0)]
    writer = store.blobs.stage("upl-1")
    for piece in pieces:
        writer.write(memoryview(piece))
    staged = writer.finish()
    whole = b"".join(pieces)
    assert staged == (sha256(whole).hexdigest(), len(whole))
    store.blobs.adopt("upl-1", [staged.digest])
    assert store.blobs.read(staged.digest) == whole


def test_a_file_larger_than_one_request_is_kept(store: Store) -> None:
    piece, writer = os.urandom(1 << 20), store.blobs.stage("upl-1")
    for _ in range(17):
        writer.write(piece)
    staged = writer.finish()
    store.blobs.adopt("upl-1", [staged.digest])
    with store.again().local(staged.digest) as path:
        assert path.read_bytes() == piece * 17


def test_what_is_staged_is_not_kept_until_it_is_adopted(store: Store) -> None:
    digest = send(store.blobs, "upl-1", OCTETS)
    assert store.again().staged("upl-1") == {DIGEST: len(OCTETS)}
    assert store.blobs.octets(digest) is None
    with pytest.raises(BlobMissingError):
        store.blobs.read(digest)
    assert store.keys() == {stage_key("upl-1", DIGEST)}


def test_what_is_staged_can_be_looked_at(store: Store) -> None:
    send(store.blobs, "upl-1", OCTETS)
    with store.blobs.staged_file("upl-1", DIGEST) as path:
        assert path.read_bytes() == OCTETS
    assert store.keys() == {stage_key("upl-1", DIGEST)}


def test_what_is_staged_wrongly_is_not_looked_at(store: Store) -> None:
    store.plant(stage_key("upl-1", DIGEST), b"something else")
    with pytest.raises(BlobDiffersError), store.blobs.staged_file("upl-1", DIGEST):
        pass


def test_a_file_of_another_digest_than_expected_is_dropped(store: Store) -> None:
    writer = store.blobs.stage("upl-1")
    writer.write(OCTETS)
    with pytest.raises(BlobDiffersError):
        writer.finish(ABSENT)
    assert store.keys() == set()


def test_a_file_that_is_not_finished_is_not_there(store: Store) -> None:
    writer = store.blobs.stage("upl-1")
    writer.write(OCTETS)
    assert store.blobs.staged("upl-1") == {}
    writer.abort()
    writer.abort()
    assert store.keys() == set()


def test_a_finished_file_is_not_aborted(store: Store) -> None:
    writer = store.blobs.stage("upl-1")
    writer.finish()
    writer.abort()
    assert len(store.blobs.staged("upl-1")) == 1


def test_what_another_upload_sent_is_missing(store: Store) -> None:
    send(store.blobs, "upl-1", OCTETS)
    store.blobs.adopt("upl-1", [DIGEST])
    assert store.blobs.staged("upl-2") == {}
    with pytest.raises(BlobMissingError):
        store.blobs.adopt("upl-2", [DIGEST])


def test_nothing_is_adopted_where_one_file_is_missing(store: Store) -> None:
    send(store.blobs, "upl-1", OCTETS)
    with pytest.raises(BlobMissingError):
        store.blobs.adopt("upl-1", [DIGEST, ABSENT])
    assert store.blobs.octets(DIGEST) is None


def test_an_upload_is_adopted_again_until_it_is_discarded(store: Store) -> None:
    send(store.blobs, "upl-1", OCTETS)
    store.blobs.adopt("upl-1", [DIGEST])
    store.again().adopt("upl-1", [DIGEST, DIGEST])
    store.blobs.discard("upl-1")
    assert store.keys() == {blob_key(DIGEST)}
    with pytest.raises(BlobMissingError):
        store.blobs.adopt("upl-1", [DIGEST])


def test_a_discarded_stage_takes_nobody_elses_files_away(store: Store) -> None:
    for upload in ("upl-1", "upl-11"):
        send(store.blobs, upload, OCTETS)
    store.blobs.discard("upl-1")
    assert list(store.blobs.stages()) == ["upl-11"]
    assert store.blobs.staged("upl-11") == {DIGEST: len(OCTETS)}


def test_a_wrong_object_at_a_digest_is_never_read(store: Store) -> None:
    store.plant(blob_key(DIGEST), b"a planted one!!")
    with pytest.raises(BlobDiffersError):
        store.blobs.read(DIGEST)
    with pytest.raises(BlobDiffersError), store.blobs.local(DIGEST):
        pass


def test_an_object_that_was_right_once_is_digested_again(store: Store) -> None:
    store.blobs.put(OCTETS)
    with store.blobs.local(DIGEST):
        pass
    store.plant(blob_key(DIGEST), b"a planted one!!")
    with pytest.raises(BlobDiffersError):
        store.blobs.read(DIGEST)
    with pytest.raises(BlobDiffersError), store.again().local(DIGEST):
        pass


def test_a_wrong_object_is_replaced_by_what_is_adopted(store: Store) -> None:
    store.plant(blob_key(DIGEST), b"a planted one!!")
    send(store.blobs, "upl-1", OCTETS)
    store.blobs.adopt("upl-1", [DIGEST])
    assert store.again().read(DIGEST) == OCTETS


def test_a_wrong_object_is_replaced_by_what_is_put(store: Store) -> None:
    store.plant(blob_key(DIGEST), b"short")
    store.blobs.put(OCTETS)
    assert store.again().read(DIGEST) == OCTETS


def test_nothing_is_at_what_is_no_digest(store: Store) -> None:
    for text in NO_DIGESTS:
        assert store.blobs.octets(text) is None
        assert not store.blobs.delete(text)
        with pytest.raises(BlobMissingError):
            store.blobs.read(text)
        with pytest.raises(BlobMissingError), store.blobs.local(text):
            pass
    send(store.blobs, "upl-1", OCTETS)
    for text in NO_DIGESTS[1:]:
        with pytest.raises(BlobMissingError):
            store.blobs.adopt("upl-1", [text])


def test_nothing_is_staged_at_what_is_no_id(store: Store) -> None:
    for text in NO_UPLOADS:
        for ask in (store.blobs.stage, store.blobs.staged, store.blobs.discard):
            with pytest.raises(BlobMissingError):
                ask(text)


def test_what_is_deleted_is_gone(store: Store) -> None:
    store.blobs.put(OCTETS)
    with store.blobs.local(DIGEST):
        pass
    assert store.blobs.delete(DIGEST)
    assert not store.blobs.delete(DIGEST)
    with pytest.raises(BlobMissingError), store.blobs.local(DIGEST):
        pass


def test_what_was_adopted_lately_is_not_deleted(store: Store) -> None:
    store.blobs.put(OCTETS)
    assert not store.blobs.delete(DIGEST, unused_for=timedelta(hours=1))
    assert store.blobs.read(DIGEST) == OCTETS


def test_a_stage_that_nothing_is_added_to_is_swept(store: Store) -> None:
    send(store.blobs, "upl-1", OCTETS)
    store.blobs.put(b"kept")
    assert store.blobs.sweep(timedelta(hours=1)) == 0
    assert store.blobs.sweep(timedelta(0)) >= 1
    assert list(store.blobs.stages()) == []
    assert store.keys() == {blob_key(sha256(b"kept").hexdigest())}


def test_a_store_says_that_it_works_and_how_it_encrypts(store: Store) -> None:
    store.blobs.check()
    assert store.keys() == set()
    assert store.blobs.encryption()
