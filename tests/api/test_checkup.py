"""The examination of a service tells what is well, what is unwise and what is ill, each apart."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from api.checkup import Sign, Told, examine
from api.outside import open_outside
from api.settings import Settings
from api.wiring import adopt_outside, now, service_over
from ingest.store.database import Database
from ingest.store.migrate import migrate
from ingest.store.schema import METADATA
from tests.services.court import production_settings
from tests.services.postgres import postgres_address, postgres_server

__all__ = ["postgres_address", "postgres_server"]


def _by_part(settings: Settings) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for told in examine(settings):
        found.setdefault(told.part, []).append(told)
    return found


def _adopted(settings: Settings) -> Settings:
    with open_outside(settings) as outside, service_over(settings, outside) as service:
        migrate(service.database)
        adopt_outside(service, outside)
    return settings


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    sqlite = request.param == "sqlite"
    address = "" if sqlite else request.getfixturevalue("postgres_address")
    return Settings.model_validate({**production_settings(tmp_path), "database": address})


def test_a_service_that_is_well_is_called_so(settings: Settings) -> None:
    found = _by_part(_adopted(settings))
    assert {told.sign for part in found.values() for told in part} <= {Sign.WELL, Sign.UNWISE}
    assert [told.sign for told in found["authority"]] == [Sign.UNWISE]
    assert found.keys() == {
        "settings", "libcrypto", "database", "clock", "blobs", "trust", "keys", "authority",
        "engine",
    }  # fmt: skip


def test_before_the_first_serve_nothing_is_ill(settings: Settings) -> None:
    migrated = settings.model_copy(update={"tsa_url": "https://tsa.example/"})
    with open_outside(migrated) as outside, service_over(migrated, outside) as service:
        migrate(service.database)
    found = _by_part(migrated)
    (trust,), (authority,) = found["trust"], found["authority"]
    assert (trust.sign, authority.sign) == (Sign.UNWISE, Sign.UNWISE)
    assert trust.text == authority.text


@pytest.mark.parametrize(("minutes", "sign"), [(5, Sign.WELL), (31, Sign.UNWISE)])
def test_an_attempt_that_runs_too_long_is_told(
    settings: Settings, minutes: int, sign: Sign
) -> None:
    _adopted(settings)
    row = {
        "id": "a1", "environment": settings.environment, "sender": "s", "kind": "open",
        "subject": "j", "part": "", "state": "running", "token": 1, "priority": 0, "tries": 0,
        "created_at": now(), "taken_at": now() - timedelta(minutes=minutes),
    }  # fmt: skip
    with closing(Database(settings.database_address)) as database, database.write() as connection:
        connection.execute(insert(METADATA.tables["attempt"]).values(row))
    told = _by_part(settings)["engine"][-1]
    assert (told.sign, "longest running" in told.text) == (sign, True)


def test_a_database_that_was_not_migrated_is_ill(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (told,) = _by_part(settings)["database"]
    assert (told.sign, "evidence migrate" in told.text) == (Sign.ILL, True)


def test_a_setting_that_is_refused_hides_no_other_part(tmp_path: Path) -> None:
    given = {**production_settings(tmp_path), "court_key": None}
    (tmp_path / "data").mkdir()
    found = _by_part(Settings.model_validate(given))
    assert {told.sign for told in found["settings"]} == {Sign.ILL}
    assert {told.sign for told in found["blobs"]} <= {Sign.WELL, Sign.UNWISE}


def test_where_nothing_is_yet_nothing_is_made(tmp_path: Path) -> None:
    settings = Settings.model_validate(production_settings(tmp_path))
    (told,) = _by_part(settings)["data"]
    assert (told.sign, settings.data_dir.exists()) == (Sign.ILL, False)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    settings = Settings.model_validate(production_settings(tmp_path))
    settings.data_dir.mkdir()
    (told,) = _by_part(settings)["database"]
    assert (told.sign, list(settings.data_dir.glob("*.db*"))) == (Sign.ILL, [])


def test_a_database_that_is_gone_is_told_without_its_address(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    address = f"postgresql://user:secret@/evidence?host={tmp_path}"
    given = {**production_settings(tmp_path), "database": address}
    (told,) = _by_part(Settings.model_validate(given))["database"]
    assert (told.sign, "secret" in told.text) == (Sign.ILL, False)
