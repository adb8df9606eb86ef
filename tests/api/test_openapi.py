from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.examples import ANSWERS
from api.operations import OPERATIONS
from tests.services.edge import SITE, Edge, open_edge
from tests.services.examples import recorded


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with open_edge(tmp_path_factory.mktemp("edge")) as edge:
        return dict(edge.browser.get("/openapi.json").json())


def operations(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: operation
        for path in described["paths"].values()
        for operation in path.values()
    }


def test_the_description_names_where_it_is(described: dict[str, Any]) -> None:
    assert described["servers"] == [{"url": SITE.url}]
    assert described["openapi"].startswith("3.1")


def test_every_operation_says_what_it_calls_for(described: dict[str, Any]) -> None:
    found = operations(described)
    assert found["metrics"]["security"] == [{"token": []}, {"session": []}]
    assert found["token"]["security"] == [{"secret": []}, {}]
    assert "security" not in found["healthz"]
    schemes = set(described["components"]["securitySchemes"])
    assert {name for one in found.values() for row in one.get("security", []) for name in row} <= (
        schemes
    )


def test_every_tag_is_explained(described: dict[str, Any]) -> None:
    used = {tag for one in operations(described).values() for tag in one["tags"]}
    assert used <= {tag["name"] for tag in described["tags"]}


def test_every_fault_has_the_one_form(described: dict[str, Any]) -> None:
    forms = {
        (name, status, media)
        for name, one in operations(described).items()
        for status, answer in one["responses"].items()
        for media in answer.get("content", {})
        if int(status) >= 400 and media == "application/json"
    }
    assert forms == {
        ("token", "400", "application/json"), ("token", "401", "application/json"),
        ("readyz", "503", "application/json"),
    }  # fmt: skip
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_every_operation_is_called_by_name_in_both_languages(described: dict[str, Any]) -> None:
    found = operations(described)
    assert set(found) == set(OPERATIONS)
    assert {name for name, one in found.items() if not one.get("description")} == set()


def _examples(described: dict[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Every example of an answer, with its place and the schema it stands beside."""
    for name, one in operations(described).items():
        for status, answer in one["responses"].items():
            for content in answer.get("content", {}).values():
                told = [content["example"]] if "example" in content else []
                told += [example["value"] for example in content.get("examples", {}).values()]
                yield from ((f"{name} {status}", value, content["schema"]) for value in told)


def test_every_example_is_of_its_schema(described: dict[str, Any]) -> None:
    named = {"components": described["components"]}
    found = list(_examples(described))
    faults = [
        (place, fault.message)
        for place, value, schema in found
        for fault in Draft202012Validator({**named, "allOf": [schema]}).iter_errors(value)
    ]
    assert (faults, len(found) > 100) == ([], True)


def _shape(value: Any) -> Any:
    """What stays the same of an answer: its members and their kinds."""
    if isinstance(value, dict):
        return {name: _shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value[:1]]
    return type(value).__name__


def test_the_recorded_answers_are_those_of_the_service() -> None:
    assert _shape(recorded()) == _shape(dict(ANSWERS)), "run: python -m tests.services.examples"


def test_nothing_is_served_that_loads_from_elsewhere(edge: Edge) -> None:
    assert {edge.browser.get(path).status_code for path in ("/docs", "/redoc")} == {404}
