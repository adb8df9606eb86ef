"""The application: routes, problems, and what every answer carries."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from api.principal import Identity
from api.problems import ProblemError
from api.routes import ROUTERS
from ingest.service import Service
from verify.version import VERSION

__all__ = ["create_app", "service_of"]


def create_app(service: Service, identity: Identity) -> FastAPI:
    """Return the application over a service; nothing of it is global."""
    app = FastAPI(
        title="证据网关 Evidence Gateway",
        version=VERSION,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.service = service
    app.state.identity = identity
    app.add_exception_handler(ProblemError, _problem)
    for router in ROUTERS:
        app.include_router(router)
    return app


def service_of(request: Request) -> Service:
    """Return the service of the application that a request came to."""
    service: Service = request.app.state.service
    return service


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    request_id = getattr(request.state, "request_id", None)
    return JSONResponse(
        error.as_problem(request_id).model_dump(mode="json"),
        error.row.status,
        headers=error.headers,
        media_type="application/problem+json",
    )
