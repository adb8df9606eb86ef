"""The service as it is started: by no setting at all, and by settings alone on other stores."""

import time
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from fixtures.forge import forge
from tests.services.gateway import Gateway, serving
from tests.services.postgres import postgres_address, postgres_server
from tests.services.s3 import S3Server, rclone_server

__all__ = ["postgres_address", "postgres_server", "rclone_server"]

pytestmark = pytest.mark.enable_socket
_DEADLINE = 60.0


@pytest.fixture(name="package", scope="module")
def _package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return forge("honest_plain", tmp_path_factory.mktemp("honest")).path.read_bytes()


def _judged(gateway: Gateway, package: bytes) -> Mapping[str, object]:
    """Send a package, and return its batch once it is judged."""
    with gateway.client("sandbox-platform") as http:
        sent = http.post(
            "/v1/packages",
            content=package,
            headers={
                "Idempotency-Key": "first",
                "Content-Type": "application/zip",
                "Content-Digest": f"sha-256=:{b64encode(sha256(package).digest()).decode()}:",
                "Sandbox-Received-At": "2025-06-10T03:00:00Z",
            },
        )
        assert sent.status_code == 202, sent.text
        end = time.monotonic() + _DEADLINE
        while (batch := http.get(f"/v1/batches/{sent.json()['id']}").json())["state"] != "judged":
            assert time.monotonic() < end, gateway.log.read_text("utf-8")
            time.sleep(0.1)
    found: Mapping[str, object] = batch
    return found


def test_a_sandbox_out_of_nothing_judges_a_package(tmp_path: Path, package: bytes) -> None:
    with serving(tmp_path / "data") as gateway:
        _judged(gateway, package)
        assert gateway.stop() == 0
    assert (tmp_path / "data" / "sandbox.json").stat().st_mode & 0o777 == 0o600


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
