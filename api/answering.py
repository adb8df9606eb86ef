"""One process that answers HTTP: the application over a service, on a socket that is bound."""

from collections.abc import Callable

import uvicorn

from api.app import create_app
from api.connections import BoundedConnection
from api.identity.identity import ClientIdentity
from api.outside import Outside
from api.settings import Settings
from api.siblings import BoundSocket
from api.site import Site
from ingest.service import Service

__all__ = ["HttpServer", "address_of", "server_over"]

_GRACE = 30
"""Seconds for requests that run when the server is told to stop."""


class HttpServer(uvicorn.Server):
    """A server that says when it listens and when it begins to stop."""

    def __init__(
        self,
        config: uvicorn.Config,
        bound: BoundSocket,
        *,
        listens: Callable[[], None],
        stops: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._bound = bound
        self._listens = listens
        self._stops = stops

    def answer(self) -> None:
        """Answer until told to stop: by SIGTERM, SIGINT, `stop` or `end`."""
        self.run([self._bound])

    def stop(self) -> None:
        """Take no new request, and end once the last one has."""
        self.should_exit = True

    def end(self) -> None:
        """Wait for nobody."""
        self.should_exit = self.force_exit = True

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, then say so."""
        await super().startup(sockets)  # type: ignore[arg-type]
        self._listens()

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Say so, and let the last requests end."""
        self._stops()
        await super().shutdown(sockets)  # type: ignore[arg-type]


def server_over(
    settings: Settings,
    service: Service,
    outside: Outside,
    bound: BoundSocket,
    *,
    listens: Callable[[], None] = lambda: None,
    stops: Callable[[], None] = lambda: None,
) -> HttpServer:
    """Return the server of a service, which answers on a bound socket."""
    site = Site(
        settings.public_url or address_of(settings, bound), behind_proxy=settings.behind_proxy,
        metrics_on_loopback=settings.metrics_on_loopback,
    )  # fmt: skip
    identity = ClientIdentity(
        service.database, environment=service.environment, secret=outside.token_secret, site=site,
        clock=service.clock,
    )  # fmt: skip
    config = uvicorn.Config(
        create_app(service, identity, site), http=BoundedConnection, ws="none", access_log=False,
        log_config=None, proxy_headers=settings.behind_proxy, server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip
    return HttpServer(config, bound, listens=listens, stops=stops)


def address_of(settings: Settings, bound: BoundSocket) -> str:
    """Return where a server is on this machine."""
    return f"http://{settings.host}:{bound.getsockname()[1]}"
