import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.capitals import amount_in_capitals

DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("cents", "capitals"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (50, "伍角"),
        (100, "壹元整"),
        (1_200_000, "壹万贰仟元整"),
        (140_950, "壹仟肆佰零玖元伍角"),
        (600_714, "陆仟零柒元壹角肆分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (1_001_000, "壹万零壹拾元整"),
        (10_000_000, "壹拾万元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (12_000_000_000, "壹亿贰仟万元整"),
        (10_000_000_000_000, "壹仟亿元整"),
    ],
)
def test_an_amount_is_written_as_the_rules_write_it(cents: int, capitals: str) -> None:
    assert amount_in_capitals(cents) == capitals


@pytest.mark.parametrize("cents", [-1, 10**20])
def test_what_is_no_amount_has_no_capitals(cents: int) -> None:
    assert amount_in_capitals(cents) == ""


@given(st.integers(min_value=0, max_value=10**14))
def test_no_two_amounts_are_written_alike(cents: int) -> None:
    assert _value(amount_in_capitals(cents)) == cents


def _value(capitals: str) -> int:
    """Read capitals back, sign by sign, with nothing of the code that wrote them."""
    total = section = digit = cents = 0
    for sign in capitals:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            section, digit = section + digit * PLACES[sign], 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif sign == "元":
            total, section, digit = total + section + digit, 0, 0
        elif sign in "角分":
            cents, digit = cents + digit * (10 if sign == "角" else 1), 0
    return total * 100 + cents
