"""A package sent by parts: resumable by file, and no package before its commit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from anchors.limits import LIMITS
from api.permissions import Role
from ingest.intake.sweep import sweep_intake
from ingest.service import Quotas, Service
from ingest.store.ondisk import package_on_disk
from ingest.store.schema import METADATA
from tests.services.ageing import age_blobs
from tests.services.app import LENDER, OTHER_LENDER, SetClock, client_of, open_service
from tests.services.packages import digest_of, files_of, good_package, members_of, tags_of

_ZIP = {"Content-Type": "application/zip"}


@pytest.fixture(name="clock")
def _clock() -> SetClock:
    return SetClock()


@pytest.fixture(name="service")
def _service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    with open_service(tmp_path, clock=clock) as service:
        yield service


def _begin(client: TestClient, key: str = "key-1") -> dict[str, Any]:
    headers = {**_ZIP, "Idempotency-Key": key}
    answer = client.post("/v1/uploads", content=tags_of(good_package()), headers=headers)
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def _send(client: TestClient, upload: dict[str, Any], digest: str, octets: bytes) -> int:
    return client.put(
        f"/v1/uploads/{upload['upload_id']}/files/{digest}", content=octets
    ).status_code


def _commit(client: TestClient, upload: dict[str, Any], digest: str = "") -> Any:
    said = {"package_digest": digest or upload["package_digest"]}
    return client.post(upload["links"]["commit"], json=said)


def _packages(service: Service) -> int:
    with service.database.read() as connection:
        counted = select(func.count()).select_from(METADATA.tables["package"])
        return int(connection.execute(counted).scalar_one())


def test_a_package_sent_by_parts_is_the_one_that_was_meant(service: Service) -> None:
    client, package = client_of(service), good_package()
    upload, files = _begin(client), files_of(package)
    assert (upload["missing"], upload["package_digest"]) == (sorted(files), digest_of(package))
    assert {_send(client, upload, *one) for one in files.items()} == {204}
    answer = _commit(client, upload)
    again = _commit(client, upload)
    assert (answer.status_code, answer.content) == (202, again.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    table = METADATA.tables["package"]
    with service.database.read() as connection:
        row = connection.execute(select(table.c.form, table.c.source)).one()
    with package_on_disk(service.blobs, row.form, row.source) as folder:
        for name, octets in members_of(package).items():
            assert (folder / name).read_bytes() == octets
    assert list(service.blobs.stages()) == []


def test_an_upload_is_resumed_by_what_is_missing(service: Service) -> None:
    client, files = client_of(service), files_of(good_package())
    upload = _begin(client)
    first, *others = sorted(files)
    _send(client, upload, first, files[first])
    _send(client, upload, first, files[first])
    found = client.get(upload["links"]["self"]).json()
    assert (found["missing"], found["missing_count"]) == (others, len(others))
    refused = _commit(client, upload)
    assert (refused.status_code, refused.json()["code"]) == (422, "http.parts_missing")
    assert [one["pointer"] for one in refused.json()["errors"]] == others
    assert {_send(client, upload, one, files[one]) for one in others} == {204}
    assert _commit(client, upload).status_code == 202


def test_nobody_learns_what_others_have_sent(service: Service) -> None:
    files = files_of(good_package())
    client = client_of(service)
    whole = client.post(
        "/v1/packages", content=good_package(), headers={**_ZIP, "Idempotency-Key": "key-0"}
    )
    assert whole.status_code == 202
    upload = _begin(client)
    assert upload["missing"] == sorted(files)
    assert _commit(client, upload).json()["code"] == "http.parts_missing"


def test_anothers_upload_answers_as_an_unknown_one(service: Service) -> None:
    upload = _begin(client_of(service))
    stranger = client_of(service, Role.LENDER, OTHER_LENDER)
    digest, octets = next(iter(files_of(good_package()).items()))
    unknown = {
        "upload_id": f"upl-{'a' * 26}",
        "links": {"commit": f"/v1/uploads/upl-{'a' * 26}/commit"},
    }
    for one in (upload, unknown):
        assert _send(stranger, one, digest, octets) == 404
        assert stranger.get(f"/v1/uploads/{one['upload_id']}").status_code == 404
        assert _commit(stranger, one, upload["package_digest"]).status_code == 404


def test_only_the_files_that_were_named_are_taken(service: Service) -> None:
    client, upload = client_of(service), _begin(client_of(service))
    digest = next(iter(files_of(good_package())))
    assert _send(client, upload, "0" * 64, b"x") == 404
    differs = client.put(f"/v1/uploads/{upload['upload_id']}/files/{digest}", content=b"x")
    assert (differs.status_code, differs.json()["code"]) == (422, "http.digest_differs")
    assert digest in client.get(upload["links"]["self"]).json()["missing"]


def test_a_commit_names_the_digest_of_the_tag_manifest(service: Service) -> None:
    client, files = client_of(service), files_of(good_package())
    upload = _begin(client)
    for one in files.items():
        _send(client, upload, *one)
    assert _commit(client, upload, "0" * 64).json()["code"] == "http.digest_differs"
    assert (_packages(service), _commit(client, upload).status_code) == (0, 202)


def test_an_upload_is_begun_once_under_its_key(service: Service) -> None:
    client = client_of(service)
    assert _begin(client)["upload_id"] == _begin(client)["upload_id"]
    assert len(list(service.blobs.stages())) == 1


def test_tag_files_that_name_no_package_are_refused(service: Service) -> None:
    client = client_of(service)
    for number, octets in enumerate((b"", b"x", tags_of(good_package())[:-30])):
        headers = {**_ZIP, "Idempotency-Key": f"key-{number}"}
        answer = client.post("/v1/uploads", content=octets, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "http.package_refused")
    stranger = client_of(service, Role.LENDER, OTHER_LENDER)
    headers = {**_ZIP, "Idempotency-Key": "key-9"}
    other = stranger.post("/v1/uploads", content=tags_of(good_package()), headers=headers)
    assert other.json()["code"] == "http.sender_differs"
    assert list(service.blobs.stages()) == []


def test_an_upload_that_is_over_is_swept(service: Service, clock: SetClock) -> None:
    client, upload = client_of(service), _begin(client_of(service))
    digest, octets = next(iter(files_of(good_package()).items()))
    _send(client, upload, digest, octets)
    clock.advance(service.upload_term)
    assert client.get(upload["links"]["self"]).json()["code"] == "http.upload_expired"
    age_blobs(service)
    assert (sweep_intake(service), sweep_intake(service)) == (1, 0)
    assert list(service.blobs.stages()) == []
    blobs = service.folder.parent / "blobs" / "sha256"
    assert [path for path in blobs.rglob("*") if path.is_file()] == []
    clock.advance(timedelta(days=8))
    sweep_intake(service)
    assert _begin(client)["upload_id"] != upload["upload_id"]


def test_a_sender_has_so_many_uploads_open(tmp_path: Path) -> None:
    with open_service(tmp_path, quotas=Quotas(open_uploads=1)) as service:
        client = client_of(service, Role.LENDER, LENDER)
        _begin(client)
        headers = {**_ZIP, "Idempotency-Key": "key-2"}
        answer = client.post("/v1/uploads", content=tags_of(good_package()), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (429, "http.quota")
        assert int(answer.headers["Retry-After"]) > 0


def test_a_promised_digest_is_held_whatever_is_sent(service: Service) -> None:
    client, tags = client_of(service), tags_of(good_package())
    wrong = {"Content-Digest": f"sha-256=:{'A' * 43}=:"}
    begun = client.post(
        "/v1/uploads", content=tags, headers={**_ZIP, **wrong, "Idempotency-Key": "key-0"}
    )
    upload = _begin(client)
    digest, octets = next(iter(files_of(good_package()).items()))
    path = f"/v1/uploads/{upload['upload_id']}/files/{digest}"
    put = client.put(path, content=octets, headers=wrong)
    assert [one.json()["code"] for one in (begun, put)] == ["http.digest_differs"] * 2
    assert digest in client.get(upload["links"]["self"]).json()["missing"]


def test_what_is_said_twice_is_refused(service: Service) -> None:
    client, tags = client_of(service), tags_of(good_package())
    twice = [("Idempotency-Key", "key-0"), ("Idempotency-Key", "key-1"), *_ZIP.items()]
    answer = client.post("/v1/uploads", content=tags, headers=twice)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")
    two = {**_ZIP, "Idempotency-Key": "key-2"}
    two["Content-Digest"] = f"sha-256=:{'A' * 43}=:, sha-256=:{'B' * 42}E=:"
    answer = client.post("/v1/uploads", content=tags, headers=two)
    assert answer.json()["code"] == "http.digest_unsupported"


def test_a_commit_is_no_place_for_a_large_body(service: Service) -> None:
    client = client_of(service)
    upload = _begin(client)
    said = {"package_digest": "0" * LIMITS.request_octets}
    answer = client.post(upload["links"]["commit"], json=said)
    assert (answer.status_code, answer.json()["code"]) == (413, "http.too_large")


def test_a_file_is_sent_by_who_is_known_to_what_an_id_can_be(service: Service) -> None:
    client = client_of(service)
    place = f"{_begin(client)['links']['self']}/files"
    assert client.put(f"{place}/{'0' * 63}", content=b"").status_code == 404
    assert client.put(f"/v1/uploads/upl-1/files/{'0' * 64}", content=b"").status_code == 404
    del client.headers["Authorization"]
    assert client.put(f"{place}/{'0' * 63}", content=b"").status_code == 401
