"""A template filled in by hand is judged end to end: elements, attachments, articles, debt."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.scenarios.index import Staged, stage
from tests.journeys.manual import fill_in, write_attachments

AT = "2025-06-10T03:00:00Z"
Check = Callable[..., Result]


@pytest.fixture(scope="module", name="good")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return stage("good", tmp_path_factory.mktemp("good"))


@pytest.fixture(name="check")
def _check(good: Staged) -> Check:
    def check(*arguments: object) -> Result:
        given = ["--trust", good.trust, "--decisions", good.decisions, "--at", AT, "--json"]
        return CliRunner().invoke(app, ["check", *map(str, (*arguments, *given))])

    return check


def _report(result: Result) -> dict[str, Any]:
    (report,) = json.loads(result.stdout)["reports"]
    return dict(report)


def test_a_filled_list_is_judged_with_its_attachments(check: Check, tmp_path: Path) -> None:
    attachments = write_attachments(tmp_path / "attachments")
    report = _report(check(fill_in(tmp_path / "list.xlsx"), "--attachments", attachments))
    blocking = [
        one["code"]
        for one in report["open_questions"]
        if one["effect"] == "blocking" and not one["decided"]
    ]
    assert report["verdict"]["defects"] == []
    assert (report["verdict"]["route"], blocking) == (
        "AWAITING_DECISION",
        ["art5_2.not_deposited"],
    )


def test_what_was_never_deposited_is_said_to_be_so(check: Check, tmp_path: Path) -> None:
    attachments = write_attachments(tmp_path / "attachments")
    report = _report(check(fill_in(tmp_path / "list.xlsx"), "--attachments", attachments))
    words = {item["words"]["zh"] for item in report["items"]}
    assert (words, {item["deposit_status"] for item in report["items"]}) == (
        {"无证明"},
        {"NOT_DEPOSITED"},
    )


def test_its_debt_is_computed_again(check: Check, tmp_path: Path) -> None:
    attachments = write_attachments(tmp_path / "attachments")
    report = _report(check(fill_in(tmp_path / "list.xlsx"), "--attachments", attachments))
    assert {one["agrees"] for one in report["debt"]["figures"]} == {True}


def test_without_attachments_every_missing_category_is_told(check: Check, tmp_path: Path) -> None:
    report = _report(check(fill_in(tmp_path / "list.xlsx")))
    found = {one["article"]: one["result"] for one in report["articles"]}
    categories = {f"7({number})" for number in (1, 2, 3, 4, 5, 6, 8, 9)}
    assert {found[one] for one in categories} == {"INCOMPLETE"}


def test_a_list_with_a_fault_is_not_judged_and_says_where(check: Check, tmp_path: Path) -> None:
    path = fill_in(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["案件"][1]]
    place = next(n for n, head in enumerate(heads, 1) if str(head).startswith("证件号码"))
    book["案件"].cell(3, place).value = 440199198001010004
    book.save(path)
    result = check(path)
    faults = json.loads(result.stdout)["faults"]
    assert (result.exit_code, [one["code"] for one in faults if one["status"] != "PASSED"]) == (
        3,
        ["sheet.number_as_text"],
    )
