"""Forms and check digits by vectors."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.rules.elements.field import Kind
from verify.rules.elements.formats import (
    PATTERNS,
    card_digits_fit,
    credit_code_fits,
    mobile_number,
    organisation_part_fits,
)

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RIGHT = {
    Kind.MONEY: ("0.00", "0.01", "1234.50", "9999999999999.99"),
    Kind.RATE: ("0", "12", "12.00", "3.65", "0.000001", "9999.999999"),
    Kind.DAY: ("1900-01-31", "2000-02-29", "2024-02-29", "2199-12-31"),
    Kind.INSTANT: (
        "2024-06-08T10:01:00+08:00",
        "2024-06-08T02:01:00Z",
        "2024-06-08 10:01:00",
        "2024-06-08T10:01:00.123456-05:30",
    ),
    Kind.COUNT: ("0", "7", "365", "999999999"),
    Kind.REGION: ("440106", "110000", "820000", "710000"),
    Kind.PHONE: ("020-00000000", "(020) 0000 0000", "+86 20 00000000", "95588", "0755-1234567转8"),
    Kind.MOBILE: ("13800000000", "+86 138 0000 0000", "8613800000000", "0086-138-0000-0000"),
    Kind.EMAIL: ("a@b.cn", "first.last+x@sub.mail.example", "123456@qq.com"),
}
WRONG = {
    Kind.MONEY: ("", "1", "1.0", ".00", "00.00", "1.000", "-1.00", " 1.00", "1.00 ", "٣.00"),
    Kind.RATE: ("", ".5", "12.", "012", "12.0000001", "10000", "-1"),
    Kind.DAY: ("1899-12-31", "2200-01-01", "1900-02-29", "2023-02-29", "2024-04-31", "2024-6-8"),
    Kind.INSTANT: (
        "2024-06-08",
        "2024-06-08T10:01",
        "2024-06-08T10:60:00Z",
        "2024-06-08t10:01:00z",
    ),
    Kind.COUNT: ("", "01", "-1", "1.0", "1000000000"),
    Kind.REGION: ("", "4401", "4401061", "160000", "830000"),
    Kind.PHONE: ("", "1234", "020_00000000", "转123", "1234567890123456"),
    Kind.MOBILE: ("12800000000", "1380000000", "138000000000", "+852 91234567"),
    Kind.EMAIL: (
        "a",
        "a@b",
        "@b.cn",
        "a@b..cn",
        ".a@b.cn",
        "a.@b.cn",
        "a@-b.cn",
        "张@b.cn",
        "a@b.c1-",
    ),
}


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k, texts in RIGHT.items() for text in texts]
)
def test_a_text_has_the_form(kind: Kind, text: str) -> None:
    assert re.fullmatch(PATTERNS[kind], text)


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k, texts in WRONG.items() for text in texts]
)
def test_a_text_has_not_the_form(kind: Kind, text: str) -> None:
    assert not re.fullmatch(PATTERNS[kind], text)


@given(st.dates())
def test_the_days_are_those_of_the_calendar(day: object) -> None:
    within = "1900-01-01" <= str(day) <= "2199-12-31"
    assert bool(re.fullmatch(PATTERNS[Kind.DAY], str(day))) is within


@given(year=st.integers(1900, 2199), month=st.integers(0, 13), day=st.integers(0, 32))
def test_a_day_outside_the_calendar_has_not_the_form(year: int, month: int, day: int) -> None:
    text = f"{year}-{month:02}-{day:02}"
    assert bool(re.fullmatch(PATTERNS[Kind.DAY], text)) is _exists(text)


def _exists(text: str) -> bool:
    from datetime import date  # noqa: PLC0415 - the oracle stands beside its only use

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("kind", [Kind.PHONE, Kind.MOBILE, Kind.EMAIL])
@pytest.mark.parametrize("piece", [" ", "-", "1", "a", "a.", "a-", "1-", "转1"])
def test_a_form_is_read_in_linear_time(kind: Kind, piece: str) -> None:
    assert not re.fullmatch(PATTERNS[kind], piece * 100_000 + "!")


@pytest.mark.parametrize("code", ["91440101MA5ABCDE52", "91440101F00000018N"])
def test_a_credit_code_ends_in_its_check(code: str) -> None:
    assert (credit_code_fits(code), organisation_part_fits(code)) == (True, True)


def test_an_organisation_part_may_be_wrong_by_itself() -> None:
    code = "91440101MA5ABCDE65"
    assert (credit_code_fits(code), organisation_part_fits(code)) == (True, False)


@given(place=st.integers(0, 17), other=st.sampled_from(CREDIT))
def test_any_one_character_changed_breaks_a_credit_code(place: int, other: str) -> None:
    code = "91440101MA5ABCDE52"
    changed = f"{code[:place]}{other}{code[place + 1 :]}"
    assert credit_code_fits(changed) is (changed == code)


@pytest.mark.parametrize("text", RIGHT[Kind.MOBILE])
def test_a_mobile_number_is_its_eleven_digits(text: str) -> None:
    assert mobile_number(text) == "13800000000"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("4111111111111111", True),
        ("6222021234567890128", True),
        ("6222021234567890129", False),
        ("0001", True),
        ("六二二二〇二一二三四五六七八九〇", True),
    ],
)
def test_only_what_looks_like_a_card_is_checked_as_one(text: str, fits: bool) -> None:
    assert card_digits_fit(text) is fits
