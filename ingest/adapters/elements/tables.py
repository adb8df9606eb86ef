"""A whole element list as it was entered: the batch, the cases, and each case's rows.

The batch sheet is small and held; cases are read as a stream; the rows of the other sheets are
found again by their place in their file, so that memory holds some numbers a row and no more.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.cells import CellFault, cell_text, shown_cell
from ingest.adapters.elements.faults import FaultList, SheetFault, SheetRefusedError, file_fault
from ingest.adapters.elements.layout import (
    BATCH_COLUMNS,
    BATCH_FIELDS,
    CONTRACT,
    LAYOUTS,
    LOAN,
    SHEET_ORDER,
    VERSION_LABEL,
    Layout,
    column_letter,
    label_key,
)
from ingest.adapters.elements.rows import Row, RowReader, shown_fault
from ingest.adapters.elements.spool import Cell, SheetFile, SpooledSheets
from verify.rules.elements.decode import MOST_ROWS
from verify.rules.elements.field import Sheet
from verify.rules.elements.table import TEMPLATE_VERSION

__all__ = ["Batch", "Entered", "LoanKey", "RowSheet", "enter"]

_LABELS = {label_key(one.zh): key for key, one in BATCH_FIELDS.items()}
_VERSION = label_key(VERSION_LABEL)
_HEADS = {label_key(BATCH_COLUMNS[0])}
_CASES = Sheet.CASE.value
_MOST_LOANS = 2 * LIMITS.package_cases
"""Loans that rows of one sheet may name: each case by its loan's number, and without."""


class LoanKey(NamedTuple):
    """Which loan a row is of; the loan's number may be blank."""

    contract: str
    loan: str


@dataclass(slots=True)
class Batch:
    """The batch sheet: each element once, and where it stands."""

    values: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    """Cell of each key's value."""
    faulty: set[str] = field(default_factory=set)
    version: str | None = None
    present: bool = False


@dataclass(slots=True)
class RowSheet:
    """A sheet whose rows belong to cases: where the rows of each loan lie."""

    layout: Layout
    reader: RowReader
    file: SheetFile
    places: dict[LoanKey, list[int]] = field(default_factory=dict)
    """Offsets in the file, in the order of the rows."""

    def rows(self, keys: tuple[LoanKey, ...]) -> list[Row]:
        """Return the rows of these keys, in the order of the sheet: at most one too many."""
        offsets = sorted(offset for key in keys for offset in self.places.get(key, ()))
        del offsets[MOST_ROWS[self.layout.element or ""] + 1 :]
        found = []
        if offsets:
            with self.file.path.open("rb") as file:
                for offset in offsets:
                    file.seek(offset)
                    row = self.reader.read(*json.loads(file.readline()))
                    if row is not None:
                        found.append(row)
        return found


@dataclass(slots=True)
class Entered:
    """Everything that was entered."""

    batch: Batch
    cases: SheetFile | None
    sheets: dict[str, RowSheet]
    """By the element that they are the rows of."""
    faults: FaultList

    def case_rows(self, faults: FaultList) -> tuple[RowReader | None, Iterator[Row]]:
        """Return the reader of the sheet of cases and its rows; their faults go to `faults`."""
        if self.cases is None:
            return None, iter(())
        rows = self.cases.rows()
        _, head = next(rows, (1, []))
        reader = RowReader(LAYOUTS[_CASES], head, faults)
        read = (reader.read(number, cells) for number, cells in rows)
        return reader, (row for row in read if row is not None)


def enter(spooled: SpooledSheets, faults: FaultList) -> Entered:
    """Return what was entered; what is wrong with sheets, heads and the batch goes to `faults`.

    Raises:
        SheetRefusedError: rows name more loans than there may be cases.
    """
    _check_sheets(spooled, faults)
    batch = _batch(spooled.sheets.get(Sheet.BATCH), faults)
    _check_version(batch, spooled, faults)
    sheets = {
        layout.element: _row_sheet(layout, spooled.sheets[name], faults)
        for name, layout in LAYOUTS.items()
        if layout.element is not None and name in spooled.sheets
    }
    return Entered(batch, spooled.sheets.get(_CASES), sheets, faults)


def _check_sheets(spooled: SpooledSheets, faults: FaultList) -> None:
    for name in SHEET_ORDER:
        sheet = spooled.sheets.get(name)
        if sheet is None:
            faults.add(SheetFault(name, "", "sheet.sheet_missing", None, name))
            continue
        if sheet.notes.hidden:
            faults.add(SheetFault(name, "", "sheet.hidden_sheet"))
        for area in sheet.notes.merged:
            faults.add(SheetFault(name, area, "sheet.merged_cells"))
        for number in sheet.notes.hidden_rows:
            faults.add(SheetFault(name, str(number), "sheet.hidden_row"))
        for place in sheet.notes.hidden_columns:
            faults.add(SheetFault(name, column_letter(place - 1), "sheet.hidden_column"))
    for name in spooled.unknown:
        faults.add(SheetFault(name, "", "sheet.sheet_unknown"))


def _check_version(batch: Batch, spooled: SpooledSheets, faults: FaultList) -> None:
    if not batch.present:
        return
    for said in {batch.version or spooled.version, spooled.version or batch.version}:
        if said != TEMPLATE_VERSION:
            faults.add(SheetFault(
                Sheet.BATCH, batch.cells.get(VERSION_LABEL, ""), "sheet.template_version", said,
                TEMPLATE_VERSION, VERSION_LABEL,
            ))  # fmt: skip


def _batch(sheet: SheetFile | None, faults: FaultList) -> Batch:
    batch = Batch(present=sheet is not None)
    seen: set[str] = set()
    for number, cells in sheet.rows() if sheet is not None else ():
        label = shown_cell(cells[0]).strip() if cells else ""
        name = label_key(label)
        if not name or (number == 1 and name in _HEADS):
            continue
        value = cells[1] if len(cells) > 1 else None
        cell = f"B{number}"
        if name in seen:
            faults.add(SheetFault(Sheet.BATCH, f"A{number}", "sheet.header_twice", label))
        elif name == _VERSION:
            batch.version = shown_cell(value).strip() or None
            batch.cells[VERSION_LABEL] = cell
        elif name in _LABELS:
            batch.cells[_LABELS[name]] = cell
            _batch_value(batch, _LABELS[name], value, faults)
        else:
            faults.add(SheetFault(Sheet.BATCH, f"A{number}", "sheet.column_unknown", label))
        seen.add(name)
    return batch


def _batch_value(batch: Batch, key: str, cell: Cell, faults: FaultList) -> None:
    one = BATCH_FIELDS[key]
    text = cell_text(one.kind, cell)
    if isinstance(text, CellFault):
        observed = shown_fault(one, text)
        where = batch.cells[key]
        faults.add(SheetFault(Sheet.BATCH, where, text.code, observed, None, one.zh))
        batch.faulty.add(key)
    elif text is not None:
        batch.values[key] = text


def _row_sheet(layout: Layout, sheet: SheetFile, faults: FaultList) -> RowSheet:
    """Read a sheet once, for what is wrong with its cells and for where each loan's rows lie."""
    placed = sheet.placed()
    _, _, head = next(placed, (0, 1, []))
    reader = RowReader(layout, head, faults)
    found = RowSheet(layout, reader, sheet)
    for offset, number, cells in placed:
        row = reader.read(number, cells)
        if row is None:
            continue
        key = LoanKey(row.values.get(CONTRACT, ""), row.values.get(LOAN, ""))
        if not key.contract:
            if CONTRACT not in row.faulty and CONTRACT not in reader.absent:
                where = f"{reader.letters[CONTRACT]}{number}"
                faults.add(SheetFault(layout.name, where, "element.missing"))
            continue
        found.places.setdefault(key, []).append(offset)
        if len(found.places) > _MOST_LOANS:
            raise SheetRefusedError(
                file_fault("sheet.limit_exceeded", layout.name, f"> {_MOST_LOANS}")
            )
    found.reader = RowReader(layout, head, FaultList(0))
    return found
