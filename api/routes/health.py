"""Whether this process lives, whether it can take requests, and its metrics."""

from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, ConfigDict

from api.permissions import Action
from api.principal import declares, permitted, public
from api.problems import responses_of
from api.service import site_of

if TYPE_CHECKING:
    from api.readiness import Watch

__all__ = ["Life", "Ready", "router"]

router = APIRouter(tags=["operations"])

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_OWN_ADDRESSES = frozenset({"127.0.0.1", "::1"})


class Life(BaseModel):
    """This process answers."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Whether requests can be taken."""

    model_config = ConfigDict(extra="forbid")

    ready: bool
    reasons: list[Literal["database", "schema", "blobs", "room"]]
    degraded: list[Literal["workers"]]


@router.get("/healthz", dependencies=[public(Action.HEALTH)])
async def healthz() -> Life:
    """Say that the process lives; nothing else is looked at."""
    return Life()


@router.get(
    "/readyz", dependencies=[public(Action.HEALTH)],
    responses={503: {"model": Ready, "description": "it cannot take requests"}},
)  # fmt: skip
def readyz(request: Request, response: Response) -> Ready:
    """Say whether requests can be taken, and if not, why."""
    watch: Watch = request.app.state.watch
    found = watch.now()
    response.status_code = 200 if found.is_ready else 503
    return Ready.model_validate(
        {"ready": found.is_ready, "reasons": [*found.reasons], "degraded": [*found.degraded]}
    )


async def _operator_or_neighbour(request: Request) -> None:
    """Let pass an operator, and whoever is on this very machine.

    A scraper beside the process has no key to keep. What was passed on may come from anywhere, and
    so may everything behind a proxy, unless the operator says that it tells for whom it asks.
    """
    site, client = site_of(request), request.client
    beside = client is not None and client.host in _OWN_ADDRESSES
    passed_on = any(name in request.headers for name in _FORWARDED)
    if not (site.gives_metrics_beside and beside and not passed_on):
        await permitted(request, Action.OPERATE)


@router.get(
    "/metrics",
    dependencies=[Depends(declares(_operator_or_neighbour, Action.OPERATE))],
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **responses_of("http.unauthorized", "http.forbidden", "http.login_not_configured"),
    },
    response_class=Response,
)
def metrics(request: Request) -> Response:
    """Give the metrics in Prometheus' text format."""
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE_LATEST)
