"""The routes of the service, one file a resource; `ROUTERS` is what the application includes."""

from fastapi import APIRouter

__all__ = ["ROUTERS"]

ROUTERS: tuple[APIRouter, ...] = ()
