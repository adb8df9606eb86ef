"""`evidence serve`: the application over HTTP, in some processes, and worker processes beside it.

Without any setting it is a sandbox: it makes its database itself, and says with which secrets it
may be tried. Told to stop, it takes no new request, lets uploads end, has the workers give their
shards back, and ends.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

import typer

from api.answering import address_of, server_over
from api.arenas import share_arenas
from api.cli.configured import begin_process, refuse_version, telling_faults
from api.cli.welcome import welcome
from api.outside import Outside, open_outside
from api.settings import Settings
from api.siblings import BoundSocket, Lifeline, Siblings, listening_sockets
from api.supervisor import Supervisor
from api.wiring import adopt_outside, service_over
from ingest.service import Service
from ingest.store.migrate import is_current, migrate

__all__ = ["run_serve"]


def run_serve(settings: Settings, config: Path | None, *, as_json: bool) -> int:
    """Serve until told to stop; exit 0."""
    with telling_faults(settings):
        begin_process(_end)
        share_arenas()
        count = settings.http_processes or min(2, os.cpu_count() or 1)
        sockets = listening_sockets(settings.host, settings.port, count)
        with Siblings(partial(_serve_beside, settings, sockets), count - 1) as siblings:
            _close_others(sockets, 0)
            with open_outside(settings) as outside, service_over(settings, outside) as service:
                _bring_up_to_date(service)
                adopt_outside(service, outside)
                siblings.begin(outside.tsa_url)
                with _workers(settings, config, outside) as workers:
                    beside = (workers, siblings)
                    _serve(settings, service, outside, sockets[0], beside, as_json=as_json)
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


def _serve(
    settings: Settings,
    service: Service,
    outside: Outside,
    bound: BoundSocket,
    beside: Sequence[Supervisor | Siblings],
    *,
    as_json: bool,
) -> None:
    """Answer as the process that the others belong to."""
    address = address_of(settings, bound)
    told = welcome(settings, outside, address)
    line = json.dumps({"address": address, "data_dir": str(settings.data_dir.absolute())})

    def listens() -> None:
        sys.stdout.write(f"{line}\n" if as_json else told)
        sys.stdout.flush()

    def stops() -> None:
        for one in beside:
            one.ask_to_stop()

    server_over(settings, service, outside, bound, listens=listens, stops=stops).answer()


def _serve_beside(
    settings: Settings, sockets: Sequence[BoundSocket], number: int, line: Lifeline
) -> None:
    """Answer as one of the others, once and as long as the first process says."""
    _close_others(sockets, number)
    tsa_url = line.begin()
    if tsa_url is None:
        return
    there = settings.model_copy(update={"tsa_url": tsa_url})
    try:
        with (
            telling_faults(there), open_outside(there) as outside,
            service_over(there, outside) as service,
        ):  # fmt: skip
            server = server_over(there, service, outside, sockets[number])
            line.watch(server.stop, server.end)
            server.answer()
    except typer.Exit as ended:
        raise SystemExit(ended.exit_code) from None


def _close_others(sockets: Sequence[BoundSocket], own: int) -> None:
    """Let other processes alone listen on what is theirs."""
    for number, bound in enumerate(sockets):
        if number != own:
            bound.close()


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
