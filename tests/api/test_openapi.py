from typing import Any

import pytest

from tests.services.edge import SITE, Edge


@pytest.fixture
def described(edge: Edge) -> dict[str, Any]:
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
