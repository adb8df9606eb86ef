"""The list comes back with its bad cells marked, and holds nothing that runs."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ingest.adapters.elements.guard import guard_workbook
from ingest.adapters.elements.layout import LAYOUTS
from ingest.adapters.elements.pack import pack_elements
from tests.ingest.adapters.elements.filled import (
    OPTIONS,
    Filled,
    Form,
    make_attachments,
    pack_filled,
)
from tests.ingest.adapters.elements.hostile import CASES, rewritten

FORMS: list[Form] = ["csv", "xlsx"]
RED = "FFFFC7CE"


def _marked(filled: Filled, folder: Path, form: Form) -> Workbook:
    outcome = pack_filled(filled, folder, form, mark=folder / "marked.xlsx")
    assert outcome.marked is not None
    return openpyxl.load_workbook(outcome.marked)


def _faulty() -> Filled:
    filled = Filled(2)
    filled.case["d_name"] = None
    filled.case["j_interest"] = "=1+2"
    filled.rows["还款流水"][1]["date"] = "昨天"
    return filled


def _cell(filled: Filled, sheet: str, key: str, row: int = 2) -> str:
    return filled.cell(sheet, key, row).rpartition("!")[2]


@pytest.mark.parametrize("form", FORMS)
def test_bad_cells_are_red_and_say_why(form: Form, tmp_path: Path) -> None:
    filled = _faulty()
    book = _marked(filled, tmp_path, form)
    for sheet, key, row, code in (
        ("案件", "d_name", 2, "element.missing"),
        ("案件", "j_interest", 2, "sheet.formula"),
        ("还款流水", "date", 3, "element.day_form"),
    ):
        cell = book[sheet][_cell(filled, sheet, key, row)]
        assert (cell.fill.fgColor.rgb, code in cell.comment.text) == (RED, True)


@pytest.mark.parametrize("form", FORMS)
def test_good_cells_have_no_mark(form: Form, tmp_path: Path) -> None:
    filled = _faulty()
    cell = _marked(filled, tmp_path, form)["案件"][_cell(filled, "案件", "d_name", 3)]
    assert (cell.value, cell.fill.fgColor.rgb == RED, cell.comment) == ("虚构借款人", False, None)


@pytest.mark.parametrize("form", FORMS)
def test_a_formula_comes_back_as_text(form: Form, tmp_path: Path) -> None:
    filled = _faulty()
    cell = _marked(filled, tmp_path, form)["案件"][_cell(filled, "案件", "j_interest")]
    assert (cell.value, cell.data_type) == ("=1+2", "s")


def test_a_sheet_lists_every_fault(tmp_path: Path) -> None:
    rows = list(_marked(_faulty(), tmp_path, "csv")["错误"].iter_rows(values_only=True))
    codes = sorted(str(row[4]) for row in rows[1:] if str(row[4]) != "sheet.attachment_missing")
    assert codes == ["element.day_form", "element.missing", "sheet.formula"]


def test_what_comes_back_passes_the_guard(tmp_path: Path) -> None:
    outcome = pack_filled(_faulty(), tmp_path, mark=tmp_path / "m.xlsx")
    assert outcome.marked is not None
    seen = guard_workbook(outcome.marked)
    assert [marks.formulas for marks in seen.values()] == [False] * len(seen)


def test_what_comes_back_is_packed_once_it_is_corrected(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["d_name"] = None
    pack_filled(filled, tmp_path, mark=tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    book["案件"][_cell(filled, "案件", "d_name")].value = "虚构借款人"
    book.save(tmp_path / "m.xlsx")
    outcome = pack_elements(tmp_path / "m.xlsx", None, tmp_path / "p.zip", OPTIONS)
    assert outcome.package is not None


def test_the_marked_list_has_the_sheets_of_the_template(tmp_path: Path) -> None:
    book = _marked(_faulty(), tmp_path, "xlsx")
    assert book.sheetnames == ["错误", "批次", *LAYOUTS]


@pytest.mark.parametrize("number", [b"1e999", b"9" * 400], ids=["infinite", "long"])
def test_a_number_that_no_spreadsheet_has_comes_back_as_text(number: bytes, tmp_path: Path) -> None:
    cell = b'<c r="AZ2"><v>' + number + b"</v></c></row></sheetData>"
    path = rewritten(tmp_path, {CASES: lambda data: data.replace(b"</row></sheetData>", cell)})
    mark = tmp_path / "m.xlsx"
    pack_elements(path, None, tmp_path / "p.zip", OPTIONS, mark=mark)
    assert openpyxl.load_workbook(mark)["案件"]["AZ2"].data_type == "s"


def test_a_text_longer_than_a_cell_comes_back_cut(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["d_name"] = "王" * 40_000
    cell = _marked(filled, tmp_path, "csv")["案件"][_cell(filled, "案件", "d_name")]
    assert (str(cell.value)[:2], "element.text_form" in cell.comment.text) == ("王王", True)


def _attempt(folder: Path, mark: str) -> None:
    files = make_attachments(folder / "a")
    filled = Filled()
    filled.case["d_name"] = None
    path = filled.write_xlsx(folder / "list.xlsx")
    pack_elements(path, files, folder / "p.zip", OPTIONS, mark=folder / mark)


@pytest.mark.parametrize(
    "mark", ["list.xlsx", "a/../list.xlsx", "p.zip", "a/HT00000001/02身份/身份证.jpg"]
)
def test_the_marked_list_takes_the_place_of_no_file_that_was_sent(
    mark: str, tmp_path: Path
) -> None:
    with pytest.raises(FileExistsError):
        _attempt(tmp_path, mark)


def test_a_list_marked_earlier_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "m.xlsx").write_bytes(b"earlier")
    _attempt(tmp_path, "m.xlsx")
    assert "错误" in openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames
