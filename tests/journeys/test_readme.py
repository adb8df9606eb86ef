"""What the README shows is what the commands print."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app

PACKAGES = ("national", "international")
README = Path(__file__).parents[2] / "README.md"


def test_the_demo_prints_every_line_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["demo"]).stdout.splitlines()
    shown = re.search(r"```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert [line for line in shown[1].splitlines() if line not in printed] == []


def test_the_demo_leaves_reports_of_both_packages_in_three_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["demo", "--lang", "en"])
    folder = tmp_path / "build" / "demo"
    left = {str(path.relative_to(folder)) for path in folder.glob("*/report.*")}
    expected = {f"{name}/report.{form}" for name in PACKAGES for form in ("html", "json", "txt")}
    assert (result.exit_code, left) == (0, expected)


def test_the_commands_the_demo_names_give_the_same_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["demo"]).stdout
    commands = re.findall(r"the same: evidence (.*)", printed)
    again = [CliRunner().invoke(app, [*row.split(), "--json"]).stdout for row in commands]
    folder = tmp_path / "build" / "demo"
    assert again == [(folder / name / "report.json").read_text("utf-8") for name in PACKAGES]
