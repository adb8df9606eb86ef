"""The element list given back with its faults: bad cells red with a comment, and a sheet of faults.

It is made anew from the values that were read, cell by cell at the same places, so that it holds
no formula, macro or link of the sender's, and CSV comes back as a workbook too.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.adapters.elements.cells import shown_cell
from ingest.adapters.elements.faults import FaultList, SheetFault
from ingest.adapters.elements.layout import BATCH_COLUMNS, FAULT_SHEET, LAYOUTS, SHEET_ORDER
from ingest.adapters.elements.spool import Cell, SheetFile, SpooledSheets
from ingest.adapters.elements.template import Styles, column_width, lay_out, styles_of
from ingest.adapters.elements.workbook import VERSION_PROPERTY
from ingest.adapters.elements.written import written_workbook
from verify.codes.table import CODES
from verify.rules.elements.table import TEMPLATE_VERSION

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["mark_workbook"]

_HEADS = ("序号", "工作表", "单元格", "项目", "代码", "说明", "现值", "应为", "如何更正", "性质")
_WIDTHS = (6, 12, 12, 24, 28, 60, 32, 32, 60, 10)
_CELL = re.compile(r"([A-Z]{0,3})([0-9]{1,7})(?::|$)")
_LARGEST = 10**15
"""Numbers from here on are written out: a spreadsheet would round them, or has none for them."""
_CELL_CHARACTERS = 32_767
_COMMENT = {"x_scale": 2, "y_scale": 1.5}
_Marks = Mapping[tuple[int, int], list[SheetFault]]


def mark_workbook(spooled: SpooledSheets, faults: FaultList, out: Path) -> None:
    """Write the workbook.

    Raises:
        OSError: it cannot be written.
    """
    marks: dict[str, dict[tuple[int, int], list[SheetFault]]] = defaultdict(
        lambda: defaultdict(list)
    )
    with written_workbook(out, strings_to_numbers=False) as book:
        book.set_custom_property(VERSION_PROPERTY, spooled.version or TEMPLATE_VERSION, "text")
        styles = styles_of(book)
        table = book.add_worksheet(FAULT_SHEET)
        for fault in faults:
            place = _place(fault.cell)
            if place is not None:
                marks[fault.sheet][place].append(fault)
        _write_faults(table, faults, styles)
        for name in SHEET_ORDER:
            sheet = spooled.sheets.get(name)
            if sheet is not None:
                _write_sheet(book.add_worksheet(name), sheet, marks[name], styles)
        for written in book.worksheets():
            lay_out(written)
        table.activate()


def _place(cell: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of a cell, a row or an area; None of anything else."""
    found = _CELL.match(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1] or "A":
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _write_faults(sheet: "Worksheet", faults: FaultList, styles: Styles) -> None:
    for place, (label, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width, styles.plain)
        sheet.write_string(0, place, label, styles.head)
    for number, fault in enumerate(faults, 1):
        row = CODES[fault.code]
        texts = (
            fault.sheet, fault.cell, fault.label, fault.code, row.zh,
            fault.observed or "", _expected(fault), row.cure_zh or "",
            "提示" if fault.told else "须更正",
        )  # fmt: skip
        sheet.write_number(number, 0, number, styles.plain)
        for place, text in enumerate(texts, 1):
            sheet.write_string(number, place, text, styles.plain)
    sheet.freeze_panes(1, 0)


def _expected(fault: SheetFault) -> str:
    if not fault.expected:
        return ""
    return f"格式如 {fault.expected}" if fault.by_example else fault.expected


def _write_sheet(sheet: "Worksheet", rows: SheetFile, marks: _Marks, styles: Styles) -> None:
    left = dict(marks)
    for number, cells in rows.rows():
        for place, cell in enumerate(cells):
            found = left.pop((number - 1, place), None)
            _write_cell(sheet, (number - 1, place), cell, styles, head=number == 1,
                        bad=found is not None)  # fmt: skip
            if found is not None:
                sheet.write_comment(number - 1, place, _words(found), _COMMENT)
            if number == 1:
                label = shown_cell(cell)
                sheet.set_column(place, place, column_width(label), styles.text)
    for (row, column), unseen in left.items():
        sheet.write_blank(row, column, None, styles.bad)
        sheet.write_comment(row, column, _words(unseen), _COMMENT)
    sheet.freeze_panes(1, 3 if rows.name in LAYOUTS else len(BATCH_COLUMNS[:1]))


def _write_cell(
    sheet: "Worksheet", place: tuple[int, int], cell: Cell, styles: Styles, *, head: bool, bad: bool
) -> None:
    style = styles.bad if bad else styles.head if head else styles.text
    if cell is None:
        if bad:
            sheet.write_blank(*place, None, style)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _LARGEST:
        sheet.write_number(*place, cell, style if bad else styles.money)
    else:
        # A cell holds no more; what has more was told to be too long.
        sheet.write_string(*place, shown_cell(cell)[:_CELL_CHARACTERS], style)


def _words(faults: list[SheetFault]) -> str:
    """Return what a comment says: each fault's sentence, what is expected, and the cure."""
    lines = []
    for fault in faults:
        row = CODES[fault.code]
        lines.append(f"{row.zh}（{fault.code}）")
        if fault.expected:
            lines.append(f"{'格式如' if fault.by_example else '应为'}：{fault.expected}")
        if row.cure_zh:
            lines.append(row.cure_zh)
    return "\n".join(lines)
