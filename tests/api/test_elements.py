"""The API's model takes and refuses the element lists that the decoder does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.elements import ElementListModel
from tests.verify.rules.elements.samples import FAULTS, HONEST, TOLD, changed, faulty
from tests.verify.rules.elements.test_schema import STATED
from verify.findings import CheckStatus
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.schema import json_schema
from verify.rules.elements.table import ELEMENTS


def _refusals(elements: Any) -> list[str]:
    try:
        ElementListModel.model_validate(elements)
    except ValidationError as error:
        return [told["type"] for told in error.errors()]
    return []


def test_a_list_that_is_taken_is_as_it_was_stated() -> None:
    model = ElementListModel.model_validate({**HONEST, "x_mood": "good"})
    assert model.model_dump(exclude_unset=True) == {**HONEST, "x_mood": "good"}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_refused_in_its_code(name: str) -> None:
    assert _refusals(faulty(FAULTS[name])) == [FAULTS[name].code]


@pytest.mark.parametrize("name", TOLD)
def test_what_is_only_told_is_taken(name: str) -> None:
    assert _refusals(faulty(TOLD[name])) == []


def test_every_fault_is_told_at_once_where_it_is() -> None:
    with pytest.raises(ValidationError) as refused:
        ElementListModel.model_validate(changed(("k_total", "1"), ("i_ledger/1/date", "x")))
    places = [told["loc"] for told in refused.value.errors()]
    assert places == [("i_ledger", 0, "date"), ("k_total",)]


def test_a_refusal_does_not_repeat_a_personal_value() -> None:
    with pytest.raises(ValidationError) as refused:
        ElementListModel.model_validate(changed(("d_id_no", "440106199001010014")))
    assert "440106199001010014" not in str(refused.value)


@pytest.mark.parametrize(
    "value", [None, 7, "要素", [HONEST]], ids=("null", "number", "text", "list")
)
def test_what_is_no_object_is_refused(value: object) -> None:
    assert _refusals(value) == ["model_type"]


@given(key=st.sampled_from(sorted(ELEMENTS)), value=STATED)
def test_model_and_decoder_agree_on_any_value(key: str, value: Any) -> None:
    elements = {**HONEST, key: value}
    counted = [
        fault.code
        for fault in decode_elements(elements).faults
        if fault.status is CheckStatus.INDETERMINATE
    ]
    assert _refusals(elements) == counted


def test_the_model_s_documents_require_what_the_schema_requires() -> None:
    assert ElementListModel.model_json_schema()["required"] == json_schema()["required"]


@pytest.mark.parametrize("key", ELEMENTS)
def test_the_model_s_documents_name_an_element_as_the_list_does(key: str) -> None:
    properties = ElementListModel.model_json_schema()["properties"]
    assert (properties[key]["title"], properties[key]["x-code"]) == (
        ELEMENTS[key].zh,
        ELEMENTS[key].code,
    )
