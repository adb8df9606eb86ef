import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import name_of, product_files, python_files

MOST_LINES = 400
MOST_FUNCTION_LINES = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _exported(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def _declared(tree: ast.Module) -> Iterator[str]:
    """Public classes and functions; a decorated function is called by what registered it."""
    for node in tree.body:
        registered = isinstance(node, Function) and node.decorator_list
        if isinstance(node, Function | ast.ClassDef) and not registered:
            yield from [] if node.name.startswith("_") else [node.name]


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


def _by_hand() -> list[Path]:
    """Every module but the steps of the database, which a program writes."""
    return [path for path in python_files() if "migrations/versions" not in path.as_posix()]


@pytest.mark.parametrize("path", _by_hand(), ids=name_of)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", _by_hand(), ids=name_of)
def test_a_function_is_short(path: Path) -> None:
    functions = [node for node in ast.walk(_tree(path)) if isinstance(node, Function)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MOST_FUNCTION_LINES]
    assert long == []


@pytest.mark.parametrize("path", product_files(), ids=name_of)
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", product_files(), ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(_tree(path))


@pytest.mark.parametrize("path", product_files(), ids=name_of)
def test_a_module_exports_what_it_declares(path: Path) -> None:
    tree = _tree(path)
    declared = [] if path.stem in {"__init__", "__main__"} else list(_declared(tree))
    assert set(declared) <= set(_exported(tree) or [])


@pytest.mark.parametrize("path", product_files(), ids=name_of)
def test_every_exported_name_exists(path: Path) -> None:
    tree = _tree(path)
    assert set(_exported(tree) or []) <= set(_bound(tree))
