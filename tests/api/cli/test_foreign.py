"""`evidence check` of a platform's own package: its items and nothing more."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.esign import chain_of

AT = "2025-06-10T03:00:00Z"
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(command: str, *arguments: object) -> Result:
        return CliRunner().invoke(app, [command, *map(str, arguments), "--at", AT])

    return run


@pytest.fixture(name="chain")
def _chain(tmp_path: Path) -> Path:
    path = tmp_path / "chain.zip"
    path.write_bytes(chain_of({"借款合同.txt": b"contract"}).octets)
    return path


def test_each_item_is_told_with_its_result(run: Run, chain: Path) -> None:
    result = run("check", chain)
    assert result.exit_code == 4
    assert "「原文/借款合同.txt」  第七条（六）（按文件名）  无法核验" in result.stdout


def test_it_is_told_in_english_too(run: Run, chain: Path) -> None:
    result = run("check", chain, "--lang", "en")
    assert "Art. 7 (6), by its name  cannot be verified" in result.stdout


def test_check_says_what_verify_says(run: Run, chain: Path) -> None:
    checked, verified = (run(one, chain, "--json").stdout for one in ("check", "verify"))
    assert json.loads(checked) == json.loads(verified)
    assert json.loads(checked)["kind"] == "foreign"


@pytest.mark.parametrize("option", ["--out", "--memory"])
def test_there_are_no_cases_to_report_or_remember(
    run: Run, chain: Path, tmp_path: Path, option: str
) -> None:
    result = run("check", chain, option, tmp_path / "x")
    assert result.exit_code == 2
    assert "只核验完整性" in result.stderr
    assert not (tmp_path / "x").exists()
