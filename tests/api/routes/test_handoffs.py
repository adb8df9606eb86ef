"""The feed of hand-offs by API, and what is read by reference within its scope."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.permissions import Role
from ingest.service import Service
from tests.services.app import client_of, open_service
from tests.services.rows import GOOD, add_judgement, add_package, origin, release, sample
from tests.services.secrecy import personal_data_in

KEY = "case-000000"
"""The case that the package of a scenario really has."""


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


@pytest.fixture(name="pipeline")
def _pipeline(service: Service) -> TestClient:
    return client_of(service, Role.PIPELINE, "pipeline")


def _judge(service: Service, package: str, end: str | None, no: int = 1) -> None:
    release(service, add_judgement(service, package, {KEY: sample(GOOD, ended=end)}, no=no))


def test_the_feed_goes_on_from_where_it_was(service: Service, pipeline: TestClient) -> None:
    package, kinds, after = add_package(service), [], "0-0"
    for no, end in enumerate(("admit", None, "admit"), 1):
        _judge(service, package, end, no)
    while (page := pipeline.get(f"/v1/handoffs?limit=1&after={after}").json())["items"]:
        kinds += [one["kind"] for one in page["items"]]
        after = page["next"]
    assert (kinds, page["next"]) == (["admitted", "recalled", "admitted"], after)


def test_an_acknowledged_hand_off_says_so(service: Service, pipeline: TestClient) -> None:
    _judge(service, add_package(service), "admit")
    name = pipeline.get("/v1/handoffs").json()["items"][0]["id"]
    assert [pipeline.post(f"/v1/handoffs/{name}/ack").status_code for _ in "12"] == [200, 200]
    assert pipeline.get("/v1/handoffs").json()["items"][0]["acknowledged_at"]
    assert pipeline.post(f"/v1/handoffs/hnd-{'a' * 26}/ack").status_code == 404


def test_an_object_is_given_released(service: Service, pipeline: TestClient) -> None:
    _judge(service, add_package(service), "admit")
    found = pipeline.get(pipeline.get("/v1/handoffs").json()["items"][0]["href"]).json()
    assert (found["released"], found["case_key"]) == (True, KEY)


@pytest.mark.parametrize("path", ["", "/verdicts", "/report.json", "/parties",
                                  "/items/contract/original"])  # fmt: skip
def test_only_what_is_handed_on_is_within_the_pipelines_scope(
    service: Service, pipeline: TestClient, path: str
) -> None:
    package, found = add_package(service), []
    for no, end in enumerate((None, "admit", None), 1):
        _judge(service, package, end, no)
        found.append(pipeline.get(f"/v1/cases/{package}/{KEY}{path}").status_code)
    assert found == [404, 200, 404]


def test_the_pipeline_gets_a_masked_report_even_in_a_sandbox(
    service: Service, pipeline: TestClient
) -> None:
    package = add_package(service)
    _judge(service, package, "admit")
    answer = pipeline.get(f"/v1/cases/{package}/{KEY}/report.json")
    assert answer.headers["Evidence-View"] == "masked"
    assert "虚构借款人000000" not in answer.text


def test_parties_are_resolved_by_their_references(service: Service, pipeline: TestClient) -> None:
    package = add_package(service)
    _judge(service, package, "admit")
    found = pipeline.get(pipeline.get("/v1/handoffs").json()["items"][0]["href"]).json()
    paths = {one["path"] for one in found["elements"]["secret"]}
    items = pipeline.get(f"/v1/cases/{package}/{KEY}/parties").json()["items"]
    assert {one["path"] for one in items} == paths
    assert {one["path"]: one["value"] for one in items}["d_id_no"] == (
        origin().sample.report["elements"]["d_id_no"]
    )
    one = pipeline.get(f"/v1/cases/{package}/{KEY}/parties?path=d_id_no").json()["items"]
    assert [each["path"] for each in one] == ["d_id_no"]
    assert pipeline.get(f"/v1/cases/{package}/{KEY}/parties?path=d_name").status_code == 404


@pytest.mark.parametrize(("asked", "status", "part"), [
    (None, 200, slice(None)), ("bytes=0-9", 206, slice(0, 10)), ("bytes=-7", 206, slice(-7, None)),
    ("bytes=5-", 206, slice(5, None)), ("bytes=2-999999999", 206, slice(2, None)),
    ("bytes=999999999-", 416, None), ("bytes=-0", 416, None), ("bytes=0-1,4-5", 200, slice(None)),
    ("items=0-1", 200, slice(None)), ("bytes=9-1", 200, slice(None)),
])  # fmt: skip
def test_an_original_is_given_by_range(
    service: Service, pipeline: TestClient, asked: str | None, status: int, part: slice | None
) -> None:
    package = add_package(service)
    _judge(service, package, "admit")
    path = f"/v1/cases/{package}/{KEY}/items/contract/original"
    whole = pipeline.get(path)
    answer = pipeline.get(path, headers={"Range": asked} if asked else {})
    assert answer.status_code == status
    if part is None:
        assert answer.headers["Content-Range"] == f"bytes */{len(whole.content)}"
        assert answer.json()["code"] == "http.range"
    else:
        assert answer.content == whole.content[part]


def test_an_original_is_kept_and_never_shown(service: Service, pipeline: TestClient) -> None:
    package = add_package(service)
    _judge(service, package, "admit")
    answer = pipeline.get(f"/v1/cases/{package}/{KEY}/items/shared:licence/original")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["ETag"] == f'"{sha256(answer.content).hexdigest()}"'
    assert answer.headers["Evidence-Digest"] == "declared"


def test_who_reads_originals_and_parties_is_logged_by_ids_alone(
    service: Service, pipeline: TestClient
) -> None:
    package = add_package(service)
    _judge(service, package, "admit")
    with capture_logs() as lines:
        pipeline.get(f"/v1/cases/{package}/{KEY}/items/contract/original")
        pipeline.get(f"/v1/cases/{package}/{KEY}/parties?path=d_id_no")
    told = [one for one in lines if one["event"] in {"original.read", "parties.read"}]
    said = {"log_level": "info", "client": "pipeline:pipeline", "batch": package, "case": KEY}
    assert told == [
        {**said, "event": "original.read", "item": "contract"},
        {**said, "event": "parties.read", "paths": ["d_id_no"]},
    ]
    assert personal_data_in(str(one) for one in lines) == []


@pytest.mark.parametrize("item", ["nothing", "shared:nothing", "contract-sig"])
def test_what_is_no_item_of_the_case_is_not_there(
    service: Service, pipeline: TestClient, item: str
) -> None:
    package = add_package(service)
    _judge(service, package, "admit")
    path = f"/v1/cases/{package}/{KEY}/items/{item}/original"
    assert pipeline.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.LENDER, Role.PLATFORM, Role.JUDGE, Role.OPERATOR])
def test_the_feed_is_for_the_pipeline_alone(service: Service, role: Role) -> None:
    assert client_of(service, role, "x").get("/v1/handoffs").status_code == 403


@pytest.mark.parametrize("after", ["x", "1", "1-", "-1-2", "0-" + "9" * 19])
def test_what_is_no_place_of_the_feed_is_refused(pipeline: TestClient, after: str) -> None:
    assert pipeline.get("/v1/handoffs", params={"after": after}).status_code == 422
