"""Of two packages under one id at once, one is accepted, and the other is told so."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from httpx2 import Response
from sqlalchemy import func, select

from ingest.service import Service
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.services.app import client_of, open_service
from tests.services.packages import good_package, with_head


def _send(service: Service, octets: bytes, key: str) -> Response:
    headers = {"Content-Type": "application/zip", "Idempotency-Key": key}
    return client_of(service).post("/v1/packages", content=octets, headers=headers)


def test_two_packages_of_one_id_at_once_are_one_package(tmp_path: Path, database: Database) -> None:
    packages = [with_head(good_package(), batch_ref=f"batch-{number}") for number in range(4)]
    with open_service(tmp_path, database=database) as service, ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda n: _send(service, packages[n], f"key-{n}"), range(4)))
        assert sorted(one.status_code for one in sent) == [202, 409, 409, 409]
        refused = {one.json()["code"] for one in sent if one.status_code == 409}
        assert refused <= {"http.package_id_reused", "http.request_running"}
        again = [_send(service, packages[n], f"again-{n}") for n in range(4)]
        assert sorted(one.status_code for one in again) == [200, 409, 409, 409]
        codes = {one.json()["code"] for one in again if one.status_code == 409}
        assert codes == {"http.package_id_reused"}
        with service.database.read() as connection:
            kept = select(func.count()).select_from(METADATA.tables["package"])
            assert connection.execute(kept).scalar_one() == 1
