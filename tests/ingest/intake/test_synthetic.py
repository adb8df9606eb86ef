"""A sandbox's numbers belong to nobody; others may be a real person's."""

import pytest

from fixtures.identifiers import identity_number
from ingest.intake.synthetic import real_numbers


@pytest.mark.parametrize("number", range(0, 2000, 97))
def test_numbers_of_the_published_range_are_nobodys(number: int) -> None:
    assert real_numbers({"d_id_no": identity_number(number)}) == []


@pytest.mark.parametrize(
    ("number", "real"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105491231002", True),
        ("110105194912310021", False),
        ("E12345678", False),
        ("", False),
        (None, False),
        (["11010519491231002X"], False),
    ],
)
def test_a_number_whose_check_character_holds_is_a_real_persons(number: object, real: bool) -> None:
    assert real_numbers({"d_id_no": number}) == (["d_id_no"] if real else [])
