"""A court in production, behind its proxy: keys and clients of its own, nothing of a sandbox."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from joserfc import jwt
from typer.testing import CliRunner

from api.cli.main import app
from api.identity.keys import ASSERTION_TYPE
from tests.kill.stand import wait_until
from tests.services.court import client_key, production_file
from tests.services.packages import good_package

pytestmark = pytest.mark.enable_socket
_HOST = "evidence.example"
_SITE = f"https://{_HOST}"


class Court(NamedTuple):
    """A service that runs, as its proxy reaches it."""

    http: httpx.Client
    process: "subprocess.Popen[bytes]"
    log: Path

    def show(self, jti: str) -> httpx.Response:
        """Ask for a token with an assertion of the platform."""
        now = int(time.time())
        stated = {
            "iss": "platform-1", "sub": "platform-1", "aud": _SITE, "iat": now, "exp": now + 60,
            "jti": jti,
        }  # fmt: skip
        form = {
            "grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": jwt.encode({"alg": "ES256", "kid": "1"}, stated, client_key()),
        }  # fmt: skip
        return self.http.post("/v1/token", data=form)


@contextmanager
def _court(config: Path) -> Iterator[Court]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVIDENCE_")}
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--json", "--workers", "0"]
    log = config.with_name("stderr.log")
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [*command, "--config", str(config)], env=kept, stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, log.read_text("utf-8")
        passed_on = {
            "Host": _HOST, "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
        }  # fmt: skip
        try:
            with httpx.Client(base_url=json.loads(line)["address"], headers=passed_on) as http:
                yield Court(http, process, log)
        finally:
            process.kill()


def test_a_court_takes_whom_its_registry_names_and_nobody_else(tmp_path: Path) -> None:
    config = production_file(tmp_path, behind_proxy=True, metrics_on_loopback=True)
    assert CliRunner().invoke(app, ["migrate", "--config", str(config)]).exit_code == 0
    with _court(config) as court:
        granted = court.show("once")
        assert (granted.status_code, court.show("once").status_code) == (200, 401)
        bearer = {"Authorization": f"Bearer {granted.json()['access_token']}"}
        assert court.http.get("/v1/batches", headers=bearer).json()["items"] == []
        assert court.http.get("/v1/batches").status_code == 401
        _refuses_what_is_of_a_sandbox(court, bearer)
        assert court.http.get("/metrics").status_code == 403
        beside = httpx.get(court.http.base_url.join("/metrics"), headers={"Host": _HOST})
        assert "evidence_workers 0" in beside.text
        assert court.http.get("/v1/batches", headers={"Host": "elsewhere"}).status_code == 421

        registry = tmp_path / "clients.toml"
        registry.write_text(registry.read_text("utf-8").replace("platform-1", "other"), "utf-8")
        assert CliRunner().invoke(app, ["clients", "--config", str(config)]).exit_code == 0
        wait_until(lambda: court.http.get("/v1/batches", headers=bearer).status_code == 401, 10)
        assert court.show("twice").status_code == 401

        court.process.send_signal(signal.SIGTERM)
        assert court.process.wait(30) == 0
        assert "platform-1" in court.log.read_text("utf-8")


def _refuses_what_is_of_a_sandbox(court: Court, bearer: dict[str, str]) -> None:
    sent = {**bearer, "Idempotency-Key": "first", "Content-Type": "application/zip"}
    refused = court.http.post("/v1/packages", content=good_package(), headers=sent)
    people = court.http.post("/login", data={"client": "judge", "key": "x"})
    secret = court.http.post(
        "/v1/token", data={"grant_type": "client_credentials"}, auth=("platform-1", "x")
    )
    assert refused.status_code == 422, refused.text
    assert people.status_code == 403
    assert secret.status_code == 401
