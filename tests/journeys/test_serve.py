"""The service as it is started: a sandbox out of nothing, and a clean end."""

from pathlib import Path

import httpx
import pytest

from tests.services.gateway import serving
from tests.services.postgres import postgres_address, postgres_server

__all__ = ["postgres_address", "postgres_server"]


@pytest.mark.enable_socket
def test_a_sandbox_starts_out_of_nothing_and_starts_again_as_it_was(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as first:
        assert httpx.get(f"{first.address}/healthz").status_code == 200
        secrets, token = first.secrets, first.token("sandbox-lender")
        assert first.stop() == 0
    with serving(tmp_path / "data", workers=0) as second:
        assert (second.secrets, bool(token)) == (secrets, True)
    assert (tmp_path / "data" / "sandbox.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.enable_socket
def test_a_sandbox_runs_on_postgresql_too(tmp_path: Path, postgres_address: str) -> None:
    with serving(tmp_path / "data", database=postgres_address) as gateway:
        assert gateway.token("sandbox-judge")
        assert gateway.stop() == 0
    assert not (tmp_path / "data" / "evidence.db").exists()
