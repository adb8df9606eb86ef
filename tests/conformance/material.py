"""The outside material and its indexes: what each file is, and what is expected of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

__all__ = ["DATA", "Vector", "by_name", "vectors"]

DATA = Path(__file__).parent / "data"
_KNOWN = {"id", "expected", "scope", "why", "needs", "license", "origin", "sha256"}


@dataclass(frozen=True, slots=True)
class Vector:
    """One row of an index."""

    name: str
    path: Path
    expected: str
    scope: str
    licence: str
    origin: str
    sha256: str | None
    """None of a folder."""
    needs: dict[str, Any]

    @classmethod
    def from_json(cls, folder: Path, row: dict[str, Any]) -> Self:
        assert row.keys() <= _KNOWN
        return cls(
            row["id"],
            folder / row["id"],
            row["expected"],
            row["scope"],
            row["license"],
            row["origin"],
            row.get("sha256"),
            row["needs"],
        )


def vectors(area: str) -> list[Vector]:
    """Every row of an area's index."""
    rows = json.loads((DATA / area / "index.json").read_text("utf-8"))
    return [Vector.from_json(DATA / area, row) for row in rows]


def by_name(found: Iterable[Vector]) -> dict[str, Vector]:
    """The rows by the last part of their names."""
    return {one.path.name: one for one in found}
