"""What workers gave up is listed to who operates the service, and tried again at his word."""

import json
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from api.cli.configured import read_settings
from api.cli.main import app
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.services.court import production_file

_ATTEMPT = METADATA.tables["attempt"]
_IDS = [f"att-{letter * 26}" for letter in "abc"]
_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(name="config")
def _config(tmp_path: Path) -> Path:
    """A service in production whose workers gave two attempts up and did a third."""
    config = production_file(tmp_path)
    assert CliRunner().invoke(app, ["migrate", "--config", str(config)]).exit_code == 0
    with ExitStack() as stack:
        database = stack.enter_context(closing(Database(read_settings(config).database_address)))
        connection = stack.enter_context(database.write())
        for name, state in zip(_IDS, ("failed", "failed", "done"), strict=True):
            connection.execute(insert(_ATTEMPT).values(
                id=name, environment="production", sender="s", share="s", kind="stamp",
                subject=f"rct-{name[4]}", part="", state=state, token=10, delivery=1, priority=1,
                tries=10, reason="KeyError", created_at=_AT,
            ))  # fmt: skip
    return config


def _attempts(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["attempts", "--config", str(config), *arguments])


def _listed(config: Path) -> list[str]:
    lines = _attempts(config, "--json").stdout.splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_what_was_given_up_is_listed(config: Path) -> None:
    first, second = _attempts(config).stdout.splitlines()
    assert first == f"{_IDS[0]}  stamp  rct-a  -  KeyError  2026-03-02T12:00:00Z"
    assert second.startswith(_IDS[1])


def test_one_is_tried_again_by_its_id(config: Path) -> None:
    assert _attempts(config, "--retry", _IDS[0]).stdout == "重新尝试 tried again: 1\n"
    assert _listed(config) == [_IDS[1]]


@pytest.mark.parametrize("name", [_IDS[2], "att-none"])
def test_what_was_not_given_up_is_not_tried_again(config: Path, name: str) -> None:
    assert _attempts(config, "--retry", name).exit_code == 2
    assert _listed(config) == _IDS[:2]


def test_all_of_it_is_tried_again_at_once(config: Path) -> None:
    assert _attempts(config, "--all").stdout == "重新尝试 tried again: 2\n"
    assert _listed(config) == []


def test_one_and_all_is_not_understood(config: Path) -> None:
    assert _attempts(config, "--all", "--retry", _IDS[0]).exit_code == 2
    assert _listed(config) == _IDS[:2]
