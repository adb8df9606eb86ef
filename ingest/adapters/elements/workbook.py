"""An .xlsx workbook, read in a child process: first guarded, then by openpyxl, a row at a time.

What a cell is, is kept apart from what it says: a formula stays a formula, a number a number, so
that nothing a spreadsheet computed or rewrote is taken for what a person entered.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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
        unknown, seen = [], set()
        for sheet in book.worksheets:
            if sheet.title in seen:
                raise SheetRefusedError(file_fault("sheet.sheet_twice", sheet.title))
            seen.add(sheet.title)
            if sheet.title in SHEET_ORDER:
                _sheet(sheet, marks.get(_part_of(sheet), PartMarks()), out)
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


def _part_of(sheet: object) -> str:
    """Return the part that the library itself reads a sheet from."""
    return str(sheet._worksheet_path).lstrip("/")  # type: ignore[attr-defined]  # noqa: SLF001


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
    shown = sheet.sheet_state == "visible"  # type: ignore[attr-defined]
    out.line({"notes": title, "marks": [marks.merged, hidden, marks.hidden_columns, not shown]})


def _too_large(title: str, observed: int) -> SheetRefusedError:
    return SheetRefusedError(file_fault("sheet.limit_exceeded", title, str(observed)))


def _rows(sheet: object) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that hold anything, by the library's parser of a sheet.

    Its own rows leave out what stands out of order, and the first of what stands twice: here both
    refuse the workbook.
    """
    from openpyxl.cell.read_only import ReadOnlyCell  # noqa: PLC0415

    last = 0
    for number, found in _parsed(sheet):
        if number <= last:
            raise _disordered(sheet, f"{last} → {number}")
        last = number
        if number > LIMITS.workbook_rows:
            raise _too_large(str(sheet.title), number)  # type: ignore[attr-defined]
        cells: list[Cell] = []
        for cell in found:
            if cell["row"] != number or cell["column"] <= len(cells):
                raise _disordered(sheet, f"{number}: {cell['row']}, {cell['column']}")
            cells += [None] * (cell["column"] - len(cells) - 1)
            value = cell["value"]
            plain = value is None or cell["data_type"] == "s"
            cells.append(value if plain else _cell(ReadOnlyCell(sheet, **cell)))  # type: ignore[arg-type]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells


def _parsed(sheet: object) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415

    book = sheet.parent  # type: ignore[attr-defined]
    with sheet._get_source() as source:  # type: ignore[attr-defined]  # noqa: SLF001
        yield from WorkSheetParser(
            source, sheet._shared_strings, data_only=False, epoch=book.epoch,  # type: ignore[attr-defined]  # noqa: SLF001
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        ).parse()  # fmt: skip


def _disordered(sheet: object, observed: str) -> SheetRefusedError:
    title = sheet.title  # type: ignore[attr-defined]
    return SheetRefusedError(file_fault("sheet.cells_disordered", title, observed))


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
