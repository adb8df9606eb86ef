import ast
import importlib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, name_of, product_files


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_imported_from_this_repository(name: str) -> None:
    found = importlib.import_module(name).__file__
    assert found is not None
    assert Path(found).is_relative_to(ROOT)


@pytest.mark.parametrize(
    "path", [p for p in product_files() if p.name == "__init__.py"], ids=name_of
)
def test_a_package_file_holds_nothing_but_what_it_exports(path: Path) -> None:
    body = ast.parse(path.read_text("utf-8")).body
    kinds = (ast.Expr, ast.ImportFrom, ast.Assign)
    assert [node.lineno for node in body if not isinstance(node, kinds)] == []


@pytest.mark.parametrize("folder", sorted({p.parent for p in (ROOT / "tests").rglob("*.py")}))
def test_a_folder_of_tests_is_a_package(folder: Path) -> None:
    assert (folder / "__init__.py").is_file()


@pytest.mark.parametrize("path", sorted((ROOT / "api").rglob("*.py")), ids=name_of)
def test_only_the_sandbox_knows_the_fixtures(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
    }
    imported = {
        node.module.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node not in for_types
    }
    allowed = {
        "api/sandbox.py",
        "api/samples.py",
        "api/cli/demo.py",
        "api/cli/fixtures.py",
    }
    assert "fixtures" not in imported or path.relative_to(ROOT).as_posix() in allowed
