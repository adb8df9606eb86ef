"""Texts become values exactly, and a reader holds only so many of them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from verify.rules.elements.cells import RATE_UNIT, Reader, absent, reader_of
from verify.rules.elements.table import ELEMENTS

MONEY = reader_of(ELEMENTS["k_total"])
RATE = reader_of(ELEMENTS["f_annual_rate"])


@given(st.integers(0, 10**15 - 1))
def test_money_is_read_to_the_cent(cents: int) -> None:
    assert MONEY[f"{cents // 100}.{cents % 100:02}"] == cents


@pytest.mark.parametrize(
    ("text", "rate"),
    [("12.00", 12_000_000), ("12", 12_000_000), ("3.65", 3_650_000), ("0.000001", 1), ("0", 0)],
)
def test_a_rate_is_in_parts_of_one(text: str, rate: int) -> None:
    assert RATE[text] == rate


def test_a_hundred_per_cent_is_the_unit() -> None:
    assert RATE["100"] == RATE_UNIT


@pytest.mark.parametrize(
    ("key", "text", "cell"),
    [
        ("j_cut_off", "2025-05-31", date(2025, 5, 31)),
        ("f_signed_at", "2024-06-08T10:01:00+08:00", datetime(2024, 6, 8, 2, 1, tzinfo=UTC)),
        ("f_signed_at", "2024-06-08 10:01:00", datetime(2024, 6, 8, 2, 1, tzinfo=UTC)),
        ("f_grace_days", "3", 3),
        ("d_mobile", "+86 138 0000 0000", "13800000000"),
        ("d_name", " 张三\u3000", "张三"),
        ("f_service_clause", "一、\n二、", "一、\n二、"),
        ("l_completed", "是", "是"),
    ],
)
def test_a_cell_is_read_in_the_type_of_its_kind(key: str, text: str, cell: object) -> None:
    assert reader_of(ELEMENTS[key])[text] == cell


def test_a_name_in_private_characters_is_read() -> None:
    assert reader_of(ELEMENTS["d_name"])["张\ue000"] == "张\ue000"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(None, True), ("", True), (" \u3000", True), ("\n", False), ("0", False), (7, False)],
)
def test_nothing_is_null_or_a_blank_cell(stated: object, expected: bool) -> None:
    assert absent(stated) is expected


def test_a_reader_holds_no_more_than_its_limit() -> None:
    reader = Reader(str)
    read = [reader[str(number)] for number in range(LIMITS.element_readings + 1)]
    assert (len(read), len(reader)) == (LIMITS.element_readings + 1, 1)


@pytest.mark.parametrize("key", ["k_total", "d_email", "f_service_clause", "d_name"])
def test_a_reader_does_not_hold_what_is_long(key: str) -> None:
    reader, long = reader_of(ELEMENTS[key]), "1" * 300
    read = reader[long]
    assert (read in (None, long), long in reader) == (True, False)
