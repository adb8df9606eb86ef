"""Batches: what was received, how far it is, and where each case stands."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from api.batchmodels import (
    BatchDetail,
    BatchPage,
    BatchSummary,
    CasePage,
    CaseSummary,
    JudgementModel,
    WaitingModel,
)
from api.paging import CursorText, Limit, next_cursor, row_of
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import responses_of
from api.service import service_of
from api.sight import BatchId, find_package, sight_of
from api.viewing import case_name_of, is_hidden
from ingest.store.reading import (
    cases_of,
    judgement_views,
    packages_of,
    progress_of,
    reasons_of,
    routes_of,
    waiting_of,
)

__all__ = ["router"]

router = APIRouter(tags=["reading"])

State = Literal["received", "judging", "judged", "refused", "cancelled", "deleted"]
RouteName = Literal[
    "HOLD", "OUT_OF_JURISDICTION", "AWAITING_DECISION", "NON_LITIGATION_CANDIDATE", "CORRECTION",
    "BATCH_ODR",
]  # fmt: skip
_LINKS = ("cases", "corrections", "faults", "report", "events")
_LISTED = responses_of("http.unauthorized", "http.forbidden", "http.invalid")
_FOUND = responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid")


@router.get("/v1/batches", responses=_LISTED)
def list_batches(
    request: Request,
    principal: Annotated[Principal, allowed(Action.READ_BATCH)],
    state: State | None = None,
    lender: Annotated[str | None, Query(pattern="^[0-9A-Z]{18}$")] = None,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> BatchPage:
    """List packages, the newest first."""
    with service_of(request).database.read() as connection:
        rows = packages_of(
            connection, sight_of(principal, Action.READ_BATCH),
            state=state, lender=lender, before=row_of(cursor), limit=limit + 1,
        )  # fmt: skip
    page, more = next_cursor(rows, limit)
    return BatchPage(items=[BatchSummary.of(one) for one in page], next_cursor=more)


@router.get("/v1/batches/{batch}", responses=_FOUND)
def read_batch(
    request: Request, batch: BatchId, principal: Annotated[Principal, allowed(Action.READ_BATCH)]
) -> BatchDetail:
    """Say how far a package is, and what its cases came to."""
    with service_of(request).database.read() as connection:
        row = find_package(connection, sight_of(principal, Action.READ_BATCH), batch)
        judgements = judgement_views(connection, row)
        progress = progress_of(connection, judgements)
        routes, waiting = routes_of(connection, row), waiting_of(connection, row)
        reasons = reasons_of(connection, judgements[0]) if judgements else []
    return BatchDetail(
        **BatchSummary.of(row).model_dump(),
        judgements=[JudgementModel.of(one, progress[one.id]) for one in judgements],
        routes=routes,
        waiting=WaitingModel.of(waiting),
        reasons=reasons,
        links={name: f"/v1/batches/{batch}/{name}" for name in _LINKS},
    )


@router.get("/v1/batches/{batch}/cases", responses=_FOUND)
def list_cases(
    request: Request,
    batch: BatchId,
    principal: Annotated[Principal, allowed(Action.READ_BATCH)],
    route: RouteName | None = None,
    waiting: Annotated[bool | None, Query(description="those that wait, or do not")] = None,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> CasePage:
    """List the cases of a package; names of parties are for the court."""
    service, sight = service_of(request), sight_of(principal, Action.READ_BATCH)
    with service.database.read() as connection:
        find_package(connection, sight, batch)
        rows = cases_of(
            connection, sight, batch,
            route=route, waiting=waiting, after=row_of(cursor) or 0, limit=limit + 1,
        )  # fmt: skip
    page, more = next_cursor(rows, limit)
    items = [
        CaseSummary.of(
            one,
            name=case_name_of(service, principal, batch, one),
            shows_counts=not is_hidden(service, principal, one.route),
        )
        for one in page
    ]
    return CasePage(items=items, next_cursor=more)
