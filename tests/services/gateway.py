"""The real service for tests: `evidence serve` in a process of its own, on a free port.

    with serving(tmp_path) as gateway:
        with gateway.client("sandbox-lender") as http:
            http.get("/v1/batches")

Whatever the test does, the server and its workers are gone when the block ends.
"""

import json
import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import httpx

__all__ = ["Gateway", "serving"]

_TIMES = {"HEARTBEAT_S": 0.2, "LEASE_S": 1, "REAPER_S": 2}
_STOPS_WITHIN = 60


class Gateway(NamedTuple):
    """A service that runs."""

    address: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path
    """What it said on standard error."""

    @property
    def secrets(self) -> Mapping[str, str]:
        """Client id to secret."""
        found: Mapping[str, str] = self._drawn["clients"]
        return found

    @property
    def platform_key(self) -> str:
        """Private key of the client `sandbox-platform`, a JWK."""
        return json.dumps(self._drawn["platform_key"])

    @property
    def _drawn(self) -> Mapping[str, Any]:
        stored: Mapping[str, Any] = json.loads((self.data_dir / "sandbox.json").read_bytes())
        return stored

    def token(self, client: str) -> str:
        """Return an access token of a client, got with its secret."""
        answer = httpx.post(
            f"{self.address}/v1/token",
            auth=(client, self.secrets[client]),
            data={"grant_type": "client_credentials"},
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def client(self, client: str) -> httpx.Client:
        """Return an HTTP client that speaks as one of the sandbox's clients."""
        bearer = {"Authorization": f"Bearer {self.token(client)}"}
        return httpx.Client(base_url=self.address, headers=bearer, timeout=30)

    def submit(self, package: bytes) -> str:
        """Send a package as the sandbox's platform, received when the fake world says; its id."""
        with self.client("sandbox-platform") as http:
            sent = http.post(
                "/v1/packages",
                content=package,
                headers={
                    "Idempotency-Key": "first",
                    "Content-Type": "application/zip",
                    "Content-Digest": f"sha-256=:{b64encode(sha256(package).digest()).decode()}:",
                    "Sandbox-Received-At": "2025-06-10T03:00:00Z",
                },
            )
        assert sent.status_code == 202, sent.text
        return str(sent.json()["id"])

    def stop(self) -> int:
        """Tell it to stop, and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_STOPS_WITHIN)

    def kill(self) -> None:
        """End it at once; its workers find out by themselves."""
        self.process.kill()
        self.process.wait(_STOPS_WITHIN)


@contextmanager
def serving(
    data_dir: Path,
    *,
    workers: int = 1,
    database: str = "",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Gateway]:
    """Run a sandbox over a folder; a second time over the same folder is a restart.

    Args:
        data_dir: where it keeps everything that is nowhere else.
        workers: worker processes.
        database: address of PostgreSQL; empty for SQLite in `data_dir`.
        settings: more of the environment: names without `EVIDENCE_`, such as `BLOBS__URL`.
    """
    stated = {"DATA_DIR": data_dir, "DATABASE": database, **(settings or {})}
    stated |= {f"JOBS__{name}": value for name, value in _TIMES.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVIDENCE_")}
    environment = {**kept, **{f"EVIDENCE_{name}": str(value) for name, value in stated.items()}}
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--json"]
    data_dir.mkdir(exist_ok=True)
    log = data_dir / "stderr.log"
    with (
        log.open("ab") as errors,
        subprocess.Popen(
            [*command, "--workers", str(workers)], env=environment, stdout=subprocess.PIPE,
            stderr=errors,
        ) as process,
    ):  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, log.read_text("utf-8", "replace")
        try:
            yield Gateway(json.loads(line)["address"], data_dir, process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                _wait(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
