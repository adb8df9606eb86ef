"""What the README shows is what the commands print, and every command of the documents runs."""

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from fixtures.forge import forge
from fixtures.world import RECEIVED_AT
from ingest.rules import load_rules
from tests.journeys.documented import (
    AT,
    ROOT,
    commands_of,
    run_documented,
    write_surroundings,
)

PACKAGES = ("national", "international")
BATCHES = ("held-2025-06", "batch-2025-06", "batch-today")
README = ROOT / "README.md"
DOCUMENTS = (
    "README.md", "docs/judge.md", "docs/lender.md", "docs/platform.md", "docs/operator.md",
)  # fmt: skip
COMMANDS = [(name, command) for name in DOCUMENTS for command in commands_of(name)]
JSON_BLOCK = re.compile(r"```json\n(.*?)```", re.DOTALL)
USAGE, INTERNAL = 2, 5
VERIFY = re.compile(r"^evidence (verify signature\.p7s .*)$", re.MULTILINE)


class Demo(NamedTuple):
    """One run of the demonstration, in English."""

    place: Path
    """The folder it was run in."""
    exit_code: int
    printed: str


@pytest.fixture(name="demo", scope="module")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    place = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        result = CliRunner().invoke(app, ["demo", "--lang", "en"])
    return Demo(place, result.exit_code, result.stdout)


def test_the_demo_prints_every_line_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["demo"]).stdout.splitlines()
    shown = re.search(r"```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert [line for line in shown[1].splitlines() if line not in printed] == []


def test_the_demo_leaves_reports_of_every_package_in_three_forms(demo: Demo) -> None:
    folder = demo.place / "build" / "demo"
    left = {str(path.relative_to(folder)) for path in folder.glob("*/report.*")}
    names = (*PACKAGES, *BATCHES)
    expected = {f"{name}/report.{form}" for name in names for form in ("html", "json", "txt")}
    assert (demo.exit_code, left) == (0, expected)


def test_the_commands_the_demo_names_give_the_same_reports(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo.place)
    commands = re.findall(r"the same: evidence (.*)", demo.printed)
    again = [CliRunner().invoke(app, [*row.split(), "--json"]).stdout for row in commands]
    folder = demo.place / "build" / "demo"
    names = (*PACKAGES, *BATCHES)
    assert again == [(folder / name / "report.json").read_text("utf-8") for name in names]


@pytest.mark.parametrize("document", ["README.md", "docs/platform.md"])
def test_the_documented_verify_command_is_decided_with_its_helpers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    forged = forge("cms_detached_good", tmp_path / "forged")
    assert forged.trust is not None
    assert forged.data is not None
    shutil.copytree(forged.trust, tmp_path / "roots")
    shutil.copytree(forged.certs[0], tmp_path / "helpers")
    shutil.copy(forged.path, tmp_path / "signature.p7s")
    shutil.copy(forged.data, tmp_path / "contract.pdf")
    monkeypatch.chdir(tmp_path)
    command = VERIFY.findall((ROOT / document).read_text("utf-8"))[0].split()
    roots_only = command[: command.index("--certs")]
    codes = [CliRunner().invoke(app, [*row, *AT]).exit_code for row in (command, roots_only)]
    assert codes == [0, 4]


def test_the_policy_the_operator_s_page_shows_is_a_policy(tmp_path: Path) -> None:
    (tmp_path / "court.json").write_text(_shown_json("checks"), "utf-8")
    result = CliRunner().invoke(
        app, ["policy", "diff", str(tmp_path / "court.json"), "--lang", "en"]
    )
    assert (result.exit_code, result.stdout.count("tightened")) == (0, 4)


def _shown_json(member: str) -> str:
    """Return the one block of the operator's page that has a member."""
    blocks = JSON_BLOCK.findall((ROOT / "docs/operator.md").read_text("utf-8"))
    (block,) = [one for one in blocks if member in json.loads(one)]
    assert isinstance(block, str)
    return block


def test_the_court_s_record_the_operator_s_page_shows_adds_to_the_rules() -> None:
    record = json.loads(_shown_json("designations"))
    rules = load_rules().at(record["id"], RECEIVED_AT.replace(year=2026), record)
    assert rules is not None
    assert rules.designated("小额借款合同纠纷")
    assert rules.lpr(RECEIVED_AT.replace(year=2026).date()) is not None


@pytest.fixture(name="surroundings", scope="module")
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write once what the commands of the documents name."""
    folder = tmp_path_factory.mktemp("documents")
    write_surroundings(folder)
    return folder


@pytest.mark.parametrize(("document", "command"), COMMANDS)
def test_every_command_of_the_documents_can_be_run(
    document: str,
    command: str,
    surroundings: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(surroundings, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    code, said = run_documented(command)
    assert code not in {USAGE, INTERNAL}, f"{document}: {said}"


def test_the_replay_the_operator_s_page_shows_gives_the_same_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = forge("honest_plain", tmp_path / "forged")
    shutil.copytree(str(forged.trust), tmp_path / "trust")
    monkeypatch.chdir(tmp_path)
    check = ["check", str(forged.path), "--trust", "trust", "-o", "out", "--json", *AT]
    first = CliRunner().invoke(app, check).stdout
    page = (ROOT / "docs/operator.md").read_text("utf-8")
    command = re.findall(r"^evidence (replay .*)$", page, re.MULTILINE)[0].split()
    assert CliRunner().invoke(app, [*command, "--json"]).stdout == first
