"""The service is built from settings alone, in production without a word of the fixtures."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.outside import OutsideError, open_outside
from api.settings import Settings
from api.wiring import adopt_outside, open_service, service_over
from ingest.store.migrate import migrate
from tests.services.court import production_settings

_BLOCKED = """
import sys
sys.modules["fixtures"] = None
import api.cli.serve, api.cli.worker, api.cli.migrate, api.cli.doctor
"""


def _settings(folder: Path, **changed: object) -> Settings:
    return Settings.model_validate({**production_settings(folder), **changed})


def test_production_runs_where_the_fixtures_are_not_installed() -> None:
    subprocess.run([sys.executable, "-c", _BLOCKED], check=True)


def test_a_production_service_has_what_its_settings_name(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    with open_outside(settings) as outside, service_over(settings, outside) as service:
        migrate(service.database)
        adopt_outside(service, outside)
        adopt_outside(service, outside)
        assert (service.environment, service.stamper) == ("production", None)
        assert service.trust.current().environment == "production"


@pytest.mark.parametrize(
    "changed",
    [
        {"policy": Path("/nowhere")},
        {"courts": Path("/nowhere")},
        {"sources": Path("/nowhere")},
        {"column_keys": {"1": "00"}},
        {"tsa_url": "gopher://tsa"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, changed: dict[str, object]) -> None:
    with (
        pytest.raises(OutsideError, match=next(iter(changed))),
        open_service(_settings(tmp_path, **changed)),
    ):
        pass
