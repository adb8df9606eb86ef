"""Progress as server-sent events, beside polling: each step once, and an end.

Whoever comes again with `Last-Event-ID` is not told again what it knows. A stream ends with the
work, or after a while: then a browser comes again by itself, and is asked anew who it is.
"""

import time
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from anchors.limits import LIMITS
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import responses_of
from api.progress import ProgressBoard, Step
from api.service import service_of
from api.sight import BatchId, find_package, sight_of
from ingest.service import Service
from verify.canonical import canonical_json

__all__ = ["router"]

router = APIRouter(tags=["reading"])

_HEARTBEAT_S = 15.0
_FOUND = {
    200: {"content": {"text/event-stream": {}},
          "description": "`progress` events, and `done` in the end"},
    **responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid",
                   "http.unavailable"),
}  # fmt: skip


@router.get("/v1/batches/{batch}/events", response_class=Response, responses=_FOUND)
async def follow_batch(
    request: Request,
    batch: BatchId,
    principal: Annotated[Principal, allowed(Action.READ_BATCH)],
    last_event_id: Annotated[str | None, Header(max_length=100)] = None,
) -> Response:
    """Tell how far a package is until it is judged."""
    await run_in_threadpool(_seen, service_of(request), principal, batch)
    events = _events(_board(request), batch, principal.client, last_event_id)
    first = await anext(events)
    return StreamingResponse(_from(first, events), media_type="text/event-stream")


def _seen(service: Service, principal: Principal, batch: str) -> None:
    with service.database.read() as connection:
        find_package(connection, sight_of(principal, Action.READ_BATCH), batch)


def _board(request: Request) -> ProgressBoard:
    """Return the one board of the application, made when somebody first listens."""
    state = request.app.state
    if not hasattr(state, "progress"):
        state.progress = ProgressBoard(service_of(request))
    board: ProgressBoard = state.progress
    return board


async def _from(first: bytes, events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for one in events:
        yield one


async def _events(
    board: ProgressBoard, batch: str, who: str, seen: str | None
) -> AsyncIterator[bytes]:
    """Yield what is sent; first of all, once a place was given, how soon to come again."""
    until = time.monotonic() + LIMITS.event_seconds
    with board.listening(batch, who):
        yield b"retry: 2000\n\n"
        while time.monotonic() < until:
            step = await board.after(batch, seen, _HEARTBEAT_S)
            if step is None:
                yield b":\n\n"
                continue
            yield _event(step)
            seen = step.id
            if step.standing.over:
                return


def _event(step: Step) -> bytes:
    standing, (done, every, failed) = step.standing, step.standing.progress
    data = canonical_json({
        "state": standing.state, "judgement": standing.no,
        "progress": {"done": done, "all": every, "failed": failed},
    })  # fmt: skip
    name = "done" if standing.over else "progress"
    return f"event: {name}\nid: {step.id}\ndata: ".encode() + data + b"\n\n"
