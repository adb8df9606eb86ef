"""The service as it is started: by no setting at all, and by settings alone on other stores."""

import signal
import socket
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import select

from fixtures.forge import forge
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.services.gateway import Gateway, serving
from tests.services.packages import good_package
from tests.services.postgres import postgres_address, postgres_server
from tests.services.s3 import S3Server, rclone_server
from tests.services.secrecy import personal_data_in

__all__ = ["postgres_address", "postgres_server", "rclone_server"]

pytestmark = pytest.mark.enable_socket
_DEADLINE = 60.0


@pytest.fixture(name="package", scope="module")
def _package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return forge("honest_plain", tmp_path_factory.mktemp("honest")).path.read_bytes()


def _judged(gateway: Gateway, package: bytes) -> Mapping[str, object]:
    """Send a package, and return its batch once it is judged."""
    sent, end = gateway.submit(package), time.monotonic() + _DEADLINE
    with gateway.client("sandbox-platform") as http:
        while (batch := http.get(f"/v1/batches/{sent}").json())["state"] != "judged":
            assert time.monotonic() < end, gateway.log.read_text("utf-8")
            time.sleep(0.1)
    found: Mapping[str, object] = batch
    return found


class Ended(NamedTuple):
    """A sandbox that was told to stop, and what it did then."""

    gateway: Gateway
    answer: bytes
    """First line to an upload that was amid its octets."""
    status: int


@pytest.fixture(name="ended", scope="module")
def _ended(tmp_path_factory: pytest.TempPathFactory, package: bytes) -> Ended:
    """A sandbox out of nothing that judged a package, and was told to stop amid two uploads."""
    sent = good_package()
    with serving(tmp_path_factory.mktemp("nothing") / "data") as gateway:
        _judged(gateway, package)
        slow, cut = (_half(gateway, sent, key) for key in ("slow", "cut"))
        gateway.process.send_signal(signal.SIGTERM)
        _wait_until_it_takes_nobody(gateway)
        cut.close()
        slow.sendall(sent[len(sent) // 2 :])
        answer = slow.makefile("rb").readline()
        slow.close()
        return Ended(gateway, answer, gateway.process.wait(_DEADLINE))


def test_a_sandbox_out_of_nothing_judges_a_package(ended: Ended) -> None:
    assert ended.status == 0
    log = ended.gateway.log.read_text("utf-8").splitlines()
    assert personal_data_in(log) == []  # of the server and its worker
    assert (ended.gateway.data_dir / "sandbox.json").stat().st_mode & 0o777 == 0o600


def test_told_to_stop_it_ends_the_uploads_that_run_and_accepts_no_half(ended: Ended) -> None:
    assert ended.answer == b"HTTP/1.1 202 Accepted\r\n"
    address = f"sqlite:///{ended.gateway.data_dir / 'evidence.db'}"
    tables = [METADATA.tables[name] for name in ("package", "receipt", "judgement")]
    with closing(Database(address)) as database, database.read() as connection:
        counted = [len(connection.execute(select(one)).all()) for one in tables]
    assert counted == [2, 2, 2]  # the one before, and the one that went on


def _half(gateway: Gateway, package: bytes, key: str) -> socket.socket:
    """Begin to send a package, and stop in the middle."""
    place = urlsplit(gateway.address)
    head = (
        f"POST /v1/packages HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: Bearer {gateway.token('sandbox-platform')}\r\n"
        f"Idempotency-Key: {key}\r\nContent-Type: application/zip\r\n"
        f"Content-Length: {len(package)}\r\n\r\n"
    )
    sending = socket.create_connection((place.hostname, place.port), timeout=_DEADLINE)
    sending.sendall(head.encode() + package[: len(package) // 2])
    return sending


def _wait_until_it_takes_nobody(gateway: Gateway) -> None:
    end = time.monotonic() + _DEADLINE
    while time.monotonic() < end:
        try:
            httpx.get(f"{gateway.address}/healthz")
        except httpx.TransportError:
            return
        time.sleep(0.05)
    raise AssertionError("it goes on listening")


def test_settings_alone_bring_it_to_postgresql_and_s3_with_two_workers(
    tmp_path: Path, package: bytes, postgres_address: str, rclone_server: S3Server
) -> None:
    blobs = {
        "BLOBS__URL": f"s3://{rclone_server.new_bucket()}/evidence",
        "BLOBS__ENDPOINT": rclone_server.endpoint,
        "BLOBS__ACCESS_KEY": rclone_server.access_key,
        "BLOBS__SECRET_KEY": rclone_server.secret_key,
    }
    data = tmp_path / "data"
    with serving(data, workers=2, database=postgres_address, settings=blobs) as gateway:
        _judged(gateway, package)
        assert gateway.stop() == 0
    assert not [one for one in ("evidence.db", "blobs") if (data / one).exists()]
