"""What the list says of the borrower's person."""

from datetime import date

import pytest

from tests.verify.rules.elements.samples import changed
from verify.rules.elements.borrower import borrower_birth, borrower_number, is_domestic_person
from verify.rules.elements.decode import decode_elements

PERMIT = (("d_id_type", "港澳居民来往内地通行证"), ("d_id_no", "H12345678"))
FIRM = (("d_party_type", "法人"), ("d_uscc", "91440101MA5ABCDE52"))


def test_the_birth_date_is_the_one_in_the_number() -> None:
    elements = decode_elements(changed(("d_birth_date", "1990-01-02")))
    assert borrower_birth(elements) == date(1990, 1, 1)


def test_the_birth_date_is_the_one_stated_where_the_number_tells_none() -> None:
    elements = decode_elements(changed(*PERMIT, ("d_birth_date", "1985-05-05")))
    assert borrower_birth(elements) == date(1985, 5, 5)


def test_no_birth_date_is_made_up() -> None:
    assert borrower_birth(decode_elements(changed(("d_id_no", "7")))) is None


def test_a_wrong_number_is_none() -> None:
    assert borrower_number(decode_elements(changed(("d_id_no", "440106199001010014")))) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), True),
        (PERMIT, False),
        ((("d_id_no", None),), False),
        ((("d_id_type", None),), False),
        (FIRM, True),
        ((*FIRM, ("d_uscc", "91440101MA5ABCDE53")), False),
    ],
    ids=("citizen", "permit", "no number", "no kind", "firm", "firm, wrong code"),
)
def test_a_person_is_domestic_by_number_or_credit_code(
    changes: tuple[tuple[str, object], ...], expected: bool
) -> None:
    assert is_domestic_person(decode_elements(changed(*changes))) is expected
