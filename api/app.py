"""The application: routes, problems, and what every answer carries."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig

from api.answers import add_handlers
from api.middleware.stack import add_middleware
from api.openapi import describe
from api.principal import Identity
from api.readiness import Watch
from api.routes.table import ROUTERS
from api.samples import SampleShelf
from api.site import Site
from ingest.service import Service
from verify.version import VERSION

__all__ = ["create_app", "description", "routes_of"]

_ANYWHERE = Site()
_SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""The framework's own telemetry would tell what was sent, wherever the environment says."""


def create_app(service: Service, identity: Identity, site: Site = _ANYWHERE) -> FastAPI:
    """Return the application over a service; nothing of it is global."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, telemetry=_SILENT)
    # Not one layer a router: each would be asked for its routes, and the one that has it twice.
    app.router.routes += routes_of()
    app.openapi = _described(site).openapi  # type: ignore[method-assign]
    app.state.service = service
    app.state.identity = identity
    app.state.site = site
    app.state.watch = Watch(service)
    app.state.samples = SampleShelf(service.folder)
    add_handlers(app, routes_of())
    add_middleware(app, service, site)
    return app


def description() -> dict[str, Any]:
    """Return the OpenAPI description of the routes, wherever they are served."""
    return _described(_ANYWHERE).openapi()


def _described(site: Site) -> FastAPI:
    """Return what describes itself, and serves nothing."""
    app = FastAPI(
        title="证据网关 Evidence Gateway",
        version=VERSION,
        generate_unique_id_function=lambda route: route.name,
    )
    for router in ROUTERS:
        app.include_router(router)
    describe(app, routes_of(), site)
    return app


def routes_of() -> tuple[APIRoute, ...]:
    """Return every route of the application."""
    there = [route for router in ROUTERS for route in router.routes]
    return tuple(route for route in there if isinstance(route, APIRoute))
