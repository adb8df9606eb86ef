"""What a route finds at its application."""

from fastapi import Request

from api.site import Site
from ingest.service import Service

__all__ = ["service_of", "site_of"]


def service_of(request: Request) -> Service:
    """Return the service of the application that a request came to."""
    service: Service = request.app.state.service
    return service


def site_of(request: Request) -> Site:
    """Return where that application is seen from outside."""
    site: Site = request.app.state.site
    return site
