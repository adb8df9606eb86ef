"""Rows of packages: a sender's id names one package for good, and a day's sum is its own."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from fixtures.world import RECEIVED_AT
from ingest.store.database import Database
from ingest.store.packages import NewPackage, insert_package, known_package, taken_since

_ROW = NewPackage(
    id="pkg-1", environment="sandbox", sender="anna", package_id="batch-1",
    package_digest="ab" * 32, form="archive", source="cd" * 32, octets=7, head={},
    lender="lender", platform=None, received_at=RECEIVED_AT, stated_at=None, settings={},
    delete_at=None,
)  # fmt: skip
_WHERE = {"environment": "sandbox", "sender": "anna", "lender": "lender", "package_id": "batch-1"}


def test_a_package_is_found_by_its_senders_name_for_it(database: Database) -> None:
    with database.write() as connection:
        insert_package(connection, _ROW)
        found = known_package(connection, **_WHERE)
        strangers = known_package(connection, **{**_WHERE, "sender": "bert"})
    assert (found and found.id, strangers) == ("pkg-1", None)


def test_a_senders_name_is_given_once(database: Database) -> None:
    with database.write() as connection:
        insert_package(connection, _ROW)
    with pytest.raises(IntegrityError), database.write() as connection:
        insert_package(connection, _ROW._replace(id="pkg-2", package_digest="ef" * 32))


def test_only_a_senders_own_packages_of_the_day_are_summed(database: Database) -> None:
    day = timedelta(days=1)
    with database.write() as connection:
        insert_package(connection, _ROW)
        insert_package(connection, _ROW._replace(id="pkg-2", package_id="b2", sender="bert"))
        early = RECEIVED_AT - day
        insert_package(connection, _ROW._replace(id="pkg-3", package_id="b3", received_at=early))
        found = taken_since(
            connection, environment="sandbox", sender="anna", since=RECEIVED_AT - day
        )
    assert found == (1, 7, RECEIVED_AT)
