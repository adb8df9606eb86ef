"""Signed PDFs, sealed OFDs and receipts of three platforms are judged as a court receives them."""

import json
from typing import Any

import pytest

from fixtures.held import HELD_CASES, ODD, held_package
from ingest.memory import InMemory
from ingest.pipeline import run_package
from tests.journeys.admitted import settings_of

Reports = dict[int, dict[str, Any]]


@pytest.fixture(scope="module", name="reports")
def _reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    folder = tmp_path_factory.mktemp("held")
    staged, spool = held_package(folder), folder / "spool"
    spool.mkdir()
    run = run_package(staged.package, settings_of(staged), spool, memory=InMemory())
    return dict(enumerate(json.loads(line) for line in run.report_lines()))


def test_a_case_that_is_as_it_should_be_is_admitted(reports: Reports) -> None:
    good = [reports[number]["verdict"]["route"] for number in reports if number not in ODD]
    assert good == ["BATCH_ODR"] * (HELD_CASES - len(ODD))


@pytest.mark.parametrize("number", sorted(ODD))
def test_a_case_with_something_odd_is_held(reports: Reports, number: int) -> None:
    assert reports[number]["verdict"]["route"] == "HOLD"


def test_every_item_of_a_good_case_is_consistent(reports: Reports) -> None:
    results = {item["result"] for number in reports if number not in ODD
               for item in reports[number]["items"]}  # fmt: skip
    assert results == {"consistent"}


def test_only_what_is_odd_is_not_consistent(reports: Reports) -> None:
    odd = [item["id"] for number in sorted(ODD) for item in reports[number]["items"]
           if item["result"] != "consistent"]  # fmt: skip
    assert odd == ["contract", "deposit-certificate", "voucher"]
