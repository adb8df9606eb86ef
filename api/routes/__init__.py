"""The routes of the service, one file a resource; `ROUTERS` is what the application includes."""

from fastapi import APIRouter

from api.routes import health, login, openapi, token

__all__ = ["ROUTERS"]

ROUTERS: tuple[APIRouter, ...] = (
    token.router,
    login.router,
    health.router,
    openapi.router,
)
