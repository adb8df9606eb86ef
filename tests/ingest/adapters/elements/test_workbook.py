"""A workbook gives what its cells are, a row at a time, and what it hides."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from anchors.limits import LIMITS, Limits
from anchors.units import MIB
from ingest.adapters.elements.faults import SheetRefusedError
from ingest.adapters.elements.pack import pack_elements
from ingest.adapters.elements.workbook import read_workbook
from tests.ingest.adapters.elements.filled import OPTIONS, Filled, codes_of, pack_filled, places_of
from tests.ingest.adapters.elements.hostile import CASES, rewritten


def test_a_date_in_a_column_of_dates_is_taken(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["f_start_date"] = date(2024, 6, 8)
    filled.case["f_signed_at"] = datetime(2024, 6, 8, 10, 1)  # noqa: DTZ001 - a cell has no zone
    assert places_of(pack_filled(filled, tmp_path, "xlsx")) == set()


def test_a_date_in_a_column_of_text_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["g_serial_no"] = date(2024, 6, 8)
    faults = places_of(pack_filled(filled, tmp_path, "xlsx"))
    assert faults == {(filled.cell("案件", "g_serial_no"), "sheet.date_as_text")}


def test_a_bare_number_in_a_column_of_dates_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["f_start_date"] = 45451
    faults = places_of(pack_filled(filled, tmp_path, "xlsx"))
    assert faults == {(filled.cell("案件", "f_start_date"), "sheet.serial_date")}


def test_a_truth_value_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["d_name"] = True
    faults = places_of(pack_filled(filled, tmp_path, "xlsx"))
    assert faults == {(filled.cell("案件", "d_name"), "sheet.cell_type")}


def test_amounts_may_be_numbers(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["j_interest"] = 559
    assert places_of(pack_filled(filled, tmp_path, "xlsx")) == set()


def test_merged_cells_are_an_error_and_hidden_ones_are_told(tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        data = data.replace(b'<row r="2"', b'<row hidden="1" r="2"')
        merged = b'</sheetData><mergeCells><mergeCell ref="B2:C2"/></mergeCells>'
        data = data.replace(
            b"<sheetData>", b'<cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
        )
        return data.replace(b"</sheetData>", merged)

    path = rewritten(tmp_path, {CASES: change})
    outcome = pack_elements(path, None, tmp_path / "p.zip", OPTIONS)
    assert places_of(outcome) == {("案件!B2:C2", "sheet.merged_cells")}
    assert {"sheet.hidden_row", "sheet.hidden_column"} <= codes_of(outcome)


def test_a_sheet_of_the_senders_own_is_told(tmp_path: Path) -> None:
    filled = Filled()
    filled.rows["草稿"], filled.heads["草稿"], filled.keys["草稿"] = [], ["甲"], ["own"]
    outcome = pack_filled(filled, tmp_path, "xlsx")
    assert "sheet.sheet_unknown" in codes_of(outcome)
    assert outcome.package is not None


def test_dimensions_that_a_sheet_states_are_not_believed(tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        before, _, after = data.partition(b"<dimension ")
        return before + b'<dimension ref="A1:XFD1048576"' + after[after.index(b"/>") :]

    sheets = read_workbook(rewritten(tmp_path, {"xl/worksheets/sheet3.xml": change}), tmp_path)
    assert max(len(cells) for _, cells in sheets.sheets["放款"].rows()) < 20


def _rows_of(data: bytes) -> list[bytes]:
    return re.findall(rb"<row .*?</row>", data)


def _rows_swapped(data: bytes) -> bytes:
    first, second = _rows_of(data)
    return data.replace(first + second, second + first)


def _row_twice(data: bytes) -> bytes:
    row = _rows_of(data)[1]
    return data.replace(row, row + row)


def _cell_twice(data: bytes) -> bytes:
    cell = re.findall(rb'<c r="B2".*?</c>', data)[0]
    return data.replace(cell, cell + b'<c r="B2"><v>1</v></c>')


def _cell_before_its_neighbour(data: bytes) -> bytes:
    cells = re.findall(rb'<c r="[BC]2".*?</c>', data)
    return data.replace(b"".join(cells), cells[1] + cells[0])


def _cell_of_another_row(data: bytes) -> bytes:
    return data.replace(b'r="B2"', b'r="B7"')


@pytest.mark.parametrize(
    "change",
    [_rows_swapped, _row_twice, _cell_twice, _cell_before_its_neighbour, _cell_of_another_row],
)
def test_cells_that_readers_would_read_differently_are_refused(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = rewritten(tmp_path, {CASES: change})
    with pytest.raises(SheetRefusedError) as refused:
        read_workbook(path, tmp_path)
    assert refused.value.fault.code == "sheet.cells_disordered"


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        return data.replace('name="放款"'.encode(), 'name="案件"'.encode())

    with pytest.raises(SheetRefusedError) as refused:
        read_workbook(rewritten(tmp_path, {"xl/workbook.xml": change}), tmp_path)
    assert refused.value.fault.code == "sheet.sheet_twice"


def test_merged_cells_are_an_error_however_the_sheet_is_referred_to(tmp_path: Path) -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="B2:C2"/></mergeCells>'
    path = rewritten(tmp_path, {
        CASES: lambda data: data.replace(b"</sheetData>", merged),
        "xl/_rels/workbook.xml.rels": lambda data: data.replace(b'"worksheets/', b'"./worksheets/'),
    })  # fmt: skip
    outcome = pack_elements(path, None, tmp_path / "p.zip", OPTIONS)
    assert places_of(outcome) == {("案件!B2:C2", "sheet.merged_cells")}


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        return data.replace('name="案件"'.encode(), 'name="案件" state="veryHidden"'.encode())

    path = rewritten(tmp_path, {"xl/workbook.xml": change})
    outcome = pack_elements(path, None, tmp_path / "p.zip", OPTIONS)
    assert (outcome.cases, "sheet.hidden_sheet" in codes_of(outcome)) == (1, True)


def test_a_sheet_cut_off_is_refused(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {CASES: lambda data: data[: len(data) // 2]})
    with pytest.raises(SheetRefusedError) as refused:
        read_workbook(path, tmp_path)
    assert refused.value.fault.code == "sheet.unreadable"


@pytest.mark.parametrize(
    "limits",
    [
        replace(LIMITS, workbook_milliseconds=1),
        replace(LIMITS, workbook_memory_octets=16 * MIB),
    ],
    ids=["time", "memory"],
)
def test_a_reader_that_takes_too_much_is_stopped(limits: Limits, tmp_path: Path) -> None:
    """Out of memory a library may say anything: stopped or unreadable, the list is refused."""
    path = Filled(1000).write_xlsx(tmp_path / "list.xlsx")
    with pytest.raises(SheetRefusedError) as refused:
        read_workbook(path, tmp_path, limits)
    assert refused.value.fault.code in {"sheet.reader_stopped", "sheet.unreadable"}


def test_the_version_of_the_document_has_to_be_that_of_the_batch_sheet(tmp_path: Path) -> None:
    props = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        b'name="template_version"><vt:lpwstr>0</vt:lpwstr></property></Properties>'
    )
    path = rewritten(tmp_path, more={"docProps/custom.xml": props})
    outcome = pack_elements(path, None, tmp_path / "p.zip", OPTIONS)
    assert places_of(outcome) == {(f"批次!B{len(Filled().batch) + 1}", "sheet.template_version")}
