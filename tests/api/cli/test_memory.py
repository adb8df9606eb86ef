"""`evidence check --memory`: what one run keeps, the next one knows."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.forge import Forged, forge

AT = "2025-06-10T03:00:00Z"


@pytest.fixture(name="forged")
def _forged(tmp_path: Path) -> Forged:
    return forge("token_stripped_on_resubmit", tmp_path / "forged")


def check(package: Path, forged: Forged, memory: Path, *more: str) -> Result:
    options = ["--trust", forged.trust, "--at", AT, "--jobs", 1, "--memory", memory, *more]
    return CliRunner().invoke(app, ["check", *(str(one) for one in (package, *options))])


def codes(result: Result) -> set[str]:
    reports: list[dict[str, Any]] = json.loads(result.stdout)["reports"]
    items = [item for report in reports for item in report["items"]]
    return {one["code"] for item in items for one in item["findings"]}


def test_a_proof_that_was_contradicted_before_is_missed(forged: Forged, tmp_path: Path) -> None:
    memory = tmp_path / "memory.db"
    earlier = check(forged.earlier[0], forged, memory, "--json")
    result = check(forged.path, forged, memory, "--json")
    assert (earlier.exit_code, result.exit_code) == (1, 1)
    assert "memory.contradicted_proof_replaced" in codes(result)


def test_without_the_earlier_run_nothing_is_missed(forged: Forged, tmp_path: Path) -> None:
    result = check(forged.path, forged, tmp_path / "memory.db", "--json")
    assert codes(result) & {"memory.contradicted_proof_replaced", "memory.refiled"} == set()


def test_a_file_that_is_no_memory_ends_with_2(forged: Forged, tmp_path: Path) -> None:
    memory = tmp_path / "memory.db"
    memory.write_text("no database " * 100)
    result = check(forged.path, forged, memory)
    assert (result.exit_code, "memory refused: memory.db" in result.stderr) == (2, True)


def test_a_memory_in_a_folder_that_is_not_there_ends_with_2(forged: Forged, tmp_path: Path) -> None:
    assert check(forged.path, forged, tmp_path / "absent" / "memory.db").exit_code == 2
