"""The template asks for every element once, and keeps a spreadsheet from rewriting what is said."""

import csv
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ingest.adapters.elements.layout import (
    BATCH_FIELDS,
    LAYOUTS,
    VERSION_LABEL,
    column_letter,
    label_key,
)
from ingest.adapters.elements.template import head_of, write_csv_template, write_template
from verify.rules.elements.field import Kind, Sheet
from verify.rules.elements.table import ELEMENTS, TEMPLATE_VERSION

MOST_MANDATORY = 25


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path)
    return openpyxl.load_workbook(path)


def test_every_element_is_asked_once_or_computed() -> None:
    asked = [*BATCH_FIELDS]
    asked += [c.key for c in LAYOUTS["案件"].columns if c.field is not None]
    asked += [layout.element for layout in LAYOUTS.values() if layout.element is not None]
    computed = [key for key, one in ELEMENTS.items() if one.sheet is Sheet.COMPUTED]
    assert sorted(asked + computed) == sorted(ELEMENTS)


def test_the_sheet_of_cases_has_few_mandatory_columns() -> None:
    assert sum(column.required for column in LAYOUTS["案件"].columns) <= MOST_MANDATORY


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_two_columns_of_a_sheet_have_one_label(name: str) -> None:
    labels = [label_key(column.label) for column in LAYOUTS[name].columns]
    assert len(set(labels)) == len(labels)


def test_no_two_items_of_the_batch_have_one_label() -> None:
    labels = [label_key(one.zh) for one in BATCH_FIELDS.values()]
    assert len({*labels, label_key(VERSION_LABEL)}) == len(labels) + 1


def test_a_label_is_found_whatever_its_width_and_mark() -> None:
    assert label_key(" 年利率(%)* ") == label_key("年利率（％）")


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_the_letters_of_a_spreadsheet(place: int, letters: str) -> None:
    assert column_letter(place) == letters


def test_the_sheets_stand_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == ["说明", "批次", *LAYOUTS, "字典"]


def test_the_dictionary_is_hidden(book: Workbook) -> None:
    assert book["字典"].sheet_state == "hidden"


def test_the_document_and_the_batch_sheet_say_the_version(book: Workbook) -> None:
    stated = {prop.name: prop.value for prop in book.custom_doc_props.props}  # type: ignore[attr-defined]
    assert stated == {"template_version": TEMPLATE_VERSION}
    assert [cell.value for cell in book["批次"][2][:2]] == [VERSION_LABEL, TEMPLATE_VERSION]


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_amounts_are_numbers(book: Workbook, name: str) -> None:
    groups = book[name].column_dimensions.values()
    formats = {
        n: one.number_format for one in groups for n in range(one.min or 0, (one.max or 0) + 1)
    }
    kinds = [column.field and column.field.kind for column in LAYOUTS[name].columns]
    expected = {n: "0.00" if kind is Kind.MONEY else "@" for n, kind in enumerate(kinds, 1)}
    assert formats == expected


def test_every_choice_of_a_case_is_a_drop_down(book: Workbook) -> None:
    lists = {
        str(one.sqref).partition("2:")[0]
        for one in book["案件"].data_validations.dataValidation
        if one.type == "list"
    }
    expected = {
        column_letter(place)
        for place, column in enumerate(LAYOUTS["案件"].columns)
        if column.field is not None and column.field.choices
    }
    assert lists == expected


def test_a_drop_down_names_a_list_of_the_dictionary(book: Workbook) -> None:
    one = next(v for v in book["批次"].data_validations.dataValidation if v.type == "list")
    area = book.defined_names[str(one.formula1).lstrip("=")].attr_text
    assert area is not None
    assert area.startswith(("字典!$", "'字典'!$"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_second_row_is_an_example_and_says_so(book: Workbook, name: str) -> None:
    assert book[name]["A2"].value == "示例"


@pytest.mark.parametrize("name", LAYOUTS)
def test_mandatory_columns_are_marked(book: Workbook, name: str) -> None:
    heads = [cell.value for cell in book[name][1]]
    assert heads == [head_of(column) for column in LAYOUTS[name].columns]
    marked = [str(head).endswith("*") for head in heads]
    assert marked == [column.required for column in LAYOUTS[name].columns]


def test_the_template_as_csv_has_a_file_a_sheet(tmp_path: Path) -> None:
    written = write_csv_template(tmp_path / "csv")
    assert [path.name for path in written] == [f"{name}.csv" for name in ("批次", *LAYOUTS)]


def test_the_csv_begins_with_the_mark_of_utf_8(tmp_path: Path) -> None:
    path = write_csv_template(tmp_path)[1]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == [head_of(column) for column in LAYOUTS["案件"].columns]
