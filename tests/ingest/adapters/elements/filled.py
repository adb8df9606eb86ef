"""Element lists as lenders fill them in: as values first, then as a workbook or CSV."""

import csv
import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Literal

import openpyxl
import xlsxwriter

from fixtures.identifiers import identity_number
from ingest.adapters.elements.layout import (
    BATCH_COLUMNS,
    BATCH_FIELDS,
    LAYOUTS,
    VERSION_LABEL,
    Layout,
    column_letter,
)
from ingest.adapters.elements.pack import PackOptions, PackOutcome, pack_elements
from ingest.adapters.elements.template import head_of, write_template

__all__ = [
    "OPTIONS", "Filled", "codes_of", "fill_template", "make_attachments", "pack_filled",
    "places_of",
]  # fmt: skip

Value = str | float | bool | date | datetime | None
Rows = list[dict[str, Value]]
Form = Literal["csv", "xlsx"]

OPTIONS = PackOptions(
    date(2025, 6, 10),
    datetime(2025, 6, 10, 2, tzinfo=UTC),
    environment="sandbox",
    required={1: "always", 2: "always", 3: "agent", 4: "always", 6: "always", 7: "deposited"},
)
"""The world of the fixtures, with most of Article 7."""

CASE_FILES = (
    "02身份/身份证.jpg", "04认证/比对结果.pdf", "05流程/流程.pdf", "06合同/补充/合同.pdf",
    "08放款/凭证.pdf", "09还款/流水.csv", "10其他/催收记录.csv",
)  # fmt: skip
SHARED_FILES = (
    "01主体/营业执照.pdf", "01主体/法定代表人证明书.pdf", "03授权/授权委托书.pdf",
    "10其他/同意撤回声明.pdf",
)  # fmt: skip


def _example(layout: Layout) -> dict[str, Value]:
    return {c.key: c.field.example for c in layout.columns if c.field and c.field.example}


class Filled:
    """A list of `cases` good cases, whose values a test may change before it is written."""

    def __init__(self, cases: int = 1) -> None:
        self.batch: dict[str, Value] = {
            one.zh: one.example for one in BATCH_FIELDS.values() if one.example
        }
        self.batch[VERSION_LABEL] = "1"
        self.rows: dict[str, Rows] = {
            name: [_numbered(_example(layout), number) for number in range(1, cases + 1)]
            for name, layout in LAYOUTS.items()
        }
        self.heads = {name: [head_of(c) for c in one.columns] for name, one in LAYOUTS.items()}
        self.keys = {name: [c.key for c in one.columns] for name, one in LAYOUTS.items()}

    @property
    def case(self) -> dict[str, Value]:
        """The first case."""
        return self.rows["案件"][0]

    def cell(self, sheet: str, key: str, row: int = 2) -> str:
        """Return where a value of a row stands, as a fault names it."""
        return f"{sheet}!{column_letter(self.keys[sheet].index(key))}{row}"

    def tables(self) -> dict[str, list[list[Value]]]:
        """Return every sheet as its rows."""
        batch: list[list[Value]] = [list(BATCH_COLUMNS[:2])]
        batch += [[label, value] for label, value in self.batch.items()]
        found = {"批次": batch}
        for name, rows in self.rows.items():
            body = [[row.get(key) for key in self.keys[name]] for row in rows]
            found[name] = [list(self.heads[name]), *body]
        return found

    def write_csv(self, folder: Path, encoding: str = "utf-8-sig") -> Path:
        """Write one CSV a sheet."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables().items():
            text = StringIO(newline="")
            csv.writer(text).writerows(table)
            (folder / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))
        return folder

    def write_xlsx(self, path: Path) -> Path:
        """Write a workbook of plain cells."""
        with xlsxwriter.Workbook(str(path)) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
            for name, table in self.tables().items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(table):
                    for place, value in enumerate(row):
                        if isinstance(value, datetime):
                            sheet.write_datetime(number, place, value, moment)
                        elif isinstance(value, date):
                            sheet.write_datetime(number, place, value, day)
                        elif value is not None:
                            sheet.write(number, place, value)
        return path

    def write(self, folder: Path, form: Form = "csv") -> Path:
        """Write it in a form."""
        if form == "csv":
            return self.write_csv(folder / "list")
        return self.write_xlsx(folder / "list.xlsx")


def _numbered(row: dict[str, Value], number: int) -> dict[str, Value]:
    """Return an example row as that of another loan and borrower."""
    own: dict[str, Value] = {
        "f_contract_no": f"HT{number:08}",
        "f_loan_no": f"JK{number:08}",
        "d_id_no": identity_number(number),
        "g_serial_no": f"SF{number:08}",
    }
    return {**row, **{key: value for key, value in own.items() if key in row}}


def fill_template(path: Path, cases: int = 1) -> Path:
    """Write the court's template and fill it in below its examples, as a person would."""
    write_template(path)
    book = openpyxl.load_workbook(path)
    filled = Filled(cases)
    labels = {str(row[0].value): row[1] for row in book["批次"].iter_rows(min_row=2)}
    for label, value in filled.batch.items():
        labels[label].value = value
    for name, rows in filled.rows.items():
        sheet = book[name]
        for number, row in enumerate(rows, 3):
            for place, key in enumerate(filled.keys[name], 1):
                sheet.cell(number, place).value = row.get(key)
    book.save(path)
    return path


def make_attachments(folder: Path, cases: int = 1, files: Iterable[str] = CASE_FILES) -> Path:
    """Write the attachments of so many cases, and what they have in common."""
    names = [f"HT{n:08}/{name}" for n in range(1, cases + 1) for name in files]
    names += [f"共用/{name}" for name in SHARED_FILES]
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hashlib.sha256(name.encode()).hexdigest().encode())
    return folder


def pack_filled(
    filled: Filled, folder: Path, form: Form = "csv", *, attachments: Path | None = None,
    mark: Path | None = None,
) -> PackOutcome:  # fmt: skip
    """Write a list and pack it."""
    path = filled.write(folder, form)
    return pack_elements(path, attachments, folder / "package.zip", OPTIONS, mark=mark)


def places_of(outcome: PackOutcome) -> set[tuple[str, str]]:
    """Return place and code of everything that has to be corrected."""
    return {(fault.place, fault.code) for fault in outcome.faults if not fault.told}


def codes_of(outcome: PackOutcome) -> set[str]:
    """Return every code, told ones too."""
    return {fault.code for fault in outcome.faults}
