"""An .xlsx workbook, read in a child process: first guarded, then by openpyxl, a row at a time.

What a cell is, is kept apart from what it says: a formula stays a formula, a number a number, so
that nothing a spreadsheet computed or rewrote is taken for what a person entered.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from anchors.limits import LIMITS, Limits
from ingest.adapters.elements.faults import SheetRefusedError, file_fault
from ingest.adapters.elements.guard import PartMarks, guard_workbook
from ingest.adapters.elements.layout import DICTIONARY, FAULT_SHEET, INSTRUCTIONS, SHEET_ORDER
from ingest.adapters.elements.spool import Cell, SpooledSheets, StreamWriter, unpack_stream
from ingest.confined import ConfinedError, FailedError, RefusedError, confined

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as FullCell
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook

__all__ = ["VERSION_PROPERTY", "extract_workbook", "read_workbook"]

VERSION_PROPERTY = "template_version"
"""Custom property of the document that says which template it is."""
_OURS = {*SHEET_ORDER, INSTRUCTIONS, DICTIONARY, FAULT_SHEET}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LONGEST_NAMES = 64
_CLOCK = re.compile(r"h|H")


class _Asked(NamedTuple):
    path: str


def read_workbook(path: Path, folder: Path, limits: Limits = LIMITS) -> SpooledSheets:
    """Return the rows of a workbook, spooled into `folder`.

    Raises:
        SheetRefusedError: it is hostile, damaged, or takes too much to read.
    """
    try:
        answer = confined(
            extract_workbook,
            _Asked(str(path.resolve())),
            seconds=limits.workbook_milliseconds / 1000,
            octets=limits.workbook_memory_octets,
        )
    except RefusedError as error:
        name, _, rest = error.detail.partition("\n")
        observed, _, expected = rest.partition("\n")
        fault = file_fault(error.code, name, observed or None, expected or None)
        raise SheetRefusedError(fault) from error
    except FailedError as error:
        raise SheetRefusedError(file_fault("sheet.unreadable", path.name, str(error))) from error
    except ConfinedError as error:
        fault = file_fault("sheet.reader_stopped", path.name, str(error))
        raise SheetRefusedError(fault) from error
    if not isinstance(answer, bytes):
        raise SheetRefusedError(file_fault("sheet.unreadable", path.name))
    return unpack_stream(answer, folder, path.name)


def extract_workbook(asked: _Asked) -> bytes:
    """Return the known sheets of a workbook as a stream of lines; runs in the child.

    Raises:
        RefusedError: the workbook is refused; its detail is subject, observed, expected.
    """
    path = Path(asked.path)
    try:
        marks = guard_workbook(path)
        return _extract(path, marks)
    except SheetRefusedError as error:
        fault = error.fault
        detail = "\n".join((fault.cell, fault.observed or "", fault.expected or ""))
        raise RefusedError(fault.code, detail) from None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a library on hostile input raises anything
        detail = f"{path.name}\n{type(error).__name__}: {error}"
        raise RefusedError("sheet.unreadable", detail) from None


def _extract(path: Path, marks: dict[str, PartMarks]) -> bytes:
    import openpyxl  # noqa: PLC0415 - only what has passed the guard is worth its start

    out = StreamWriter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        parts = _parts(path)
        unknown = []
        for sheet in book.worksheets:
            if sheet.title in SHEET_ORDER:
                _sheet(sheet, marks.get(parts.get(sheet.title, ""), PartMarks()), out)
            elif sheet.title not in _OURS:
                unknown.append(sheet.title[:_LONGEST_NAMES])
        out.line({"unknown": unknown[:_LONGEST_NAMES], "version": _version(book)})
        book.close()
    return out.finish()


def _version(book: "Workbook") -> str | None:
    """Return the template's version, as the document's property says it."""
    for found in book.custom_doc_props.props:  # type: ignore[attr-defined]  # not in the stubs
        if found.name == VERSION_PROPERTY:
            return str(found.value)[:_LONGEST_NAMES]
    return None


def _parts(path: Path) -> dict[str, str]:
    """Return the part of every sheet, by its name; what the guard passed has no entities."""
    with ZipFile(path) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        rels = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name", "")] = part
    return found


def _sheet(sheet: object, marks: PartMarks, out: StreamWriter) -> None:
    title = sheet.title  # type: ignore[attr-defined]
    out.line({"sheet": title})
    hidden = []
    for number, cells in _rows(sheet):
        if number in marks.hidden_rows:
            hidden.append(number)
        if len(cells) > LIMITS.workbook_columns:
            raise _too_large(title, len(cells))
        if not out.line([number, cells]):
            raise _too_large(title, LIMITS.workbook_text_octets)
    out.line({"notes": title, "marks": [marks.merged, hidden, marks.hidden_columns]})


def _too_large(title: str, observed: int) -> SheetRefusedError:
    return SheetRefusedError(file_fault("sheet.limit_exceeded", title, str(observed)))


def _rows(sheet: object) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that hold anything; the dimensions that a sheet states are not believed."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for number, row in enumerate(sheet.iter_rows(), 1):  # type: ignore[attr-defined]
        cells = [
            cell.value if cell.data_type == "s" or cell.value is None else _cell(cell)
            for cell in row
        ]
        while cells and cells[-1] is None:
            cells.pop()
        if any(cell is not None for cell in cells):
            yield number, cells


def _cell(cell: "ReadOnlyCell | FullCell") -> Cell:
    """Return a cell that is no text, as what it is."""
    value: object = cell.value
    if cell.data_type == "f":
        return {"f": str(getattr(value, "text", value))[:_LONGEST_NAMES]}
    if cell.data_type == "e":
        return {"e": str(value)[:_LONGEST_NAMES]}
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return _moment(value, cell)
    if isinstance(value, date):
        return {"D": value.isoformat()}
    if isinstance(value, time | timedelta):
        return {"d": str(value)}
    if isinstance(value, int | float):
        return {"p": value} if "%" in (cell.number_format or "") else value
    return str(value)


def _moment(value: datetime, cell: "ReadOnlyCell | FullCell") -> Cell:
    """Return a date, with its time where the cell shows one; a spreadsheet rounds to its day."""
    exact = value.replace(microsecond=0) + timedelta(seconds=value.microsecond >= 500_000)
    if exact.time() == time() and not _CLOCK.search(cell.number_format or ""):
        return {"D": exact.date().isoformat()}
    return {"d": exact.isoformat()}
