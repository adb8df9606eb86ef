"""What the interface reads of a sender's rows, it reads within a scope."""

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from tests.architecture.tree import ROOT, product_files

_STORE = "ingest.store."
_SCOPES = ("Sight", "PackageView", "JudgementView", "CaseRow", "Service", "Client")
"""Values that say whose rows are meant, or that were found by one that says so."""
_NAMED = ("environment", "sender")
_OF_NOBODY = {"alive_workers", "is_spent", "spend"}
"""Queries of rows that are no sender's."""


def _imported() -> Iterator[tuple[str, str]]:
    """Yield module and name of whatever the interface takes from the store."""
    for path in product_files():
        text = path.read_text("utf-8")
        if path.is_relative_to(ROOT / "api") and _STORE in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_STORE):
                    yield from ((node.module or "", one.name) for one in node.names)


def _queries() -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for module, name in sorted(set(_imported())):
        value = getattr(import_module(module), name)
        if inspect.isfunction(value) and "connection" in inspect.signature(value).parameters:
            found[f"{module}.{name}"] = value
    return found


QUERIES = _queries()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_of_the_interface_says_whose_rows_it_reads(name: str) -> None:
    parameters = inspect.signature(QUERIES[name]).parameters.values()
    scoped = [
        one for one in parameters
        if one.name in _NAMED or any(scope in str(one.annotation) for scope in _SCOPES)
    ]  # fmt: skip
    assert scoped or name.rpartition(".")[2] in _OF_NOBODY
