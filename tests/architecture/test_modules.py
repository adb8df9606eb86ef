import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.architecture.tree import name_of, product_files, python_files

MOST_LINES = 400
MOST_FUNCTION_LINES = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """What is asked of a module: the trees themselves are many, and slow to hold."""

    told: bool
    """Whether it says what it is for."""
    exported: set[str]
    declared: set[str]
    bound: set[str]
    long: list[str]
    """Its functions that are not short."""


@cache
def _module(path: Path) -> Module:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = list(ast.walk(tree))
    return Module(
        ast.get_docstring(tree) is not None,
        _exported(tree),
        set(_declared(tree)),
        set(_bound(nodes)),
        _long(nodes),
    )


def _exported(tree: ast.Module) -> set[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return {str(name) for name in ast.literal_eval(node.value)}
    return set()


def _declared(tree: ast.Module) -> Iterator[str]:
    """Public classes and functions; a decorated function is called by what registered it."""
    for node in tree.body:
        registered = isinstance(node, Function) and node.decorator_list
        if isinstance(node, Function | ast.ClassDef) and not registered:
            yield from [] if node.name.startswith("_") else [node.name]


def _bound(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Function | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


def _long(nodes: list[ast.AST]) -> list[str]:
    functions = [node for node in nodes if isinstance(node, Function)]
    return [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MOST_FUNCTION_LINES]


def _by_hand() -> list[Path]:
    """Every module but the steps of the database, which a program writes."""
    return [path for path in python_files() if "migrations/versions" not in path.as_posix()]


def test_a_file_is_short() -> None:
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in _by_hand()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_a_function_is_short() -> None:
    long = {name_of(path): _module(path).long for path in _by_hand()}
    assert {name: found for name, found in long.items() if found} == {}


def test_a_module_is_named_after_what_it_holds() -> None:
    assert [name_of(path) for path in product_files() if path.stem in VAGUE] == []


def test_a_module_says_what_it_is_for() -> None:
    assert [name_of(path) for path in product_files() if not _module(path).told] == []


def _untold(path: Path) -> set[str]:
    one = _module(path)
    return set() if path.stem in {"__init__", "__main__"} else one.declared - one.exported


def test_a_module_exports_what_it_declares() -> None:
    untold = {name_of(path): _untold(path) for path in product_files()}
    assert {name: found for name, found in untold.items() if found} == {}


def test_every_exported_name_exists() -> None:
    modules = {name_of(path): _module(path) for path in product_files()}
    unbound = {name: one.exported - one.bound for name, one in modules.items()}
    assert {name: found for name, found in unbound.items() if found} == {}
