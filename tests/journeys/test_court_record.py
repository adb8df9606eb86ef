"""A court's record that breaks a table leaves the court without rules, and ends no run."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from fixtures.scenarios.drafting import draft, record
from fixtures.scenarios.index import SCENARIOS, Staged, write_draft
from fixtures.world import RECEIVED_AT
from ingest.pipeline import run_package
from tests.journeys.admitted import settings_of

AT = "2025-06-10T03:00:00Z"
WORDS = {
    "name": "words-stages", "valid_from": "2018-09-07", "valid_to": None, "source": "虚构",
    "verified": False, "clause": "moods", "groups": [["诉前"]],
}  # fmt: skip
OVERLAP = {**WORDS, "name": "twice", "clause": "stages"}
BROKEN = [{"clauses": [WORDS]}, {"clauses": [OVERLAP]}, {"clauses": [{"name": []}]}, {"moods": []}]


@pytest.fixture(name="staged", params=BROKEN, ids=["renamed", "overlap", "no row", "no table"])
def _staged(request: pytest.FixtureRequest, tmp_path: Path) -> Staged:
    tables: dict[str, Any] = request.param
    made = draft(SCENARIOS["good"])
    record(made, "courts/{court}.json", tables=tables)
    return write_draft(made, "case", RECEIVED_AT, tmp_path)


def test_a_package_is_judged_without_rules_and_says_so(staged: Staged, tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    run = run_package(staged.package, settings_of(staged), tmp_path / "spool")
    assert "package.rules_absent" in {one.code for one in run.findings}


@pytest.mark.parametrize("command", [["check"], ["debt", "case-000000"]])
def test_a_command_refuses_to_begin(staged: Staged, command: list[str]) -> None:
    place = [command[0], staged.package, *command[1:], "--trust", staged.trust, "--at", AT]
    ended = CliRunner().invoke(app, [str(one) for one in place])
    assert (ended.exit_code, "refused" in ended.output) == (2, True)
