"""Of two packages under one id at once, one is accepted, and the other is told so."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from httpx2 import Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from ingest.service import Service
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.services.app import client_of, open_service
from tests.services.packages import archive_of, good_package, members_of, with_head


def _send(client: TestClient, octets: bytes, key: str) -> Response:
    headers = {"Content-Type": "application/zip", "Idempotency-Key": key}
    return client.post("/v1/packages", content=octets, headers=headers)


def _warm(service: Service) -> TestClient:
    """Return a client of an application that has answered before."""
    client = client_of(service)
    client.post("/v1/packages")
    return client


def test_two_packages_of_one_id_at_once_are_one_package(tmp_path: Path, database: Database) -> None:
    packages = [with_head(good_package(), batch_ref=f"batch-{number}") for number in range(4)]
    with open_service(tmp_path, database=database) as service, ThreadPoolExecutor(4) as pool:
        client = _warm(service)
        sent = list(pool.map(lambda n: _send(client, packages[n], f"key-{n}"), range(4)))
        assert sorted(one.status_code for one in sent) == [202, 409, 409, 409]
        refused = {one.json()["code"] for one in sent if one.status_code == 409}
        assert refused <= {"http.package_id_reused", "http.request_running"}
        again = [_send(client, packages[n], f"again-{n}") for n in range(4)]
        assert sorted(one.status_code for one in again) == [200, 409, 409, 409]
        codes = {one.json()["code"] for one in again if one.status_code == 409}
        assert codes == {"http.package_id_reused"}
        with service.database.read() as connection:
            kept = select(func.count()).select_from(METADATA.tables["package"])
            assert connection.execute(kept).scalar_one() == 1


def test_a_request_sent_twice_at_once_leaves_no_copy(tmp_path: Path, database: Database) -> None:
    package = good_package()
    with open_service(tmp_path, database=database) as service:
        client = _warm(service)
        with ThreadPoolExecutor(4) as pool:
            sent = list(pool.map(lambda _: _send(client, package, "key-1"), range(4)))
        assert {one.status_code for one in sent} <= {202, 409}
        assert len({one.content for one in sent if one.status_code == 202}) == 1
        assert list(service.blobs.stages()) == []


def test_other_octets_under_a_package_s_digest_are_not_said_to_be_received(
    tmp_path: Path, database: Database
) -> None:
    package = good_package()
    members = members_of(package)
    broken = archive_of({**members, "manifest-sha256.txt": members["manifest-sha256.txt"][:-9]})
    with open_service(tmp_path, database=database) as service:
        client = _warm(service)
        assert _send(client, broken, "key-1").status_code == 202
        kept = [path for path in tmp_path.rglob("*") if path.is_file()]
        refused = _send(client, package, "key-2")
        assert (refused.status_code, refused.json()["code"]) == (409, "http.package_id_reused")
        assert "other octets" in refused.json()["detail"]
        assert _send(client, broken, "key-3").status_code == 200
        new = {path for path in tmp_path.rglob("*") if path.is_file()} - {*kept}
        assert not {path for path in new if "sha256" in path.parts}
        assert list(service.blobs.stages()) == []
