"""What a sandbox trusts and what its court decided beforehand, to repeat its checks offline."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.permissions import Action
from api.principal import public
from api.problems import ProblemError, responses_of
from api.samples import COURT_PROFILES
from api.service import service_of
from api.worldfile import world_archive
from ingest.intake.errors import ApartError

__all__ = ["router"]

router = APIRouter(tags=["sandbox"])

_TYPE = "application/zip"


@router.get(
    "/v1/samples/world",
    dependencies=[public(Action.LEARN)],
    response_class=Response,
    responses={
        200: {"content": {_TYPE: {"schema": {"type": "string", "format": "binary"}}}},
        **responses_of("http.not_found", "http.invalid", "http.unavailable"),
    },
)
def read_sample_world(
    request: Request,
    profile: Annotated[
        str, Query(pattern=r"^[a-z0-9_]{0,64}$", description="as of Sandbox-Court-Profile")
    ] = "",
) -> Response:
    """下载沙箱的信任清单与认定 Give `trust/` and `decisions/` for `evidence check`."""
    if service_of(request).environment != "sandbox" or profile not in COURT_PROFILES:
        raise ProblemError("http.not_found")
    try:
        octets = world_archive(profile)
    except ApartError as error:
        raise ProblemError("http.unavailable", headers={"Retry-After": "10"}) from error
    named = {"Content-Disposition": 'attachment; filename="world.zip"'}
    return Response(octets, headers=named, media_type=_TYPE)
