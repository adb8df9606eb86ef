from datetime import UTC, datetime, timedelta

import pytest

from ingest.store.clients import Client, end_clients, find_client, keep_client
from ingest.store.database import Database

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
KEYS = {"keys": [{"kty": "EC", "kid": "k1"}]}
ONE = Client("one", "sandbox", "platform", "plat-a", "虚构", AT, keys=KEYS, secret="0" * 64)


def test_a_client_is_found_as_it_was_kept(database: Database) -> None:
    with database.write() as connection:
        keep_client(connection, ONE)
        keep_client(connection, ONE._replace(name="虚构乙"))
    with database.read() as connection:
        assert find_client(connection, "sandbox", "one") == ONE._replace(name="虚构乙")
        assert find_client(connection, "production", "one") is None
        assert find_client(connection, "sandbox", "two") is None


def test_only_who_is_open_is_ended(database: Database) -> None:
    over = AT - timedelta(days=1)
    with database.write() as connection:
        for client in (ONE, ONE._replace(id="two"), ONE._replace(id="three", until=over)):
            keep_client(connection, client)
        end_clients(connection, "sandbox", but={"one"}, at=AT)
        found = [find_client(connection, "sandbox", name) for name in ("one", "two", "three")]
    assert [client.until for client in found if client] == [None, AT, over]


@pytest.mark.parametrize(("by", "is_open"), [(-1, False), (0, True), (59, True), (60, False)])
def test_a_client_speaks_from_its_beginning_to_its_end(by: int, is_open: bool) -> None:
    client = ONE._replace(until=AT + timedelta(seconds=60))
    assert client.is_open(AT + timedelta(seconds=by)) is is_open
