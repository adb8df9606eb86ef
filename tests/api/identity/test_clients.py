from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc.jwk import ECKey, RSAKey

from api.identity.clients import (
    ClientFileError,
    digest_of,
    holds_secret,
    read_clients,
    register,
)
from ingest.store.clients import find_client
from tests.services.edge import SECRET, Edge

KEY = ECKey.generate_key("P-256", {"kid": "2026-1"})
GOOD = {
    "id": '"anzheng"', "role": '"platform"', "party": '"plat-anzheng"', "name": '"安证"',
    "since": "2026-01-01T00:00:00Z",
}  # fmt: skip


def written(folder: Path, key: object = None, **changed: str) -> Path:
    stated = {name: value for name, value in {**GOOD, **changed}.items() if value}
    lines = ["[[client]]", *(f"{name} = {value}" for name, value in stated.items())]
    fields = KEY.as_dict(private=False) if key is None else key
    assert isinstance(fields, dict)
    lines += ["[[client.keys]]", *(f'{name} = "{value}"' for name, value in fields.items())]
    path = folder / "clients.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_file_names_the_clients(tmp_path: Path) -> None:
    (found,) = read_clients(written(tmp_path), "production")
    assert (found.id, found.role, found.party, found.secret) == (
        "anzheng", "platform", "plat-anzheng", None,
    )  # fmt: skip
    assert found.since == datetime(2026, 1, 1, tzinfo=UTC)
    assert found.keys["keys"][0]["kid"] == "2026-1"


@pytest.mark.parametrize(
    "changed",
    [
        {"role": '"judge"'}, {"role": '"operator"'}, {"role": ""}, {"id": '"a b"'},
        {"since": "2026-01-01T00:00:00"}, {"secret": '"x"'}, {"party": '""'}, {"name": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_file_that_says_what_cannot_be_is_refused(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    with pytest.raises(ClientFileError, match=r"clients\.toml"):
        read_clients(written(tmp_path, **changed), "production")


def keys_refused() -> dict[str, dict[str, object]]:
    return {
        "private": dict(KEY.as_dict(private=True)),
        "without kid": {k: v for k, v in KEY.as_dict(private=False).items() if k != "kid"},
        "short RSA": dict(RSAKey.generate_key(1024, {"kid": "r"}).as_dict(private=False)),
        "a secret": {"kty": "oct", "kid": "o", "k": "c2VjcmV0"},
        "of a curve of no use": dict(
            ECKey.generate_key("P-521", {"kid": "p"}).as_dict(private=False)
        ),
        "no key": {"kty": "EC", "kid": "e"},
    }


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_key_that_no_client_may_sign_with_is_refused(tmp_path: Path) -> None:
    for key in keys_refused().values():
        with pytest.raises(ClientFileError):
            read_clients(written(tmp_path, key), "production")


def test_two_clients_of_one_id_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text("\n".join([path.read_text("utf-8")] * 2), "utf-8")
    with pytest.raises(ClientFileError, match="one id"):
        read_clients(path, "production")


@pytest.mark.parametrize("octets", [b"\xff", b"[[client]", b"x = 1"])
def test_what_is_no_registry_is_refused(tmp_path: Path, octets: bytes) -> None:
    (tmp_path / "clients.toml").write_bytes(octets)
    with pytest.raises(ClientFileError):
        read_clients(tmp_path / "clients.toml", "production")


def test_a_client_that_is_named_no_more_is_ended(edge: Edge) -> None:
    later = edge.clock() + timedelta(minutes=1)
    with edge.service.database.write() as connection:
        register(connection, "sandbox", [edge.client()], later)
        kept = find_client(connection, "sandbox", "platform")
        gone = find_client(connection, "sandbox", "judge")
    assert kept is not None
    assert kept.until is None
    assert gone is not None
    assert gone.until == later


def test_the_clients_of_another_environment_are_nobody(edge: Edge) -> None:
    with edge.service.database.write() as connection:
        register(connection, "production", [], edge.clock())
        assert find_client(connection, "production", "judge") is None
        still = find_client(connection, "sandbox", "judge")
    assert still is not None
    assert still.until is None


def test_only_the_secret_itself_opens(edge: Edge) -> None:
    client = edge.client(secret=digest_of(SECRET))
    assert holds_secret(client, SECRET)
    assert not holds_secret(client, SECRET + " ")
    assert not holds_secret(client._replace(secret=None), "")
    assert not holds_secret(None, "")
