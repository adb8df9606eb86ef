"""A package sent as one archive: accepted once with a receipt, or refused with nothing kept."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from anchors.limits import LIMITS
from api.permissions import Role
from fixtures.esign import chain_of
from ingest.service import Quotas, Service
from ingest.store.schema import METADATA
from tests.services.app import (
    LENDER,
    OTHER_LENDER,
    PLATFORM,
    SetClock,
    client_of,
    open_service,
)
from tests.services.packages import (
    archive_of,
    digest_of,
    good_package,
    members_of,
    with_head,
)

_KEPT = ("package", "receipt", "judgement", "attempt", "idempotency")


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _send(client: TestClient, octets: bytes, key: str = "key-1", **headers: str) -> Response:
    said = {"Content-Type": "application/zip", "Idempotency-Key": key}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/v1/packages", content=octets, headers={**said, **named})


def _content_digest(octets: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(octets).digest()).decode()}:"


def _counts(service: Service) -> dict[str, int]:
    with service.database.read() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(METADATA.tables[name]))
            .scalar_one()
            for name in _KEPT
        }  # fmt: skip


def _blobs(service: Service) -> list[Path]:
    folder = service.folder.parent / "blobs"
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]


def test_a_package_is_accepted_with_a_receipt_and_waits_for_its_judgement(
    service: Service,
) -> None:
    package = good_package()
    answer = _send(client_of(service), package, Content_Digest=_content_digest(package))
    said = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == said["links"]["batch"] == f"/v1/batches/{said['id']}"
    assert said["package_digest"] == digest_of(package)
    assert said["receipt"]["value"]["archive"] == {
        "sha256": hashlib.sha256(package).hexdigest(), "size": len(package),
    }  # fmt: skip
    assert _counts(service) == {
        "package": 1, "receipt": 1, "judgement": 1, "attempt": 2, "idempotency": 1,
    }  # fmt: skip
    assert list(service.blobs.stages()) == []


def test_the_same_request_is_answered_again_the_same_way(service: Service) -> None:
    client, package = client_of(service), good_package()
    first, again = _send(client, package), _send(client, package)
    digest = _content_digest(package)
    announced = _send(client, package, Content_Digest=digest)
    assert first.content == again.content == announced.content
    assert [one.headers.get("Idempotent-Replayed") for one in (first, again, announced)] == [
        None, "true", "true",
    ]  # fmt: skip
    assert _counts(service)["package"] == 1


def test_a_long_request_is_answered_again_the_same_way(service: Service) -> None:
    long = archive_of({**members_of(good_package()), "data/long": b"a" * LIMITS.read_buffer_octets})
    client = client_of(service)
    first, again = _send(client, long), _send(client, long)
    assert (first.status_code, again.status_code, again.content) == (202, 202, first.content)
    assert _send(client, good_package()).json()["code"] == "http.idempotency_key_reused"


def test_a_key_of_another_request_is_refused(service: Service) -> None:
    client = client_of(service)
    _send(client, good_package())
    other = _send(client, with_head(good_package(), package_id="another"))
    later = _send(client, good_package(), Sandbox_Received_At="2025-06-10T10:00:00+08:00")
    assert [one.json()["code"] for one in (other, later)] == ["http.idempotency_key_reused"] * 2


def test_the_same_package_under_another_key_has_its_first_receipt(service: Service) -> None:
    client = client_of(service)
    first, again = _send(client, good_package()), _send(client, good_package(), "key-2")
    assert (again.status_code, again.json()["receipt"]) == (200, first.json()["receipt"])
    assert _counts(service)["receipt"] == 1


def test_a_package_id_is_not_used_for_another_package(service: Service) -> None:
    client = client_of(service)
    _send(client, good_package())
    other = _send(client, with_head(good_package(), batch_ref="another"), "key-2")
    assert (other.status_code, other.json()["code"]) == (409, "http.package_id_reused")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Idempotency-Key": None}, "http.idempotency_key_missing"),
        ({"Idempotency-Key": "a b"}, "http.invalid"),
        ({"Content-Type": "application/json"}, "http.media_type"),
        ({"Content-Digest": "md5=:AAAA:"}, "http.digest_unsupported"),
        ({"Content-Digest": "sha-256=:AAAA:"}, "http.digest_unsupported"),
        ({"Content-Digest": _content_digest(b"other")}, "http.digest_differs"),
        ({"Content-Length": str(1 << 50)}, "http.too_large"),
        ({"Sandbox-Received-At": "2025-06-10T03:00:00"}, "http.invalid"),
        ({"Sandbox-Received-At": "yesterday"}, "http.invalid"),
    ],
)
def test_a_request_that_says_it_wrongly_leaves_nothing(
    service: Service, headers: Mapping[str, str | None], code: str
) -> None:
    said = {"Content-Type": "application/zip", "Idempotency-Key": "key-1", **headers}
    kept = {name: value for name, value in said.items() if value is not None}
    answer = client_of(service).post("/v1/packages", content=good_package(), headers=kept)
    assert (answer.json()["code"], set(_counts(service).values())) == (code, {0})
    assert (_blobs(service), list(service.blobs.stages())) == ([], [])


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"audience": "other-court"}, "http.package_refused", "audience"),
        ({"environment": "production"}, "http.package_refused", "environment"),
        ({"profile": "evidence-package/0"}, "http.package_refused", "package.json"),
        ({"package_id": "../up"}, "http.package_refused", "package.json/package_id"),
    ],
)
def test_a_package_for_somebody_else_leaves_nothing(
    service: Service, changes: Mapping[str, Any], code: str, pointer: str
) -> None:
    answer = _send(client_of(service), with_head(good_package(), **changes)).json()
    assert (answer["code"], answer["errors"][0]["pointer"]) == (code, pointer)
    assert answer["errors"][0]["code"]
    assert (_blobs(service), set(_counts(service).values())) == ([], {0})


@pytest.mark.parametrize(
    ("role", "party", "status"),
    [
        (Role.LENDER, LENDER, 202),
        (Role.PLATFORM, PLATFORM, 202),
        (Role.LENDER, OTHER_LENDER, 422),
        (Role.PLATFORM, "plat-intl", 422),
        (Role.JUDGE, "gzinternetcourt", 403),
    ],
)
def test_a_package_is_taken_from_whom_it_names(
    service: Service, role: Role, party: str, status: int
) -> None:
    answer = _send(client_of(service, role, party), good_package())
    code = {202: None, 422: "http.sender_differs", 403: "http.forbidden"}[status]
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_a_platform_without_the_lenders_mandate_is_refused(service: Service) -> None:
    stranger = with_head(good_package(), lender={"uscc": "91440101F00000999K", "name": "虚构"})
    answer = _send(client_of(service, Role.PLATFORM, PLATFORM), stranger).json()
    assert (answer["code"], answer["errors"][0]["code"]) == (
        "http.sender_differs", "platform.mandate_absent",
    )  # fmt: skip


def test_what_is_no_package_is_refused_with_what_was_found(service: Service) -> None:
    for number, octets in enumerate((b"", b"no archive", archive_of({"a.txt": b"a"}))):
        answer = _send(client_of(service), octets, f"key-{number}")
        assert (answer.status_code, answer.json()["code"]) == (422, "http.package_refused")
    assert (_blobs(service), set(_counts(service).values())) == ([], {0})


def test_a_platform_s_own_archive_is_refused_and_not_left_to_wait(
    service: Service,
) -> None:
    chain = chain_of({"contract.txt": b"contract"}).octets
    answer = _send(client_of(service), chain)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.package_refused")
    assert (_blobs(service), set(_counts(service).values())) == ([], {0})


def test_a_package_that_names_itself_is_received_whatever_else_is_wrong(service: Service) -> None:
    cut = good_package().replace(b"data/000000/cases.jsonl", b"data/000000/casus.jsonl")
    assert _send(client_of(service), cut).status_code == 202


def test_only_a_sandbox_lets_the_time_be_chosen(service: Service, tmp_path: Path) -> None:
    stated = {"Sandbox_Received_At": "2025-06-09T10:00:00+08:00"}
    assert _send(client_of(service), good_package(), **stated).status_code == 202
    table = METADATA.tables["package"]
    with service.database.read() as connection:
        row = connection.execute(select(table.c.received_at, table.c.stated_at)).one()
    assert row.received_at - row.stated_at == timedelta(hours=25)
    (tmp_path / "production").mkdir()
    with open_service(tmp_path / "production", environment="production") as production:
        refused = _send(client_of(production), good_package(), **stated)
    assert refused.json()["code"] == "http.sandbox_only"


def test_a_sender_has_its_share_of_a_day(tmp_path: Path) -> None:
    clock = SetClock()
    with open_service(tmp_path, clock=clock, quotas=Quotas(packages_a_day=1)) as service:
        client = client_of(service)
        _send(client, good_package())
        clock.advance(timedelta(hours=1))
        second = with_head(good_package(), package_id="second")
        refused = _send(client, second, "key-2")
        replayed = _send(client, good_package())
        clock.advance(timedelta(hours=23, seconds=1))
        later = _send(client, second, "key-2")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(23 * 3600 + 1))
    assert (replayed.status_code, later.status_code) == (202, 202)


def test_octets_over_the_day_are_refused_before_they_are_kept(tmp_path: Path) -> None:
    with open_service(tmp_path, quotas=Quotas(octets_a_day=1000)) as service:
        refused = _send(client_of(service), good_package())
        unannounced = client_of(service).post(
            "/v1/packages", content=iter([good_package()]),
            headers={"Content-Type": "application/zip", "Idempotency-Key": "key-2"},
        )  # fmt: skip
        assert _blobs(service) == []
    assert [one.json()["code"] for one in (refused, unannounced)] == ["http.quota"] * 2
