from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert
from starlette.testclient import TestClient

from api.permissions import Role
from api.readiness import look
from api.site import Site
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.services.edge import SITE, Edge


def metric(edge: Edge, name: str, **labels: str) -> float | None:
    headers = {"Authorization": f"Bearer {edge.token(Role.OPERATOR)}"}
    text = edge.browser.get("/metrics", headers=headers).text
    found = [
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and sample.labels.items() >= labels.items()
    ]
    return found[0] if found else None


def test_a_process_that_lives_says_so(edge: Edge) -> None:
    assert edge.browser.get("/healthz").json() == {"status": "ok"}


def test_a_database_of_another_version_is_no_ground_to_stand_on(edge: Edge) -> None:
    answer = edge.browser.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["schema"]


def test_without_workers_requests_are_taken_all_the_same(edge: Edge) -> None:
    assert look(edge.service).degraded == ("workers",)
    row = {
        "id": "w1", "host": "h", "process": 1, "state": "alive", "beat": 1,
        "started_at": datetime.now(UTC), "beat_at": datetime.now(UTC),
    }  # fmt: skip
    with edge.service.database.write() as connection:
        connection.execute(insert(METADATA.tables["worker"]).values(row))
    assert look(edge.service).degraded == ()


def test_every_reason_is_told(edge: Edge, tmp_path: Path) -> None:
    nowhere = Database(f"sqlite:///{tmp_path / 'nowhere' / 'evidence.db'}")
    broken = replace(edge.service, database=nowhere, folder=tmp_path / "nowhere")
    assert look(broken).reasons == ("database", "schema", "room")
    assert look(broken).degraded == ()


def test_an_operator_reads_metrics(edge: Edge) -> None:
    edge.browser.get("/healthz")
    seen = metric(edge, "evidence_requests_total", route="/healthz", status="200")
    assert seen == 1
    assert metric(edge, "evidence_database_up") == 1
    assert metric(edge, "evidence_waiting_cases") == 0
    assert metric(edge, "evidence_request_seconds_count", route="/healthz") == 1


def test_metrics_name_the_state_of_the_work(edge: Edge) -> None:
    at = edge.clock()
    row = {
        "id": "a1", "environment": "sandbox", "sender": "s", "kind": "shard", "subject": "j",
        "part": "0001", "state": "ready", "token": 0, "priority": 0, "tries": 0,
        "created_at": at, "delivery": 0, "share": "s",
    }  # fmt: skip
    with edge.service.database.write() as connection:
        connection.execute(insert(METADATA.tables["attempt"]).values(row))
    assert metric(edge, "evidence_attempts", kind="shard", state="ready") == 1
    assert metric(edge, "evidence_oldest_ready_seconds") == 0


def test_metrics_name_no_path_that_is_not_ours(edge: Edge) -> None:
    edge.browser.get("/nowhere/440199198001010011")
    edge.browser.request("STRANGE", "/healthz")
    assert metric(edge, "evidence_requests_total", route="none", status="404") == 1
    assert metric(edge, "evidence_requests_total", method="other") == 1


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
def test_who_is_on_this_machine_reads_metrics(edge: Edge, peer: str) -> None:
    neighbour = TestClient(edge.app, base_url=SITE.url, client=(peer, 1))
    assert neighbour.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    ("site", "headers"),
    [
        (SITE, {"X-Forwarded-For": "203.0.113.7"}),
        (SITE, {"Forwarded": "for=203.0.113.7"}),
        (SITE._replace(behind_proxy=True), {}),
        (SITE._replace(metrics_on_loopback=False), {}),
    ],
)
def test_who_only_seems_to_be_on_this_machine_does_not(
    edge: Edge, site: Site, headers: dict[str, str]
) -> None:
    edge.app.state.site = site
    neighbour = TestClient(edge.app, base_url=SITE.url, client=("127.0.0.1", 1))
    assert neighbour.get("/metrics", headers=headers).status_code == 401
