"""Every fault of a package in one form: where, found, expected, cure, and the command."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from api.cli.main import app
from ingest.service import Service
from ingest.store.schema import METADATA
from tests.services.app import OTHER_LENDER, client_of, open_service
from tests.services.rows import GOOD, Sample, add_judgement, add_package, sample
from verify.canonical import canonical_json


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _faulty() -> dict[str, Sample]:
    return {
        "a": sample("amount_with_separators"),
        "b": sample("voucher_damaged"),
        "c": sample(GOOD),
    }


def _faults(service: Service, **asked: Any) -> list[dict[str, Any]]:
    package = add_package(service)
    add_judgement(service, package, _faulty())
    answer = client_of(service).get(f"/v1/batches/{package}/faults", params=asked).json()
    assert answer["environment"] == "sandbox"
    found: list[dict[str, Any]] = answer["items"]
    return found


def test_a_cell_is_named_with_what_it_holds_and_what_mends_it(service: Service) -> None:
    (one,) = [one for one in _faults(service) if one["code"] == "element.money_form"]
    assert (one["case"], one["found"]) == ("a", "9,000.00")
    assert "j_principal" in one["place"]
    assert one["expected"]
    assert one["cure_zh"]
    assert one["command"].startswith("evidence check ")


def test_an_original_is_named_by_its_file_and_repeated_from_a_kit(service: Service) -> None:
    found = [one for one in _faults(service) if one["case"] == "b" and one["item"] == "voucher"]
    assert any(one["command"].startswith("evidence kit package.zip b ") for one in found)
    assert all(one["place"] for one in found)


def test_what_is_as_it_should_be_is_no_fault(service: Service) -> None:
    assert "c" not in {one["case"] for one in _faults(service)}


def test_every_code_can_be_explained(service: Service) -> None:
    for one in _faults(service):
        assert CliRunner().invoke(app, one["explain"].split()[1:]).exit_code == 0


def test_pages_follow_one_another_by_cases(service: Service) -> None:
    assert {one["case"] for one in _faults(service, limit=1)} == {"a"}


def test_faults_of_a_refused_package_are_told(service: Service) -> None:
    package = add_package(service, state="refused")
    judgement = add_judgement(service, package, {}, state="refused")
    finding = {"code": "package.seal_absent", "status": "FAILED", "subject": "signature.p7s",
               "observed": None, "expected": None, "rule": ""}  # fmt: skip
    summary = service.blobs.put(canonical_json({"package": {"findings": [finding]}, "batch": None}))
    table = METADATA.tables["judgement"]
    with service.database.write() as connection:
        named = update(table).where(table.c.id == judgement)
        connection.execute(named.values(summary=summary))
    (one,) = client_of(service).get(f"/v1/batches/{package}/faults").json()["items"]
    assert (one["code"], one["case"], one["place"]) == (
        "package.seal_absent",
        None,
        "signature.p7s",
    )


def test_the_page_shows_the_same_without_a_script(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, _faulty())
    client = client_of(service)
    assert f"/batches/{package}/faults" in re.findall(
        r'href="([^"]+)"', client.get(f"/batches/{package}").text
    )
    page = client.get(f"/batches/{package}/faults").text
    for told in ("element.money_form", "9,000.00", "evidence explain element.money_form"):
        assert told in page
    assert "<script" not in page


def test_anothers_faults_are_not_found(service: Service) -> None:
    package = add_package(service)
    other = client_of(service, party=OTHER_LENDER)
    for path in (f"/v1/batches/{package}/faults", f"/batches/{package}/faults"):
        assert other.get(path).status_code == 404
