"""The one definition of the court's list is whole and agrees with itself."""

from collections.abc import Iterator

import pytest

from verify.rules.elements.field import Field, Kind, Need, Sheet
from verify.rules.elements.masks import MASKS
from verify.rules.elements.table import ELEMENTS

MOST_MANDATORY = 25


def _every() -> Iterator[tuple[str, Field]]:
    for key, field in ELEMENTS.items():
        yield key, field
        yield from ((f"{key}/{row.key}", row) for row in field.rows)


EVERY = dict(_every())


def test_the_case_sheet_has_at_most_25_mandatory_columns() -> None:
    case = [f for f in ELEMENTS.values() if f.sheet is Sheet.CASE]
    assert len([f for f in case if f.need is Need.REQUIRED]) <= MOST_MANDATORY


@pytest.mark.parametrize("name", EVERY)
def test_an_element_has_a_label_in_both_languages_and_an_article(name: str) -> None:
    field = EVERY[name]
    assert all(text.strip() for text in (field.zh, field.en, field.article))


@pytest.mark.parametrize("key", ELEMENTS)
def test_a_key_begins_with_its_group(key: str) -> None:
    assert key.startswith(f"{ELEMENTS[key].group.lower()}_")


@pytest.mark.parametrize("name", EVERY)
def test_what_is_chosen_has_choices_and_nothing_else_has(name: str) -> None:
    field = EVERY[name]
    assert bool(field.choices) is (field.kind is Kind.CHOICE)


@pytest.mark.parametrize("name", EVERY)
def test_a_conditional_element_says_when_it_is_called_for(name: str) -> None:
    field = EVERY[name]
    assert field.need is not Need.CONDITIONAL or field.when is not None


@pytest.mark.parametrize("name", [name for name, field in EVERY.items() if field.when])
def test_a_condition_is_of_an_element_that_may_say_so(name: str) -> None:
    when = EVERY[name].when
    assert when is not None
    assert set(when.values) <= set(ELEMENTS[when.key].choices)


def test_every_personal_element_has_a_mask_and_no_other_has() -> None:
    personal = {field.key for field in EVERY.values() if field.personal is not None}
    assert set(MASKS) == personal


def test_what_a_row_calls_by_a_masked_name_is_personal() -> None:
    bare = [field for field in EVERY.values() if field.key in MASKS]
    assert [field.key for field in bare if field.personal is None] == []


@pytest.mark.parametrize("name", [n for n, field in EVERY.items() if field.sheet is Sheet.COMPUTED])
def test_what_packing_computes_is_asked_of_nobody(name: str) -> None:
    assert (EVERY[name].example, EVERY[name].hint) == ("", "")
