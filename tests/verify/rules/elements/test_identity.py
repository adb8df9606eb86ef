"""Numbers of identity documents by vectors; all are fictional."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.rules.elements.identity import CITIZEN, DOCUMENTS, read_identity_number
from verify.rules.elements.parties import IDENTITY_KINDS

CITIZENS = {
    "440106199001010013": date(1990, 1, 1),
    "440106200002290024": date(2000, 2, 29),
    "11010519491231002X": date(1949, 12, 31),
}
RIGHT = {
    "港澳居民来往内地通行证": ("H12345678", "m1234567801"),
    "台湾居民来往大陆通行证": ("12345678", "1234567890", "1234567890(B)"),
    "港澳台居民居住证": ("830000199201300022", "810000199408230021"),
    "外国人永久居留身份证": ("FRA110199001010", "911124198108030024"),
    "护照": ("E12345678", "AB1234567", "k0000000e"),
}
WRONG = {
    CITIZEN: (
        "",
        "440106199001010014",
        "160106199001010013",
        "440106199013010013",
        "44010619900101001Y",
        "4401061990010100131",
        "440106909932001",
        "810000199408230021",
        "820000199408230015",
        "71000019940823001X",
        "810000900101001",
    ),
    "港澳居民来往内地通行证": ("A12345678", "H1234567", "H123456789"),
    "台湾居民来往大陆通行证": ("1234567", "123456789", "12345678(B)"),
    "港澳台居民居住证": ("440106199001010013", "830000199201300023", "840000199201300022"),
    "外国人永久居留身份证": ("911124198108030025", "FR1101990010101", "440106199001010013"),
    "护照": ("E123", "E1234 678", "E12345678901234567"),
}


def test_every_kind_of_document_has_a_form() -> None:
    assert list(DOCUMENTS) == list(IDENTITY_KINDS)


@pytest.mark.parametrize("text", CITIZENS)
def test_a_citizen_s_number_tells_the_birth_date(text: str) -> None:
    number = read_identity_number(CITIZEN, text)
    assert number is not None
    assert number.birth == CITIZENS[text]


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in RIGHT.items() for t in texts])
def test_a_number_has_the_form_of_its_kind(kind: str, text: str) -> None:
    number = read_identity_number(kind, text)
    assert number is not None
    assert number.text == text.upper()


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in WRONG.items() for t in texts])
def test_a_number_has_not_the_form_of_its_kind(kind: str, text: str) -> None:
    assert read_identity_number(kind, text) is None


def test_a_small_x_is_written_large() -> None:
    number = read_identity_number(CITIZEN, "11010519491231002x")
    assert number is not None
    assert number.text == "11010519491231002X"


def test_fifteen_digits_are_superseded() -> None:
    number = read_identity_number(CITIZEN, "440106900101001")
    assert number is not None
    assert (number.superseded, number.birth) == (True, date(1990, 1, 1))


def test_nobody_is_born_after_the_given_day() -> None:
    text, born = "440106199001010013", date(1990, 1, 1)
    read = [read_identity_number(CITIZEN, text, day) for day in (born, date(1989, 12, 31))]
    assert [one is not None for one in read] == [True, False]


def test_a_kind_that_is_not_listed_has_no_form() -> None:
    assert read_identity_number("驾驶证", "440106199001010013") is None


@given(place=st.integers(0, 17), other=st.sampled_from("0123456789X"))
def test_any_one_character_changed_breaks_a_citizen_s_number(place: int, other: str) -> None:
    text = "440106199001010013"
    changed = f"{text[:place]}{other}{text[place + 1 :]}"
    assert (read_identity_number(CITIZEN, changed) is not None) is (changed == text)
