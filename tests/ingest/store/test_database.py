"""How connections are prepared."""

import pytest
from sqlalchemy import text

from ingest.store.database import Database


@pytest.mark.enable_socket
def test_who_stands_still_in_a_transaction_of_postgresql_lets_go(postgres_address: str) -> None:
    database = Database(postgres_address)
    try:
        with database.write() as connection:
            told = connection.scalar(text("SHOW idle_in_transaction_session_timeout"))
    finally:
        database.close()
    assert told == "2min"
