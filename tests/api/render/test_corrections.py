"""Correction lists: every defect with its cure, and no cell that a spreadsheet computes."""

import csv
import io

import pytest

from api.render.corrections import COLUMNS, corrections_csv, corrections_of, safe_cell
from tests.services.rows import HELD, sample


@pytest.mark.parametrize("text", [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1", "\u3000-2", "＝1", "＠x",
])  # fmt: skip
def test_what_a_spreadsheet_would_compute_is_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "case-1", "需补正", "1-2", "a=b"])
def test_what_is_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_every_defect_of_a_case_is_listed() -> None:
    report = sample(HELD).report
    rows = corrections_of(report)
    assert [one["code"] for one in rows] == [one["code"] for one in report["verdict"]["defects"]]
    assert all(set(one) == set(COLUMNS) for one in rows)


def test_a_list_comes_back_out_of_csv() -> None:
    row = {**dict.fromkeys(COLUMNS), "case_key": "=cmd", "zh": "一,二\n三", "items": ["a", "b"]}
    text = "".join(corrections_csv([row]))
    head, line = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == list(COLUMNS)
    assert (line[0], line[6], line[8]) == ("'=cmd", "a; b", "一,二\n三")
