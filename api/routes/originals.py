"""Originals 证据原件: to be kept or looked at elsewhere, never shown by this service's pages."""

from functools import partial
from typing import Annotated
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Path, Request, Response

from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.ranges import ranged
from api.service import service_of
from api.sight import BatchId, CaseKey, find_case, find_package, sight_of
from ingest.handing.originals import Original, open_original
from ingest.handing.originalshelf import OriginalShelf

__all__ = ["router"]

router = APIRouter(tags=["handoffs"])

ItemId = Annotated[
    str,
    Path(pattern="^(shared:)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
         description="an item of the case, or `shared:<id>`", examples=["contract"]),
]  # fmt: skip
_CONTENT = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_FOUND = {
    200: {"content": _CONTENT, "description": "the original"},
    206: {"content": _CONTENT, "description": "the range of it that was asked for"},
    **responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.range",
                   "http.invalid", "http.unavailable"),
}  # fmt: skip
_log = structlog.get_logger(__name__)


@router.get(
    "/v1/cases/{batch}/{case_key}/items/{item}/original", response_class=Response,
    responses=_FOUND,
)  # fmt: skip
def read_original(
    request: Request,
    batch: BatchId,
    case_key: CaseKey,
    item: ItemId,
    principal: Annotated[Principal, allowed(Action.READ_ORIGINALS)],
) -> Response:
    """Give an original as it was sent; every reading is logged."""
    service, sight = service_of(request), sight_of(principal, Action.READ_ORIGINALS)
    with service.database.read() as connection:
        case = find_case(connection, sight, batch, case_key)
        package = find_package(connection, sight, batch)
    copied = partial(open_original, service, package, case.shard, case_key, item)
    in_part = "range" in request.headers
    found = _shelf(request).open((batch, case_key, item), copied) if in_part else copied()
    if found is None:
        raise ProblemError("http.not_found")
    _log.info("original.read", client=principal.client, batch=batch, case=case_key, item=item)
    return ranged(request, found.file, found.size, f'"{found.sha256}"', _headers(found, item))


def _shelf(request: Request) -> OriginalShelf:
    """Return the one shelf of the application, made when somebody first reads in part."""
    state = request.app.state
    if not hasattr(state, "originals"):
        state.originals = OriginalShelf()
    shelf: OriginalShelf = state.originals
    return shelf


def _headers(found: Original, item: str) -> dict[str, str]:
    """Return what keeps a browser from doing anything with it but keeping it."""
    name = quote(found.file_name or item, safe="")
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Evidence-Digest": "declared" if found.declared == found.sha256 else "differs",
    }
