"""Rows of receipts: for who sent and for whom it was sent, stamped once."""

import pytest

from fixtures.world import RECEIVED_AT
from ingest.store.database import Database
from ingest.store.packages import NewPackage, insert_package
from ingest.store.receipts import (
    ReceiptRow,
    insert_receipt,
    receipt_for,
    receipt_of_package,
    receipt_value,
    set_token,
)

_ROW = ReceiptRow("rcp-1", "sandbox", "platform", "pkg-1", b"signed", RECEIVED_AT)


@pytest.fixture(name="kept")
def _kept(database: Database) -> Database:
    with database.write() as connection:
        insert_package(connection, NewPackage(
            id="pkg-1", environment="sandbox", sender="platform", package_id="batch-1",
            package_digest="ab" * 32, form="archive", source="cd" * 32, octets=7, head={},
            lender="lender", platform="platform", received_at=RECEIVED_AT, stated_at=None,
            settings={}, delete_at=None,
        ))  # fmt: skip
        insert_receipt(connection, _ROW)
    return database


def test_a_receipt_is_for_who_sent_and_for_whom_it_was_sent(kept: Database) -> None:
    parties = "platform", "lender", None, "other"
    with kept.read() as connection:
        found = [
            receipt_for(connection, "rcp-1", environment="sandbox", party=one) for one in parties
        ]
        elsewhere = receipt_for(connection, "rcp-1", environment="production", party=None)
    assert (found, elsewhere) == ([_ROW, _ROW, _ROW, None], None)


def test_a_token_is_set_once(kept: Database) -> None:
    with kept.write() as connection:
        first = set_token(connection, "rcp-1", b"token", RECEIVED_AT)
        again = set_token(connection, "rcp-1", b"other", RECEIVED_AT)
        found = receipt_of_package(connection, "pkg-1")
        values = receipt_value(connection, "rcp-1"), receipt_value(connection, "rcp-2")
    stamped = _ROW._replace(token=b"token", stamped_at=RECEIVED_AT)
    assert (first, again, found, values) == (True, False, stamped, (b"signed", None))
