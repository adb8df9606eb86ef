"""Rows of uploads: a sender's own, ended once."""

from datetime import timedelta

from fixtures.world import RECEIVED_AT
from ingest.store.database import Database
from ingest.store.uploads import (
    UploadRow,
    UploadState,
    end_upload,
    expired_uploads,
    insert_upload,
    open_uploads,
    upload_of,
)

_ROW = UploadRow(
    "upl-1", "sandbox", "anna", UploadState.OPEN.value, "ab" * 32, 3, 99, None, {"a": 1},
    RECEIVED_AT, RECEIVED_AT + timedelta(days=1),
)  # fmt: skip


def test_an_upload_is_there_for_its_sender_alone(database: Database) -> None:
    with database.write() as connection:
        insert_upload(connection, _ROW)
        own = upload_of(connection, "upl-1", environment="sandbox", sender="anna")
        strangers = upload_of(connection, "upl-1", environment="sandbox", sender="bert")
    assert (own, strangers) == (_ROW, None)


def test_an_upload_ends_once(database: Database) -> None:
    with database.write() as connection:
        insert_upload(connection, _ROW)
        first = end_upload(connection, "upl-1", UploadState.OPEN, UploadState.COMMITTED, "pkg-1")
        again = end_upload(connection, "upl-1", UploadState.OPEN, UploadState.ABANDONED)
    assert (first, again) == (True, False)


def test_open_and_expired_uploads_are_counted(database: Database) -> None:
    with database.write() as connection:
        insert_upload(connection, _ROW)
        found = open_uploads(connection, environment="sandbox", sender="anna")
        none = open_uploads(connection, environment="sandbox", sender="bert")
        before = expired_uploads(connection, RECEIVED_AT, 10)
        after = expired_uploads(connection, _ROW.expires_at, 10)
    assert (found, none) == ((1, 99, _ROW.expires_at), (0, 0, None))
    assert (before, after) == ([], [_ROW])
