"""An element list as CSV: one file a sheet, named after it, in UTF-8 or GB18030 (RFC 4180).

Given is a folder, or the file of cases, whose neighbours are the other sheets.
"""

import codecs
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from anchors.limits import LIMITS
from ingest.adapters.elements.faults import SheetRefusedError, file_fault
from ingest.adapters.elements.layout import SHEET_ORDER
from ingest.adapters.elements.spool import Cell, SheetFile, SpooledSheets

__all__ = ["read_csv_sheets"]

_ENCODINGS = ("utf-8", "gb18030")
_MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Marks that a file may begin with: it is in that encoding, or in none."""
_SEPARATORS = re.compile("[;；，\t]")


def read_csv_sheets(path: Path, folder: Path) -> SpooledSheets:
    """Return the rows of every sheet that has a file, spooled into `folder`.

    Raises:
        SheetRefusedError: a file is no CSV of these encodings, or too large.
        OSError: a file cannot be read.
    """
    home = path if path.is_dir() else path.parent
    found = SpooledSheets({}, [])
    for name in SHEET_ORDER:
        source = home / f"{name}.csv"
        if not source.is_file():
            continue
        sheet = SheetFile(name, folder / f"{len(found.sheets)}.jsonl")
        with sheet.path.open("wb") as out:
            for number, cells in _rows(source):
                out.write(json.dumps([number, cells], ensure_ascii=False).encode() + b"\n")
        found.sheets[name] = sheet
    return found


def _rows(source: Path) -> Iterator[tuple[int, list[Cell]]]:
    encoding = _encoding(source)
    with source.open(encoding=encoding, newline="") as file:
        try:
            for number, row in enumerate(csv.reader(file, strict=True), 1):
                if len(row) > LIMITS.workbook_columns:
                    raise _refused(source, "sheet.limit_exceeded", str(len(row)))
                if number > LIMITS.workbook_rows:
                    most = str(LIMITS.workbook_rows)
                    raise _refused(source, "sheet.limit_exceeded", f"> {most}", most)
                if number == 1 and len(row) == 1 and (found := _SEPARATORS.search(row[0])):
                    raise _refused(source, "sheet.csv_separator", found[0], ",")
                if any(row):
                    yield number, [_cell(text) for text in row]
        except csv.Error as error:
            raise _refused(source, "sheet.csv_malformed", str(error)) from error


def _cell(text: str) -> Cell:
    """Return a text; one that a spreadsheet would compute is a formula."""
    if text.startswith("="):
        return {"f": text[:64]}
    return text or None


def _encoding(source: Path) -> str:
    """Return the first encoding that the whole file is in.

    Raises:
        SheetRefusedError: it is in none of them, too large, or no text.
    """
    octets = source.stat().st_size
    if octets > LIMITS.workbook_octets:
        raise _refused(source, "sheet.limit_exceeded", str(octets), str(LIMITS.workbook_octets))
    with source.open("rb") as file:
        head = file.read(3)
    marked = next((name for mark, name in _MARKED.items() if head.startswith(mark)), None)
    if marked == "utf-16":
        raise _refused(source, "sheet.text_encoding", "UTF-16")
    furthest = 0
    for encoding in (marked,) if marked else _ENCODINGS:
        line = _undecodable(source, encoding)
        if not line:
            return encoding
        furthest = max(furthest, line)
    raise _refused(source, "sheet.text_encoding", f"第 {furthest} 行 line {furthest}")


def _undecodable(source: Path, encoding: str) -> int:
    """Return the first line that is no text of an encoding, read in pieces; 0 where all is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with source.open("rb") as file:
        try:
            while piece := file.read(LIMITS.read_buffer_octets):
                text = decoder.decode(piece)
                if "\0" in text:
                    return line + text[: text.index("\0")].count("\n")
                line += text.count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
    return 0


def _refused(
    source: Path, code: str, observed: str | None = None, expected: str | None = None
) -> SheetRefusedError:
    return SheetRefusedError(file_fault(code, source.name, observed, expected))
