"""What an upload may still send, however often and side by side its files are sent."""

from hashlib import sha256
from pathlib import Path

from ingest.intake.sent import SentOctets
from ingest.store.localblobs import LocalBlobs

UPLOAD = "upl-" + "a" * 26
FILES = {sha256(octets).hexdigest(): octets for octets in (b"first", b"other")}
MOST = 10


def stage_all(folder: Path) -> SentOctets:
    """Stage every file; return what counts them."""
    blobs = LocalBlobs(folder)
    for octets in FILES.values():
        writer = blobs.stage(UPLOAD)
        writer.write(octets)
        writer.finish()
    return SentOctets(blobs, UPLOAD)


def test_files_that_are_there_may_be_sent_again_side_by_side(tmp_path: Path) -> None:
    sent = stage_all(tmp_path)
    assert [sent.take(digest, 5, MOST) for digest in FILES] == [True, True]
    for digest in FILES:
        sent.end(digest, 5, staged=True)
    assert all(sent.take(digest, 5, MOST) for digest in FILES)


def test_nothing_is_taken_beyond_what_was_said(tmp_path: Path) -> None:
    sent = stage_all(tmp_path)
    assert not sent.take("0" * 64, 1, MOST)
    sent.end("0" * 64, 1, staged=False)
    assert sent.take(next(iter(FILES)), 5, MOST)
    assert not sent.take(next(iter(FILES)), 1, MOST)
