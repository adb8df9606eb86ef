"""The published schema is the table's, and agrees with the decoder on every form."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import verify
from tests.verify.rules.elements.samples import FAULTS, HONEST, TOLD, changed, faulty
from tests.verify.rules.elements.test_formats import RIGHT, WRONG
from tests.verify.rules.elements.test_identity import RIGHT as NUMBERS
from tests.verify.rules.elements.test_identity import WRONG as WRONG_NUMBERS
from verify.findings import CheckStatus
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.schema import json_schema, schema_text
from verify.rules.elements.table import ELEMENTS

PUBLISHED = Path(verify.__file__).parent / "schemas/elements.json"
VALIDATOR = Draft202012Validator(json_schema())
BEYOND = {
    "element.birth_date_differs",
    "element.credit_code_form",
    "element.identity_no_form",
    "element.more_faults",
    "element.term_reversed",
}
"""What a schema cannot say of form: check digits, days in numbers, one cell against another."""
NUMBER_PIECES = st.text(st.sampled_from("0123456789XHM()-+ .A张"), max_size=20)
STATED = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30)
    | NUMBER_PIECES | st.sampled_from(sorted({c for f in ELEMENTS.values() for c in f.choices}))
    | st.from_regex(r"\A[0-9]{1,4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?\Z")
    | st.from_regex(r"\A[0-9]{1,14}(\.[0-9]{1,3})?\n?\Z")
    | st.lists(st.none() | st.dictionaries(st.sampled_from(["no", "date", "amount"]), st.text()))
)  # fmt: skip
OF_A_FORM = (
    "k_total", "f_apr", "j_cut_off", "f_signed_at", "f_due_day", "d_domicile_region", "b_phone",
    "d_mobile", "d_email",
)  # fmt: skip


def _codes(elements: dict[str, Any]) -> set[str]:
    faults = decode_elements(elements).faults
    return {fault.code for fault in faults if fault.status is CheckStatus.INDETERMINATE}


def _well_formed(elements: dict[str, Any]) -> bool:
    return not _codes(elements) - BEYOND


def _valid(elements: dict[str, Any]) -> bool:
    return bool(VALIDATOR.is_valid(elements))


def test_the_published_schema_is_the_table_s() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text()


def test_the_schema_is_one_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))


def test_the_honest_list_is_valid() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(HONEST)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_the_schema_sees_every_fault_of_form(name: str) -> None:
    assert _valid(faulty(FAULTS[name])) is not FAULTS[name].formal


@pytest.mark.parametrize("name", TOLD)
def test_what_is_only_told_is_valid(name: str) -> None:
    assert _valid(faulty(TOLD[name]))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (key, text)
        for key in OF_A_FORM
        for text in (*RIGHT[ELEMENTS[key].kind], *WRONG[ELEMENTS[key].kind])
    ],
)
def test_decoder_and_schema_read_a_form_alike(key: str, text: str) -> None:
    elements = changed((key, text))
    assert _valid(elements) is _well_formed(elements)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in NUMBERS.items() for t in texts])
def test_the_schema_takes_the_numbers_of_a_kind_of_document(kind: str, text: str) -> None:
    born = ("d_birth_date", "1990-01-01")
    assert _valid(changed(("d_id_type", kind), ("d_id_no", text), born))


@pytest.mark.parametrize(
    ("kind", "text"), [(k, t) for k, texts in WRONG_NUMBERS.items() for t in texts]
)
def test_the_schema_takes_no_number_that_no_decoder_could(kind: str, text: str) -> None:
    elements = changed(("d_id_type", kind), ("d_id_no", text), ("d_birth_date", "1990-01-01"))
    assert _well_formed(elements) or not _valid(elements)


@given(st.dictionaries(st.sampled_from(sorted(ELEMENTS)), STATED, max_size=3))
def test_decoder_and_schema_agree_on_any_values(change: dict[str, Any]) -> None:
    elements = {**HONEST, **change}
    faultless, valid = not _codes(elements), _valid(elements)
    assert faultless <= valid <= _well_formed(elements)


@pytest.mark.parametrize("key", ELEMENTS)
def test_a_property_names_its_element_in_both_languages(key: str) -> None:
    properties: Any = json_schema()["properties"]
    field = ELEMENTS[key]
    assert (properties[key]["title"], properties[key]["x-title-en"]) == (field.zh, field.en)
