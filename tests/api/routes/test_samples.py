"""Samples of a sandbox: listed with what they must come to, the same octets each time."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from anchors.limits import LIMITS
from api.permissions import Role
from api.samples import COURT_PROFILES, SampleShelf
from fixtures.showcase import make_sample
from ingest.service import Service
from tests.services.app import (
    PLATFORM,
    app_of,
    client_of,
    open_service,
    with_samples_made_here,
)
from verify.codes.table import CODES


@pytest.fixture(name="service", scope="module")
def _service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One sandbox: what one test asks for disturbs no other."""
    with open_service(tmp_path_factory.mktemp("sandbox")) as service:
        yield service


@pytest.fixture(name="anybody", scope="module")
def _anybody(service: Service) -> TestClient:
    return TestClient(with_samples_made_here(app_of(service)))


def test_every_sample_says_what_must_come_of_it(anybody: TestClient) -> None:
    listed = anybody.get("/v1/samples").json()
    assert [one["name"] for one in listed["court_profiles"]] == list(COURT_PROFILES)
    assert listed["items"][0]["name"] == "good"
    assert len({one["name"] for one in listed["items"]}) == len(listed["items"]) > 300
    assert all(set(one["codes"]) <= set(CODES) for one in listed["items"])


def test_samples_are_found_by_the_code_that_they_show(anybody: TestClient) -> None:
    found = anybody.get("/v1/samples", params={"code": "element.money_form"}).json()["items"]
    assert "amount_with_separators" in [one["name"] for one in found]


def test_the_same_sample_is_the_same_octets_and_a_copy_is_another(anybody: TestClient) -> None:
    first, again = (anybody.get("/v1/samples/good") for _ in range(2))
    assert first.content == again.content
    assert first.headers["Content-Disposition"] == 'attachment; filename="good.zip"'
    assert anybody.get("/v1/samples/good?copy=2").content != first.content


def test_a_sample_is_accepted_by_this_very_sandbox(service: Service, anybody: TestClient) -> None:
    platform = client_of(service, Role.PLATFORM, PLATFORM)
    for number, path in enumerate(("good", "good?copy=2&filed=2026-01-05", "voucher_damaged")):
        octets = anybody.get(f"/v1/samples/{path}").content
        said = {"Idempotency-Key": f"k-{number}", "Content-Type": "application/zip"}
        assert platform.post("/v1/packages", content=octets, headers=said).status_code == 202


def test_an_element_list_comes_with_its_attachments(anybody: TestClient) -> None:
    octets = anybody.get("/v1/samples/good_element_list").content
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.namelist() == ["attachments.zip", "list.xlsx"]


def test_what_is_no_sample_is_not_found(anybody: TestClient) -> None:
    assert anybody.get("/v1/samples/nothing").json()["code"] == "http.not_found"
    assert anybody.get("/v1/samples/good?copy=10").status_code == 422


def test_what_a_sandbox_trusts_and_decided_is_given_for_each_court_profile(
    anybody: TestClient,
) -> None:
    given = [anybody.get("/v1/samples/world", params={"profile": one}) for one in COURT_PROFILES]
    for one in given:
        with zipfile.ZipFile(io.BytesIO(one.content)) as archive:
            names = archive.namelist()
        assert "trust/trust.json" in names
        assert any(name.startswith("decisions/") for name in names)
    assert len({one.content for one in given}) == len(COURT_PROFILES)
    assert anybody.get("/v1/samples/world?profile=none").status_code == 404


def test_production_has_no_samples(service: Service) -> None:
    production = TestClient(app_of(replace(service, environment="production")))
    for path in ("/v1/samples", "/v1/samples/good", "/v1/samples/world"):
        assert production.get(path).json()["code"] == "http.not_found"


def test_a_shelf_has_samples_made_apart_and_keeps_no_more_than_it_may(tmp_path: Path) -> None:
    folder, day = tmp_path / "samples", date(2025, 6, 10)
    folder.mkdir()
    for number in range(LIMITS.samples_kept):
        (folder / str(number)).touch()
    assert SampleShelf(tmp_path).read("good", 1, day) == make_sample("good", filed=day)
    assert len(list(folder.iterdir())) == LIMITS.samples_kept
