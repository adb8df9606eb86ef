import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.render.sums import difference, money, per_cent


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12345.60", "12,345.60"),
        ("-2.20", "-2.20"),
        ("0.00", "0.00"),
        ("2024-10-09", "2024-10-09"),
        ("✓", "✓"),
        (None, None),
    ],
)
def test_a_sum_has_its_thousands_apart(text: str | None, shown: str | None) -> None:
    assert money(text) == shown


@pytest.mark.parametrize(
    ("claimed", "computed", "shown"),
    [
        ("559.00", "556.80", "+2.20"),
        ("9000.00", "10000.50", "-1,000.50"),
        ("1.00", "1.00", "0.00"),
        ("2024-10-09", "2024-10-10", None),
        ("1.00", None, None),
    ],
)
def test_a_difference_has_its_sign(claimed: str, computed: str | None, shown: str | None) -> None:
    assert difference(claimed, computed) == shown


@pytest.mark.parametrize(("text", "shown"), [("12.00", "12.00%"), ("—", "—"), (None, None)])
def test_a_rate_has_its_unit(text: str | None, shown: str | None) -> None:
    assert per_cent(text) == shown


@given(st.text())
def test_whatever_is_no_sum_stays_as_it_is(text: str) -> None:
    assert str(money(text)).replace(",", "") == text.replace(",", "")
