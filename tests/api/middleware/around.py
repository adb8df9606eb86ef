"""A small application behind all that every request passes."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response, StreamingResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, field_validator
from starlette.testclient import TestClient

from api.answers import add_handlers
from api.middleware.stack import add_middleware
from api.permissions import Action
from api.principal import public
from api.site import Site
from ingest.service import Service

PERSON = "张三 440199198001010011"


class Word(BaseModel):
    word: Annotated[str, Field(max_length=5)]
    number: int = 0

    @field_validator("number")
    @classmethod
    def small(cls, value: int) -> int:
        if value > 9:
            raise ValueError(f"{value} is too large")
        return value


def client_of(service: Service, site: Site = Site()) -> TestClient:  # noqa: B008 - a value
    """Return a client of the small application."""
    app, router = FastAPI(openapi_url=None), APIRouter()

    @router.post("/echo", dependencies=[public(Action.LEARN)])
    async def echo(request: Request) -> int:
        return len(await request.body())

    @router.post("/words/{name}", dependencies=[public(Action.LEARN)])
    def words(name: str, body: Word, limit: int = 1) -> str:
        return name

    @router.get("/words/{name}", dependencies=[public(Action.LEARN)])
    def read(name: str) -> str:
        return name

    @router.get("/fault", dependencies=[public(Action.LEARN)])
    def fault() -> None:
        raise KeyError(PERSON)

    @router.get("/cut", dependencies=[public(Action.LEARN)])
    def cut() -> Response:
        async def half() -> AsyncIterator[bytes]:
            yield b"first"
            raise KeyError(PERSON)

        return StreamingResponse(half())

    app.include_router(router)
    add_handlers(app, [one for one in router.routes if isinstance(one, APIRoute)])
    add_middleware(app, service, site)
    return TestClient(app, base_url="http://gateway.test", raise_server_exceptions=True)
