"""Where a point lies: elements by number and label, cells by sheet, row and column, items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.rules.evidence import item, proof
from verify.rules.elements.table import ELEMENTS
from verify.rules.located import element_words, item_words, places_of, quoted

ITEMS = {"contract": item("contract", 6, "contract", proof(), title="个人借款合同")}


def test_an_element_is_named_by_number_and_label() -> None:
    assert element_words("f_signed_at") == "要素 F3 签订时间"


def test_a_list_is_named_with_its_sheet() -> None:
    assert element_words("i_ledger") == "要素 I2 还款流水（“还款流水”表）"


def test_a_cell_is_named_by_sheet_row_and_column() -> None:
    assert element_words("i_ledger/3/amount") == "“还款流水”表本案第 3 行“还款金额”（要素 I2）"


def test_rows_that_are_wrong_alike_are_told_as_one_run() -> None:
    cells = [f"i_schedule/{row}/due" for row in (1, 2, 3, 7)]
    assert places_of(cells, (), {}) == ["“还款计划”表本案第 1–3、7 行“应还日”（要素 I1）"]


def test_rows_that_are_wrong_otherwise_are_told_apart() -> None:
    cells = ["i_schedule/1/due", "i_schedule/2/due", "i_schedule/2/fee"]
    assert places_of(cells, (), {}) == [
        "“还款计划”表本案第 1 行“应还日”（要素 I1）",
        "“还款计划”表本案第 2 行“应还日”、“应还费用”（要素 I1）",
    ]


def test_an_item_is_named_by_id_and_title() -> None:
    assert item_words("contract", ITEMS) == "证据 contract“个人借款合同”"


def test_a_document_common_to_cases_is_named_as_such() -> None:
    assert item_words("shared:licence", {}) == "公共材料 licence"


def test_a_place_is_named_once() -> None:
    assert places_of(["f_signed_at"] * 2, ["contract"] * 2, ITEMS) == [
        "要素 F3 签订时间",
        "证据 contract“个人借款合同”",
    ]


ROWS = [key for key, field in ELEMENTS.items() if field.rows]


@given(st.sampled_from(ROWS), st.sets(st.integers(1, 5000), min_size=1))
def test_a_list_wrong_throughout_is_told_in_few_words(key: str, rows: set[int]) -> None:
    column = ELEMENTS[key].rows[0].key
    (place,) = places_of([f"{key}/{row}/{column}" for row in rows], (), {})
    assert len(place) < 250


@given(st.text())
def test_what_is_quoted_stays_on_its_line(text: str) -> None:
    assert quoted(text).isprintable()


@pytest.mark.parametrize("key", ["nonsense", "i_ledger/x/amount", "i_ledger/1/nothing", ""])
def test_any_key_has_words(key: str) -> None:
    assert places_of([key], (), {}) != []
