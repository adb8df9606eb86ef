"""What a sender has in a day is bounded whichever way it sends, and however much at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from ingest.service import Quotas, Service
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.services.app import client_of, open_service
from tests.services.packages import (
    archive_of,
    files_of,
    good_package,
    members_of,
    tags_of,
    with_head,
)


def _post(service: Service, path: str, octets: bytes, key: str) -> Response:
    return _post_by(client_of(service), path, octets, key)


def _post_by(client: TestClient, path: str, octets: bytes, key: str) -> Response:
    headers = {"Content-Type": "application/zip", "Idempotency-Key": key}
    return client.post(path, content=octets, headers=headers)


def _at_once(service: Service, path: str, sent: list[tuple[bytes, str]]) -> list[Response]:
    """Send several at once, over one application that has answered before."""
    client = client_of(service)
    client.post(path)
    with ThreadPoolExecutor(len(sent)) as pool:
        return list(pool.map(lambda one: _post_by(client, path, *one), sent))


def _begin(service: Service, octets: bytes, key: str = "key-1") -> dict[str, Any]:
    answer = _post(service, "/v1/uploads", tags_of(octets), key)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _put(service: Service, upload: dict[str, Any], digest: str, octets: bytes) -> Response:
    path = upload["links"]["file"].replace("{sha256}", digest)
    return client_of(service).put(path, content=octets)


def _commit(service: Service, upload: dict[str, Any]) -> Response:
    said = {"package_digest": upload["package_digest"]}
    return client_of(service).post(upload["links"]["commit"], json=said)


def _said(package: bytes) -> int:
    """Return what an upload of a package says it will have sent."""
    return sum(map(len, members_of(package).values()))


def test_an_upload_by_parts_says_what_it_will_take_of_the_day(tmp_path: Path) -> None:
    package = good_package()
    second = with_head(package, package_id="second")
    with open_service(tmp_path, quotas=Quotas(octets_a_day=_said(package) - 1)) as service:
        refused = _post(service, "/v1/uploads", tags_of(package), "key-1")
        assert (refused.status_code, refused.json()["code"]) == (429, "http.quota")
        assert list(service.blobs.stages()) == []
    (tmp_path / "two").mkdir()
    with open_service(tmp_path / "two", quotas=Quotas(octets_a_day=_said(package))) as service:
        _begin(service, package)
        refused = _post(service, "/v1/uploads", tags_of(second), "key-2")
        assert refused.json()["code"] == "http.quota"


def test_a_commit_asks_for_the_day_once_more(tmp_path: Path) -> None:
    package = good_package()
    with open_service(tmp_path, quotas=Quotas(packages_a_day=1)) as service:
        upload = _begin(service, package)
        assert {_put(service, upload, *one).status_code for one in files_of(package).items()} == {
            204
        }
        other = with_head(package, package_id="other")
        assert _post(service, "/v1/packages", other, "key-2").status_code == 202
        refused = _commit(service, upload)
        assert (refused.status_code, refused.json()["code"]) == (429, "http.quota")
        assert list(service.blobs.stages()) == [upload["upload_id"]]


def test_an_upload_sends_no_more_than_it_said(tmp_path: Path) -> None:
    whole = good_package()
    counts = {"cases": 1, "items": 1, "bytes": max(map(len, files_of(whole).values()))}
    package = with_head(whole, counts=counts)
    with open_service(tmp_path) as service:
        upload = _begin(service, package)
        sent = [_put(service, upload, *one) for one in files_of(package).items()]
        assert [one.status_code for one in sent].count(413) > 0
        room = counts["bytes"] + sum(len(one) for one in members_of(tags_of(package)).values())
        assert sum(service.blobs.staged(upload["upload_id"]).values()) <= room


def test_a_whole_upload_takes_its_files_again_and_nothing_more(tmp_path: Path) -> None:
    package, files = good_package(), files_of(good_package())
    with open_service(tmp_path) as service:
        upload = _begin(service, package)
        for _ in range(2):
            assert {_put(service, upload, *one).status_code for one in files.items()} == {204}
        digest, octets = next(iter(files.items()))
        more = _put(service, upload, digest, octets + b"x" * _said(package))
        assert more.json()["code"] == "http.too_large"
        assert _commit(service, upload).status_code == 202


@pytest.mark.parametrize("quotas", [Quotas(open_uploads=1), Quotas(octets_a_day=200_000)])
def test_of_uploads_begun_at_once_no_more_are_open_than_may_be(
    tmp_path: Path, database: Database, quotas: Quotas
) -> None:
    packages = [with_head(good_package(), package_id=f"batch-{number}") for number in range(4)]
    assert 100_000 < _said(packages[0]) < 200_000
    with open_service(tmp_path, database=database, quotas=quotas) as service:
        tags = [(tags_of(one), f"key-{number}") for number, one in enumerate(packages)]
        sent = _at_once(service, "/v1/uploads", tags)
        assert sorted(one.status_code for one in sent) == [201, 429, 429, 429]
        assert len(list(service.blobs.stages())) == 1


def test_an_upload_begun_twice_at_once_under_one_key_is_one(
    tmp_path: Path, database: Database
) -> None:
    tags = tags_of(good_package())
    with open_service(tmp_path, database=database) as service:
        for key in ("key-1", "key-2", "key-3"):
            sent = _at_once(service, "/v1/uploads", [(tags, key)] * 2)
            assert {one.status_code for one in sent} <= {201, 409}
            named = {one.json()["upload_id"] for one in sent if one.status_code == 201}
            assert len(named) == 1
        assert len(list(service.blobs.stages())) == 3


def test_packages_sent_at_once_are_no_more_than_a_day_has(
    tmp_path: Path, database: Database
) -> None:
    packages = [with_head(good_package(), package_id=f"batch-{number}") for number in range(4)]
    with open_service(tmp_path, database=database, quotas=Quotas(packages_a_day=2)) as service:
        keyed = [(one, f"key-{number}") for number, one in enumerate(packages)]
        sent = _at_once(service, "/v1/packages", keyed)
        assert sorted(one.status_code for one in sent) == [202, 202, 429, 429]
        with service.database.read() as connection:
            kept = select(func.count()).select_from(METADATA.tables["package"])
            assert connection.execute(kept).scalar_one() == 2
        assert list(service.blobs.stages()) == []


def test_an_archive_that_is_no_package_takes_nothing_of_the_day(tmp_path: Path) -> None:
    with open_service(tmp_path, quotas=Quotas(packages_a_day=1)) as service:
        assert _post(service, "/v1/packages", archive_of({"a": b"a"}), "key-1").status_code == 422
        assert _post(service, "/v1/packages", good_package(), "key-2").status_code == 202
