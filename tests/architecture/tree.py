"""What the repository holds, for tests that read it as text."""

import os
from collections.abc import Iterator
from pathlib import Path

__all__ = [
    "PACKAGES",
    "ROOT",
    "markdown_files",
    "name_of",
    "product_files",
    "python_files",
    "text_files",
]

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("anchors", "verify", "ingest", "api", "fixtures")

_TEXT = {".cfg", ".css", ".j2", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}
_NAMED = {"Makefile", "run"}
_MATERIAL = ROOT / "tests" / "conformance" / "data"
"""Outside material, kept byte for byte: it is not ours to judge, and some of it is no UTF-8."""
_BUILT = {"build", "dist", "node_modules", "__pycache__"}


def _kept(name: str) -> bool:
    return name not in _BUILT and (name == ".ci" or not name.startswith("."))


def _below(place: Path) -> Iterator[Path]:
    for folder, within, names in os.walk(place):
        within[:] = filter(_kept, within)
        yield from (Path(folder, name) for name in names if _kept(name))


def _files(pattern: str, *below: str) -> list[Path]:
    places = [ROOT / name for name in below] or [ROOT]
    return sorted(path for place in places for path in _below(place) if path.match(pattern))


def product_files() -> list[Path]:
    """Every module of the product, without the fake world of its tests."""
    return _files("*.py", *(name for name in PACKAGES if name != "fixtures"))


def python_files() -> list[Path]:
    """Every module of the product and its tests."""
    return _files("*.py", *PACKAGES, "tests")


def markdown_files() -> list[Path]:
    """Every document."""
    return _files("*.md")


def text_files() -> list[Path]:
    """Every file that people or tools write as text, but outside material."""
    return [
        path
        for path in _files("*")
        if not path.is_relative_to(_MATERIAL) and (path.suffix in _TEXT or path.name in _NAMED)
    ]


def name_of(path: Path) -> str:
    """The path as it is named in a test id."""
    return path.relative_to(ROOT).as_posix()
