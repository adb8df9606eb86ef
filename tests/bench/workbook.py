"""A filled element list of 10,000 rows of 60 columns: ours against openpyxl's own pass, and memory.

Ours is everything up to values by key with every cell checked: guard, child process, openpyxl, the
way out of the child, heads, kinds. The floor is what openpyxl alone needs for the same file.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter

from fixtures.identifiers import identity_number
from ingest.adapters.elements.faults import FaultList
from ingest.adapters.elements.layout import BATCH_COLUMNS, LAYOUTS, Layout
from ingest.adapters.elements.source import read_sheets
from ingest.adapters.elements.tables import enter
from ingest.adapters.elements.template import batch_rows, head_of
from tests.bench.row import Row
from verify.rules.elements.field import Kind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["read_list", "workbook_rows"]

COLUMNS = 60
_MEASURED = """
import json, resource, sys, tempfile
from pathlib import Path
from tests.bench.workbook import read_list
with tempfile.TemporaryDirectory() as folder:
    rows = read_list(Path(sys.argv[1]), Path(folder))
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([rows, int(peak), child]))
"""
"""The high-water mark of the one, what the kernel kept of the other."""


def workbook_rows(folder: Path, scale: int) -> Iterator[Row]:
    """Yield time and memory of reading one workbook."""
    count = 10_000 // scale
    path = folder / "list.xlsx"
    _write(path, count)
    name = f"element list of {count} rows x {COLUMNS} columns"
    times = [(_ours(path, count), _openpyxl(path)) for _ in range(2)]
    ours, floor = (min(pair) for pair in zip(*times, strict=True))
    yield Row(f"{name}, over openpyxl's pass", ours, "s", floor, 1.5)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, path], capture_output=True, check=True
    )  # fmt: skip
    rows, parent, child = json.loads(done.stdout)
    assert rows == count
    yield Row(f"memory of both processes, {name}", (parent + child) / 1024, "MB", None, 200.0)
    path.unlink()


def read_list(path: Path, folder: Path) -> int:
    """Read a list to its last cell; return the number of its cases."""
    faults = FaultList()
    entered = enter(read_sheets(path, folder), faults)
    _, rows = entered.case_rows(faults)
    count = sum(1 for _ in rows)
    assert not faults.stop(), list(faults)[:3]
    return count


def _ours(path: Path, count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        rows = read_list(path, Path(folder))
        taken = time.perf_counter() - begin
    assert rows == count
    return taken


def _openpyxl(path: Path) -> float:
    begin = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    cells = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    taken = time.perf_counter() - begin
    assert cells
    book.close()
    return taken


def _write(path: Path, count: int) -> None:
    """Write a list whose sheet of cases has sixty columns, the last of the sender's own."""
    with xlsxwriter.Workbook(str(path)) as book:
        batch = book.add_worksheet("批次")
        for number, row in enumerate([list(BATCH_COLUMNS), *batch_rows()]):
            batch.write_row(number, 0, (row[0], row[1] or row[4]))
        for name, layout in LAYOUTS.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [head_of(column) for column in layout.columns])
            if layout.element is None:
                _write_cases(sheet, layout, count)


def _write_cases(sheet: "Worksheet", layout: Layout, count: int) -> None:
    more = range(len(layout.columns), COLUMNS)
    sheet.write_row(0, len(layout.columns), [f"内部字段{place}" for place in more])
    kinds = [(column.key, column.field) for column in layout.columns]
    for number in range(1, count + 1):
        own = {
            "f_contract_no": f"HT{number:08}",
            "f_loan_no": f"JK{number:08}",
            "d_id_no": identity_number(number),
            "g_serial_no": f"SF{number:08}",
        }
        for place, (key, one) in enumerate(kinds):
            if one is not None and one.kind is Kind.MONEY:
                sheet.write_number(number, place, number % 9000 + 0.25)
            else:
                text = own.get(key) or (one.example if one is not None else "")
                sheet.write_string(number, place, text or f"值{number}-{place}")
        for place in more:
            sheet.write_string(number, place, f"值{number}-{place}")
