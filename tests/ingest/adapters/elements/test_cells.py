"""What a cell gives: its text, or what is wrong with it; nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.adapters.elements.cells import CellFault, cell_text
from ingest.adapters.elements.spool import Cell
from verify.rules.elements.field import Kind

TAKEN: list[tuple[Kind, Cell, str | None]] = [
    (Kind.TEXT, "  王\u3000", "王"),
    (Kind.TEXT, "\ufeff王 五", "王 五"),
    (Kind.TEXT, "（２０２４）", "（２０２４）"),
    (Kind.MOBILE, "+86 138 0000 0000", "+86 138 0000 0000"),
    (Kind.TEXT, " \u00a0\t", None),
    (Kind.TEXT, None, None),
    (Kind.TEXT, "=1+1", "=1+1"),
    (Kind.IDENTITY_NO, "440106199001010013", "440106199001010013"),
    (Kind.MONEY, 12000, "12000.00"),
    (Kind.MONEY, 0.1, "0.10"),
    (Kind.MONEY, 1234.56, "1234.56"),
    (Kind.MONEY, "12000", "12000.00"),
    (Kind.MONEY, "12000.5", "12000.50"),
    (Kind.MONEY, "12,000.00", "12,000.00"),
    (Kind.RATE, 12, "12"),
    (Kind.RATE, 4.35, "4.35"),
    (Kind.RATE, 120.0, "120"),
    (Kind.COUNT, 3, "3"),
    (Kind.COUNT, 3.0, "3"),
    (Kind.REGION, 440106, "440106"),
    (Kind.CHOICE, 360, "360"),
    (Kind.DAY, {"D": "2024-06-08"}, "2024-06-08"),
    (Kind.DAY, "2024/6/8", "2024-06-08"),
    (Kind.DAY, "2024年6月8日", "2024-06-08"),
    (Kind.DAY, "8/6/2024", "8/6/2024"),
    (Kind.INSTANT, {"d": "2024-06-08T10:01:00"}, "2024-06-08T10:01:00+08:00"),
    (Kind.INSTANT, "2024-6-8 9:01", "2024-06-08T09:01:00+08:00"),
    (Kind.INSTANT, "2024-06-08T10:01:00Z", "2024-06-08T10:01:00Z"),
    (Kind.INSTANT, {"D": "2024-06-08"}, "2024-06-08"),
]

FAULTS: list[tuple[Kind, Cell, str]] = [
    (Kind.IDENTITY_NO, 4.40106199001010013e17, "sheet.number_as_text"),
    (Kind.TEXT, 1, "sheet.number_as_text"),
    (Kind.MOBILE, 13800000000, "sheet.number_as_text"),
    (Kind.CREDIT_CODE, 914401010000000188, "sheet.number_as_text"),
    (Kind.MONEY, 0.1 + 0.2, "sheet.number_inexact"),
    (Kind.MONEY, 1e15, "sheet.number_inexact"),
    (Kind.COUNT, 1.5, "sheet.number_inexact"),
    (Kind.DAY, 45451, "sheet.serial_date"),
    (Kind.INSTANT, 45451.5, "sheet.serial_date"),
    (Kind.RATE, {"p": 0.12}, "sheet.percent_cell"),
    (Kind.MONEY, {"p": 0.12}, "sheet.percent_cell"),
    (Kind.TEXT, {"D": "2024-06-08"}, "sheet.date_as_text"),
    (Kind.MONEY, {"d": "2024-06-08T10:00:00"}, "sheet.date_as_text"),
    (Kind.MONEY, {"f": "=A1"}, "sheet.formula"),
    (Kind.IDENTITY_NO, {"f": '="440106"'}, "sheet.formula"),
    (Kind.TEXT, {"e": "#N/A"}, "sheet.cell_error"),
    (Kind.CHOICE, True, "sheet.cell_type"),
    (Kind.TEXT, "王\u200b五", "sheet.invisible_character"),
    (Kind.IDENTITY_NO, "440106199001010013\u200b", "sheet.invisible_character"),
    (Kind.TEXT, "\u202e王五", "sheet.invisible_character"),
    (Kind.IDENTITY_NO, "440106 19900101 0013", "sheet.number_spacing"),
    (Kind.IDENTITY_NO, "４４０１０６１９９００１０１００１３", "sheet.number_spacing"),
    (Kind.MONEY, "12 000.00", "sheet.number_spacing"),
    (Kind.MONEY, "１２.００", "sheet.number_spacing"),
    (Kind.DAY, "２０２４-06-08", "sheet.number_spacing"),
    (Kind.MONEY, float("inf"), "sheet.number_inexact"),
    (Kind.MONEY, 10**400, "sheet.number_inexact"),
]


@pytest.mark.parametrize(("kind", "cell", "text"), TAKEN, ids=map(repr, TAKEN))
def test_the_text_of_a_cell(kind: Kind, cell: Cell, text: str | None) -> None:
    assert cell_text(kind, cell) == text


@pytest.mark.parametrize(("kind", "cell", "code"), FAULTS, ids=map(repr, FAULTS))
def test_the_fault_of_a_cell(kind: Kind, cell: Cell, code: str) -> None:
    found = cell_text(kind, cell)
    assert isinstance(found, CellFault)
    assert found.code == code


@given(st.integers(0, 10**15 - 1))
def test_an_amount_that_a_spreadsheet_holds_exactly_is_the_amount_in_cents(cents: int) -> None:
    found = cell_text(Kind.MONEY, cents / 100)
    assert found == f"{Decimal(cents) / 100:.2f}"


@given(st.sampled_from(list(Kind)), st.floats() | st.integers() | st.text() | st.booleans())
def test_any_cell_gives_text_a_fault_or_nothing(kind: Kind, cell: Cell) -> None:
    assert isinstance(cell_text(kind, cell), str | CellFault | None)
