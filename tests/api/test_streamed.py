from typing import Annotated

import pytest
from fastapi import APIRouter, Body, Header, Response

from api.permissions import Action
from api.principal import Principal, allowed
from api.streamed import StreamedRoute

_Who = Annotated[Principal, allowed(Action.SUBMIT)]


async def takes_header(principal: _Who, more: Annotated[str, Header()]) -> Response:
    return Response()


async def takes_query(principal: _Who, more: str) -> Response:
    return Response()


async def takes_body(principal: _Who, more: Annotated[str, Body()]) -> Response:
    return Response()


@pytest.mark.parametrize("endpoint", [takes_header, takes_query, takes_body])
def test_what_takes_a_stream_asks_for_its_principal_and_path_alone(endpoint: object) -> None:
    router = APIRouter(route_class=StreamedRoute)
    with pytest.raises(ValueError, match="asks for more"):
        router.put("/files")(endpoint)  # type: ignore[type-var]
