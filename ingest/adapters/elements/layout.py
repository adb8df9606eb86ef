"""The sheets of the court's template and their columns, drawn from `ELEMENTS` and nothing else.

The batch sheet has one element a row; every other sheet has one a column, its rows keyed by the
contract's number and the loan's. Where a label stands, its element is found by it.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from verify.rules.elements.field import Field, Kind, Need, Sheet
from verify.rules.elements.table import ELEMENTS

__all__ = [
    "BATCH_COLUMNS", "BATCH_FIELDS", "CONTRACT", "DICTIONARY", "EXAMPLE", "FAULT_SHEET",
    "INSTRUCTIONS", "LAYOUTS", "LOAN", "NOTE", "PATHS", "SHEET_ORDER", "VERSION_LABEL", "Column",
    "Layout", "column_letter", "label_key",
]  # fmt: skip

INSTRUCTIONS, DICTIONARY, FAULT_SHEET = "说明", "字典", "错误"
"""Sheets that carry no data."""
VERSION_LABEL = "模板版本"
"""Label on the batch sheet that says which template this is."""
EXAMPLE = "示例"
"""What the first cell of an example row says."""
NOTE, PATHS = "note", "paths"
CONTRACT, LOAN = "f_contract_no", "f_loan_no"
BATCH_COLUMNS = ("项目", "填写内容", "必填", "说明", "示例")
"""Columns of the batch sheet; the first two are read."""


class Column(NamedTuple):
    """One column of a sheet."""

    label: str
    key: str
    """The element's key, or its bare name in a row; `NOTE` or `PATHS`."""
    field: Field | None
    """None of the two columns that are no element."""
    required: bool = False


class Layout(NamedTuple):
    """One sheet whose rows are cases, or rows of cases."""

    name: str
    element: str | None
    """The element that its rows are a list of; None of the sheet of cases."""
    columns: tuple[Column, ...]


def label_key(label: str) -> str:
    """Return what is equal for labels that a person takes for one: width, blanks, mark."""
    folded = unicodedata.normalize("NFKC", label)
    return "".join(folded.split()).strip("*").casefold()


def column_letter(place: int) -> str:
    """Return the letters of a column counted from 0: A to Z, AA and on."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column(key: str, field: Field) -> Column:
    return Column(field.zh, key, field, field.need is Need.REQUIRED and field.when is None)


def _key_columns() -> tuple[Column, ...]:
    """Return the columns that every sheet of rows begins with."""
    return (
        Column("备注", NOTE, None),
        _column(CONTRACT, ELEMENTS[CONTRACT]),
        _column(LOAN, ELEMENTS[LOAN]),
    )


def _case_layout() -> Layout:
    fields = [
        _column(key, field)
        for key, field in ELEMENTS.items()
        if field.sheet is Sheet.CASE and field.kind is not Kind.ROWS
        and key not in {CONTRACT, LOAN}
    ]  # fmt: skip
    return Layout(
        Sheet.CASE.value, None, (*_key_columns(), *fields, Column("附件路径", PATHS, None))
    )


def _row_layout(key: str, field: Field) -> Layout:
    columns = tuple(_column(row.key, row) for row in field.rows)
    return Layout(field.sheet.value, key, (*_key_columns(), *columns))


BATCH_FIELDS: Mapping[str, Field] = MappingProxyType(
    {key: field for key, field in ELEMENTS.items() if field.sheet is Sheet.BATCH}
)
"""Elements that are entered once, in the order of the court's list."""

LAYOUTS: Mapping[str, Layout] = MappingProxyType({
    layout.name: layout
    for layout in (
        _case_layout(),
        *(_row_layout(key, one) for key, one in ELEMENTS.items() if one.kind is Kind.ROWS),
    )
})  # fmt: skip
"""Sheets of rows by their name; the sheet of cases first."""

SHEET_ORDER = (Sheet.BATCH.value, *LAYOUTS)
"""Sheets that are read, in their order."""
