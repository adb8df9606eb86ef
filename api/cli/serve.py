"""`evidence serve`: the application over HTTP, and worker processes beside it.

Without any setting it is a sandbox: it makes its database itself, and says with which secrets it
may be tried. Told to stop, it takes no new request, lets uploads end, has the workers give their
shards back, and ends.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn

from api.app import create_app
from api.cli.configured import begin_process, refuse_version, telling_faults
from api.cli.welcome import welcome
from api.connections import BoundedConnection
from api.identity.identity import ClientIdentity
from api.outside import Outside, open_outside
from api.settings import Settings
from api.site import Site
from api.supervisor import Supervisor
from api.wiring import adopt_outside, service_over
from ingest.service import Service
from ingest.store.migrate import is_current, migrate

__all__ = ["run_serve"]

_GRACE = 30
"""Seconds for requests that run when the server is told to stop."""


class _Server(uvicorn.Server):
    """A server that says when it listens, and tells the workers when it ends."""

    def __init__(self, config: uvicorn.Config, workers: Supervisor, told: str) -> None:
        super().__init__(config)
        self._workers = workers
        self._told = told

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, then say so."""
        await super().startup(sockets)  # type: ignore[arg-type]
        sys.stdout.write(self._told)
        sys.stdout.flush()

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Have the workers stop while the last requests end."""
        self._workers.ask_to_stop()
        await super().shutdown(sockets)  # type: ignore[arg-type]


def run_serve(settings: Settings, config: Path | None, *, as_json: bool) -> int:
    """Serve until told to stop; exit 0."""
    with telling_faults(settings):
        begin_process(_end)
        with open_outside(settings) as outside, service_over(settings, outside) as service:
            _bring_up_to_date(service)
            adopt_outside(service, outside)
            _listen(settings, config, service, outside, as_json=as_json)
    return 0


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _bring_up_to_date(service: Service) -> None:
    """Migrate a sandbox; production is migrated by who runs it, when it suits."""
    if is_current(service.database):
        return
    if service.environment == "production":
        raise refuse_version()
    migrate(service.database)


def _listen(
    settings: Settings, config: Path | None, service: Service, outside: Outside, *, as_json: bool
) -> None:
    listening = uvicorn.Config(
        _unbound, host=settings.host, port=settings.port, http=BoundedConnection, ws="none",
        access_log=False, log_config=None, proxy_headers=settings.behind_proxy, server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip
    bound = listening.bind_socket()
    address = f"http://{settings.host}:{bound.getsockname()[1]}"
    site = Site(
        settings.public_url or address, behind_proxy=settings.behind_proxy,
        metrics_on_loopback=settings.metrics_on_loopback,
    )  # fmt: skip
    identity = ClientIdentity(
        service.database, environment=service.environment, secret=outside.token_secret, site=site,
        clock=service.clock,
    )  # fmt: skip
    listening.app = create_app(service, identity, site)
    with _workers(settings, config, outside) as workers:
        told = welcome(settings, outside, address)
        line = json.dumps({"address": address, "data_dir": str(settings.data_dir.absolute())})
        _Server(listening, workers, f"{line}\n" if as_json else told).run([bound])


async def _unbound(*_: object) -> None:
    """Stand in until the address is known."""


@contextmanager
def _workers(settings: Settings, config: Path | None, outside: Outside) -> Iterator[Supervisor]:
    """Run the workers that the settings ask for."""
    count = settings.jobs.workers
    command = [sys.executable, "-m", "api.cli", "worker", "--with-parent"]
    if config is not None:
        command += ["--config", str(config)]
    environment = {**os.environ, "EVIDENCE_TSA_URL": outside.tsa_url}
    with Supervisor(command, os.cpu_count() or 1 if count is None else count, environment) as made:
        yield made
