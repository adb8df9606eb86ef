"""A folder of blobs under crashes, planted files, a full disk, and others at the same time."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.errors import BlobDiffersError, BlobStoreError
from ingest.store.blobkeys import blob_key, stage_key
from ingest.store.localblobs import LocalBlobs
from tests.kits.blobs import FolderStore, send

OCTETS = b"a loan contract"
DIGEST = sha256(OCTETS).hexdigest()

_BEGUN = """
import os, signal, sys
from pathlib import Path
from ingest.store.localblobs import LocalBlobs
blobs = LocalBlobs(Path(sys.argv[1]))
writer = blobs.stage("upl-1")
writer.write(b"a loan contract")
"""
_KILLED = "os.kill(os.getpid(), signal.SIGKILL)\n"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "blobs")


def _run(program: str, folder: Path) -> int:
    return subprocess.run([sys.executable, "-c", program, str(folder)], check=False).returncode


def test_a_process_killed_while_it_writes_leaves_nothing_that_looks_stored(
    store: FolderStore,
) -> None:
    assert _run(_BEGUN + "writer._file._flush()\n" + _KILLED, store.folder) == -signal.SIGKILL
    assert store.blobs.staged("upl-1") == {}
    assert len(store.keys()) == 1
    store.blobs.sweep(timedelta(0))
    assert store.keys() == set()


def test_a_process_killed_before_it_adopts_leaves_a_stage_to_go_on_from(
    store: FolderStore,
) -> None:
    assert _run(_BEGUN + "writer.finish()\n" + _KILLED, store.folder) == -signal.SIGKILL
    assert store.blobs.staged("upl-1") == {DIGEST: len(OCTETS)}
    assert store.blobs.octets(DIGEST) is None
    store.blobs.adopt("upl-1", [DIGEST])
    assert store.blobs.read(DIGEST) == OCTETS


def test_a_process_killed_after_it_adopts_leaves_what_can_be_adopted_again(
    store: FolderStore,
) -> None:
    program = f"{_BEGUN}writer.finish()\nblobs.adopt('upl-1', ['{DIGEST}'])\n{_KILLED}"
    assert _run(program, store.folder) == -signal.SIGKILL
    store.blobs.adopt("upl-1", [DIGEST])
    assert store.keys() == {blob_key(DIGEST), stage_key("upl-1", DIGEST)}


def test_no_file_may_be_written_beyond_the_room_there_is(store: FolderStore) -> None:
    """A file limit stands for the disk: the system refuses the same write in the same place."""
    program = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from ingest.errors import BlobSpaceError\nfrom ingest.store.localblobs import LocalBlobs\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "writer = LocalBlobs(Path(sys.argv[1])).stage('upl-1')\n"
        "try:\n    writer.write(bytes(3 << 20))\n    writer.finish()\n"
        "except BlobSpaceError:\n    sys.exit(7)\n"
    )
    assert _run(program, store.folder) == 7
    assert store.keys() == set()


def test_files_and_folders_are_their_owners_alone(store: FolderStore) -> None:
    send(store.blobs, "upl-1", OCTETS)
    store.blobs.adopt("upl-1", [DIGEST])
    for path in (store.folder, *store.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0


def test_a_planted_file_is_replaced_and_told(store: FolderStore) -> None:
    store.plant(blob_key(DIGEST), b"a planted one!!")
    store.blobs.put(OCTETS)
    assert store.wrong == [DIGEST]
    assert store.keys() == {blob_key(DIGEST)}
    store.blobs.put(OCTETS)
    assert store.wrong == [DIGEST]


def test_a_link_at_a_digest_is_not_followed(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(OCTETS)
    path = store.folder / blob_key(DIGEST)
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BlobDiffersError):
        store.blobs.read(DIGEST)
    store.blobs.put(OCTETS)
    assert not path.is_symlink()


def test_a_pipe_at_a_digest_is_not_waited_for(store: FolderStore) -> None:
    path = store.folder / blob_key(DIGEST)
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    with pytest.raises(BlobDiffersError):
        store.blobs.read(DIGEST)


def test_a_file_that_was_written_to_is_digested_again(store: FolderStore) -> None:
    store.blobs.put(OCTETS)
    with store.blobs.local(DIGEST) as path:
        pass
    before = path.stat()
    path.write_bytes(b"A LOAN CONTRACT")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(BlobDiffersError), store.blobs.local(DIGEST):
        pass


def test_an_upload_that_is_discarded_while_a_file_comes_does_not_get_it(
    store: FolderStore,
) -> None:
    writer = store.blobs.stage("upl-1")
    writer.write(OCTETS)
    store.blobs.discard("upl-1")
    with pytest.raises(BlobStoreError):
        writer.finish()
    assert store.keys() == set()


def test_many_at_once_adopt_the_same_and_others(store: FolderStore) -> None:
    files = [b"%d" % (number % 20) for number in range(80)]

    def work(number: int) -> str:
        digest = send(store.blobs, f"upl-{number}", files[number])
        store.blobs.adopt(f"upl-{number}", [digest])
        store.blobs.discard(f"upl-{number}")
        return digest

    with ThreadPoolExecutor(8) as pool:
        digests = list(pool.map(work, range(len(files))))
    assert [store.blobs.read(digest) for digest in digests] == files
    assert store.keys() == {blob_key(digest) for digest in digests}
    assert store.wrong == []


def test_what_is_old_and_adopted_anew_is_not_deleted(store: FolderStore) -> None:
    store.blobs.put(OCTETS)
    os.utime(store.folder / blob_key(DIGEST), (0, 0))
    store.blobs.put(OCTETS)
    assert not store.blobs.delete(DIGEST, unused_for=timedelta(hours=1))
    os.utime(store.folder / blob_key(DIGEST), (0, 0))
    assert store.blobs.delete(DIGEST, unused_for=timedelta(hours=1))


def test_what_was_put_a_moment_ago_is_not_written_again(store: FolderStore) -> None:
    path = store.folder / blob_key(store.blobs.put(OCTETS))
    os.utime(path, (0, 0))
    before = path.stat()
    assert store.blobs.put(OCTETS) == DIGEST
    assert (path.stat().st_ino, path.stat().st_mtime > 0) == (before.st_ino, True)


@pytest.mark.parametrize("planted", [None, b"a planted one!!"])
def test_what_was_put_a_moment_ago_is_put_anew_where_it_is_gone_or_another(
    store: FolderStore, planted: bytes | None
) -> None:
    store.blobs.put(OCTETS)
    (store.folder / blob_key(DIGEST)).unlink()
    if planted is not None:
        store.plant(blob_key(DIGEST), planted)
    store.blobs.put(OCTETS)
    assert store.blobs.read(DIGEST) == OCTETS


def test_a_folder_that_cannot_be_made_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BlobStoreError):
        LocalBlobs(tmp_path / "file" / "blobs")
