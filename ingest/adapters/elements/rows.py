"""Rows of one sheet by the labels of its head: values by key, and every cell that gives none.

Columns are found by their labels, in any order. A column that is none of the template's is kept
and told; a mandatory one that is absent is told once, not for every row.
"""

from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.cells import SPACING, UNSEEN, CellFault, cell_text, shown_cell
from ingest.adapters.elements.faults import FaultList, SheetFault
from ingest.adapters.elements.layout import (
    EXAMPLE,
    NOTE,
    Column,
    Layout,
    column_letter,
    label_key,
)
from ingest.adapters.elements.spool import Cell
from verify.rules.elements.field import Field, Kind
from verify.rules.elements.masks import mask

__all__ = ["Row", "RowReader", "example_row", "shown_fault"]

_EXTRA = 64
"""Columns of the sender's own that are kept."""


class Row(NamedTuple):
    """One row as it was entered."""

    number: int
    values: dict[str, str]
    """By key; `NOTE` and `PATHS` too. A cell that is a fault has none."""
    extra: tuple[tuple[str, str], ...]
    """Columns that are none of the template's: label and text."""
    faulty: frozenset[str]
    """Keys whose cell is a fault, and has been told."""


class _Place(NamedTuple):
    place: int
    letter: str
    column: Column
    kind: Kind


def _masked(field: Field | None, text: str) -> str:
    """Return a text as a list of faults may show it."""
    return mask(field, text[:64]) if field is not None else text[:64]


def shown_fault(field: Field | None, fault: CellFault) -> str:
    """Return what a list of faults may show of a cell: where a character stands tells nothing."""
    return fault.observed if fault.code in {UNSEEN, SPACING} else _masked(field, fault.observed)


def example_row(layout: Layout) -> dict[str, str]:
    """Return the example of a sheet, by key; its mark stands in the first column."""
    row = {c.key: c.field.example for c in layout.columns if c.field and c.field.example}
    return {NOTE: EXAMPLE, **row}


class RowReader:
    """Reads the rows of one sheet, its first row being the head."""

    def __init__(self, layout: Layout, head: list[Cell], faults: FaultList) -> None:
        self.layout = layout
        self._faults = faults
        self._example = example_row(layout)
        self._places: list[_Place] = []
        self._extra: list[tuple[int, str]] = []
        self._unlabelled: set[int] = set()
        self._width = len(head)
        self.letters: dict[str, str] = {}
        """Letter of each key's column."""
        self.absent: set[str] = set()
        """Keys of mandatory columns that are not there."""
        self._find_columns(head)

    def _find_columns(self, head: list[Cell]) -> None:
        known = {label_key(column.label): column for column in self.layout.columns}
        seen: set[str] = set()
        for place, cell in enumerate(head):
            label = shown_cell(cell).strip()
            key, letter = label_key(label), column_letter(place)
            if not key:
                self._unlabelled.add(place)
                continue
            if key in seen:
                self._fault(letter, 1, "sheet.header_twice", label)
            elif key in known:
                self._keep(place, letter, known[key])
            else:
                self._keep_extra(place, letter, label)
            seen.add(key)
        for column in self.layout.columns:
            if column.required and column.key not in self.letters:
                self.absent.add(column.key)
                self._faults.add(SheetFault(
                    self.layout.name, "1", "sheet.column_missing", None, column.label, column.label
                ))  # fmt: skip

    def _keep(self, place: int, letter: str, column: Column) -> None:
        kind = column.field.kind if column.field is not None else Kind.TEXT
        self._places.append(_Place(place, letter, column, kind))
        self.letters[column.key] = letter

    def _keep_extra(self, place: int, letter: str, label: str) -> None:
        self._fault(letter, 1, "sheet.column_unknown", label)
        if len(self._extra) < _EXTRA:
            self._extra.append((place, label[:64]))
        else:
            self._fault(letter, 1, "sheet.column_unread", label)

    def _fault(self, letter: str, number: int, code: str, observed: str, label: str = "") -> None:
        cell = f"{letter}{number}"
        self._faults.add(SheetFault(self.layout.name, cell, code, observed or None, None, label))

    def read(self, number: int, cells: list[Cell]) -> Row | None:
        """Return a row; None of one that is blank, or the template's own example."""
        values: dict[str, str] = {}
        faulty: list[str] = []
        count = len(cells)
        if count > self._width or self._unlabelled:
            self._tell_unlabelled(number, cells)
        for place, letter, column, kind in self._places:
            if place >= count or (cell := cells[place]) is None:
                continue
            text = cell_text(kind, cell)
            if isinstance(text, str):
                values[column.key] = text
            elif text is not None:
                self._cell_fault(letter, number, column, text)
                faulty.append(column.key)
        extra = self._read_extra(number, cells) if self._extra else ()
        if not values and not faulty:
            return None
        if values.get(NOTE) == EXAMPLE:
            if values != self._example or faulty:
                self._fault(self.letters[NOTE], number, "sheet.example_changed", EXAMPLE)
            return None
        return Row(number, values, extra, frozenset(faulty))

    def _tell_unlabelled(self, number: int, cells: list[Cell]) -> None:
        """Tell the first value of every column that no label stands above."""
        for place in (*self._unlabelled, *range(self._width, len(cells))):
            if place < len(cells) and shown_cell(cells[place]).strip():
                self._unlabelled.discard(place)
                letter = column_letter(place)
                self._fault(letter, number, "sheet.column_unread", shown_cell(cells[place])[:64])

    def _cell_fault(self, letter: str, number: int, column: Column, fault: CellFault) -> None:
        observed = shown_fault(column.field, fault)
        self._fault(letter, number, fault.code, observed, column.label)

    def _read_extra(self, number: int, cells: list[Cell]) -> tuple[tuple[str, str], ...]:
        found = []
        for place, label in self._extra:
            cell = cells[place] if place < len(cells) else None
            if cell is None:
                continue
            if type(cell) is dict and "f" in cell:
                self._fault(column_letter(place), number, "sheet.formula", shown_cell(cell), label)
            elif len(text := shown_cell(cell)) > LIMITS.text_characters:
                self._fault(column_letter(place), number, "element.text_form", text[:64], label)
            else:
                found.append((label, text))
        return tuple(found)
