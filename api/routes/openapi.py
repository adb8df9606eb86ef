"""The description of the API, as it is."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.permissions import Action
from api.principal import public

__all__ = ["router"]

router = APIRouter(tags=["operations"])


@router.get("/openapi.json", dependencies=[public(Action.LEARN)], include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """Give the OpenAPI description."""
    described: dict[str, Any] = request.app.openapi()
    return JSONResponse(described)
