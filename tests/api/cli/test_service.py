"""The commands of the service say what hinders them, all at once, and end with exit 2."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from tests.services.court import production_file


def _run(*arguments: object, **environment: object) -> Result:
    stated = {f"EVIDENCE_{name.upper()}": str(value) for name, value in environment.items()}
    return CliRunner().invoke(app, [str(one) for one in arguments], env=stated)


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_production_without_settings_is_refused_with_every_reason(
    tmp_path: Path, command: str
) -> None:
    ended = _run(command, environment="production", data_dir=tmp_path / "data")
    assert ended.exit_code == 2
    assert all(one in ended.output for one in ("token_secret", "column_keys", "trust", "clients"))
    assert not (tmp_path / "data").exists()


def test_a_setting_that_is_none_is_named(tmp_path: Path) -> None:
    config = tmp_path / "evidence.toml"
    config.write_text('colour = "red"\nport = 99999\n', "utf-8")
    ended = _run("serve", "--config", config)
    assert (ended.exit_code, "colour" in ended.output, "port" in ended.output) == (2, True, True)


def test_a_production_database_is_migrated_by_command(tmp_path: Path) -> None:
    config = production_file(tmp_path)
    first, second = (_run("migrate", "--config", config) for _ in range(2))
    assert (first.exit_code, "- → 0001" in first.output) == (0, True)
    assert (second.exit_code, "0001 → 0001" in second.output) == (0, True)


def test_a_doctor_tells_each_part_on_a_line_of_json(tmp_path: Path) -> None:
    config = production_file(tmp_path)
    _run("migrate", "--config", config)
    ended = _run("doctor", "--json", "--config", config)
    found = {one["part"]: one["sign"] for one in map(json.loads, ended.output.splitlines())}
    assert (ended.exit_code, found["settings"], found["database"]) == (0, "well", "well")
    assert (found["trust"], found["authority"]) == ("unwise", "unwise")


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    ended = _run(
        "doctor", "--config", production_file(tmp_path), environment="sandbox", data_dir="/nowhere"
    )
    assert "沙箱" in ended.output
