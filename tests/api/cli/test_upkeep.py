"""What an operator does to a service that runs: clients, trust, backup and its way back."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from tests.journeys.documented import ROOT
from tests.services.court import court_trust, production_file
from verify.canonical import canonical_digest


@pytest.fixture(name="config")
def _config(tmp_path: Path) -> Path:
    config = production_file(tmp_path)
    assert _run("migrate", "--config", config).exit_code == 0
    return config


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def _clients(config: Path) -> str:
    ended = _run("clients", "--config", config)
    assert ended.exit_code == 0, ended.output
    return str(ended.output)


def test_the_registry_of_clients_takes_effect_and_says_what_changed(
    config: Path, tmp_path: Path
) -> None:
    file = tmp_path / "clients.toml"
    stated = file.read_text("utf-8")
    assert _clients(config) == "新增 new: platform-1\n"
    assert _clients(config) == "无变化 nothing changed\n"
    file.write_text(stated.replace('"Platform"', '"Another"'), "utf-8")
    assert _clients(config) == "变更 changed: platform-1\n"
    file.write_text(stated.replace('"platform-1"', '"platform-2"'), "utf-8")
    assert _clients(config) == "新增 new: platform-2\n终止 ended: platform-1\n"


def test_a_registry_that_cannot_be_read_changes_nothing(config: Path, tmp_path: Path) -> None:
    _clients(config)
    (tmp_path / "clients.toml").write_text("[[client]]\n", "utf-8")
    assert _run("clients", "--config", config).exit_code == 2


def test_a_sandbox_has_no_registry_to_read(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["clients"]).exit_code == 2


def _documented(command: str, folder: Path, config: Path) -> list[str]:
    """Return a command of the operator's page, with a folder and settings of this machine."""
    page = (ROOT / "docs/operator.md").read_text("utf-8").splitlines()
    (line,) = [one for one in page if one.startswith(f"evidence {command} ")]
    here = {"/backup/evidence": str(folder), "evidence.toml": str(config)}
    return [here.get(word, word) for word in line.split()[1:]]


def _next(folder: Path) -> None:
    """Let a directory follow itself."""
    path = folder / "trust.json"
    head = json.loads(path.read_bytes())
    after = {**head, "sequence": head["sequence"] + 1, "previous": canonical_digest(head)}
    path.write_text(json.dumps(after), "utf-8")


def test_the_trust_directory_goes_out_is_extended_and_comes_back(
    config: Path, tmp_path: Path
) -> None:
    first, out = tmp_path / "trust", tmp_path / "out"
    assert _run("trust", "export", out, "--config", config).exit_code != 0
    assert _run("trust", "import", first, "--config", config).exit_code == 0
    assert _run("trust", "export", out, "--config", config).exit_code == 0
    written = {path.relative_to(out).as_posix(): path.read_bytes()
               for path in out.rglob("*") if path.is_file()}  # fmt: skip
    assert written == court_trust()

    _next(out)
    assert "version 2" in _run("trust", "import", out, "--config", config).output
    assert _run("trust", "import", first, "--config", config).exit_code == 0
    assert "version 2" in _run("trust", "export", tmp_path / "again", "--config", config).output


def test_a_trust_directory_that_does_not_follow_is_refused(config: Path, tmp_path: Path) -> None:
    first, other = tmp_path / "trust", tmp_path / "other"
    shutil.copytree(first, other)
    for folder in (first, other):
        _next(other)
        ended = _run("trust", "import", folder, "--config", config)
    assert (ended.exit_code, "previous" in ended.output) == (2, True)
    assert _run("trust", "export", first, "--config", config).exit_code == 2


def test_a_backup_is_brought_back_into_an_empty_database_alone(
    config: Path, tmp_path: Path
) -> None:
    _clients(config)
    _run("trust", "import", tmp_path / "trust", "--config", config)
    kept = tmp_path / "backup"
    backup, restore = (_documented(name, kept, config) for name in ("backup", "restore"))
    saved = _run(*backup)
    assert (saved.exit_code, "column_keys" in saved.output) == (0, True)
    again = _run(*restore)
    assert (again.exit_code, "not empty" in again.output) == (2, True)

    shutil.rmtree(tmp_path / "data")
    assert _run(*restore).exit_code == 0
    assert _clients(config) == "无变化 nothing changed\n"
    assert _run("trust", "export", tmp_path / "out", "--config", config).exit_code == 0
    assert kept.stat().st_mode & 0o777 == 0o700


def test_a_backup_that_lacks_a_blob_ends_with_4_and_names_it(config: Path, tmp_path: Path) -> None:
    _run("trust", "import", tmp_path / "trust", "--config", config)
    (gone,) = [
        path for path in (tmp_path / "data" / "blobs" / "sha256").rglob("*")
        if path.is_file() and path.read_bytes().startswith(b"-----BEGIN")
    ]  # fmt: skip
    gone.unlink()
    saved = _run("backup", tmp_path / "backup", "--config", config)
    assert (saved.exit_code, gone.name in saved.output) == (4, True)
