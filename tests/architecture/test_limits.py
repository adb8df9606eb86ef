"""Every limit is used: one that nothing reads bounds nothing."""

from dataclasses import fields
from pathlib import Path

import pytest

from anchors.limits import LIMITS, Limits

ROOT = Path(__file__).parents[2]
SOURCES = "\n".join(
    path.read_text("utf-8")
    for folder in ("anchors", "verify", "ingest", "api")
    for path in sorted((ROOT / folder).rglob("*.py"))
)


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_the_limit_is_read_somewhere(name: str) -> None:
    assert f".{name}" in SOURCES


def test_every_limit_is_positive() -> None:
    assert [f.name for f in fields(Limits) if getattr(LIMITS, f.name) <= 0] == []
