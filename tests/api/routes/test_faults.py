"""Every fault of a package in one form: where, found, expected, cure, and the command."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from api.cli.main import app
from api.render.faults import Repeat, faults_of_case
from api.worldfile import make_world
from fixtures.showcase import make_sample
from ingest.service import Service
from ingest.store.schema import METADATA
from tests.services.app import OTHER_LENDER, client_of, open_service
from tests.services.rows import GOOD, OPEN, Sample, add_judgement, add_package, sample
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


def test_what_decides_the_verdict_comes_first_and_the_rest_is_for_information(
    service: Service,
) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(OPEN)})
    found = client_of(service).get(f"/v1/batches/{package}/faults").json()["items"]
    decides = [one["decides"] for one in found]
    assert (found[0]["code"], decides[0]) == ("art5_5.other_proceedings", "question")
    assert decides == sorted(decides, key=lambda one: one is None)


def test_a_fault_names_the_contract_and_the_borrower(service: Service) -> None:
    one = _faults(service)[0]
    assert one["contract_no"].startswith("HT")
    assert one["borrower"].startswith("虚构")


@pytest.mark.parametrize(("name", "route", "code"), [
    ("total_is_no_sum", "CORRECTION", "debt.sum_differs"),
    ("good_element_list", "AWAITING_DECISION", "art5_2.not_deposited"),
])  # fmt: skip
def test_the_command_comes_to_the_same_verdict_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, route: str, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("package.zip").write_bytes(make_sample(name))
    for octets in (make_world(""), make_sample(name)):
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            archive.extractall()
    listed = Path("list.xlsx").exists()
    if listed:
        Path("list.xlsx").rename("要素列表.xlsx")
        with zipfile.ZipFile("attachments.zip") as archive:
            archive.extractall("附件")
    repeat = Repeat(listed=listed, at="2025-06-10T03:00:00Z")
    CliRunner().invoke(app, repeat.check.split()[1:])
    report = json.loads(next(Path("out/cases").glob("*.json")).read_bytes())
    first = next(faults_of_case(report, repeat))
    assert (report["verdict"]["route"], first.code, first.command) == (route, code, repeat.check)
