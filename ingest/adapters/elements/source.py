"""Where an element list comes from: a workbook, a folder of CSV, or one CSV and its neighbours."""

from pathlib import Path

from ingest.adapters.elements.csvfile import read_csv_sheets
from ingest.adapters.elements.faults import SheetRefusedError, file_fault
from ingest.adapters.elements.spool import SpooledSheets
from ingest.adapters.elements.workbook import read_workbook
from verify.rules.elements.field import Sheet

__all__ = ["is_element_list", "read_sheets"]

_CASES = f"{Sheet.CASE.value}.csv"


def is_element_list(path: Path) -> bool:
    """Whether a path is meant as an element list, and no package: by its name alone."""
    if path.is_dir():
        return (path / _CASES).is_file()
    return path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".csv"}


def read_sheets(path: Path, folder: Path) -> SpooledSheets:
    """Return every sheet of an element list, spooled into `folder`.

    Raises:
        SheetRefusedError: it is not read at all.
        OSError: a file cannot be read.
    """
    if path.is_dir():
        if not (path / _CASES).is_file():
            raise SheetRefusedError(file_fault("sheet.not_a_workbook", path.name, None, _CASES))
        return read_csv_sheets(path, folder)
    if path.suffix.lower() == ".csv":
        if path.name != _CASES:
            raise SheetRefusedError(file_fault("sheet.not_a_workbook", path.name, None, _CASES))
        return read_csv_sheets(path, folder)
    return read_workbook(path, folder)
