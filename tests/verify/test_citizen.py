"""Citizens' numbers (GB 11643) by vectors; all are fictional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.citizen import whole_number

WHOLE = "11010519491231002X"


@pytest.mark.parametrize("text", [WHOLE, WHOLE.lower(), "110105491231002"])
def test_a_number_is_read_in_either_form(text: str) -> None:
    assert whole_number(text) == WHOLE


@pytest.mark.parametrize(
    "text", ["", "110105194912310021", "110105194913310021", "110105491331002"]
)
def test_what_fails_its_check_or_its_calendar_is_no_number(text: str) -> None:
    assert whole_number(text) is None


@given(st.text(max_size=20) | st.text("0123456789Xx", min_size=15, max_size=18))
def test_a_whole_number_is_read_as_itself(text: str) -> None:
    number = whole_number(text)
    assert number is None or whole_number(number) == number
