"""What the README shows is what the commands print."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app

README = Path(__file__).parents[2] / "README.md"


def test_the_demo_prints_every_line_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["demo"]).stdout.splitlines()
    shown = re.search(r"```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert [line for line in shown[1].splitlines() if line not in printed] == []


def test_the_demo_leaves_reports_in_three_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["demo", "--lang", "en"])
    left = {path.suffix for path in (tmp_path / "build" / "demo").glob("report.*")}
    assert (result.exit_code, left) == (0, {".html", ".json", ".txt"})


def test_the_command_the_demo_names_gives_the_same_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    last = CliRunner().invoke(app, ["demo"]).stdout.splitlines()[-1]
    command = last.partition("evidence ")[2].split()
    again = CliRunner().invoke(app, [*command, "--json"]).stdout
    assert again == (tmp_path / "build" / "demo" / "report.json").read_text("utf-8")
