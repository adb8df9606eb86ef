"""Cases: where one stands, and every verdict that it ever had."""

from typing import Annotated

from fastapi import APIRouter, Request

from api.batchmodels import CaseDetail, CaseSummary, VerdictModel, VerdictPage
from api.paging import CursorText, Limit, next_cursor, row_of
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import responses_of
from api.service import service_of
from api.sight import BatchId, CaseKey, find_case, find_package, sight_of
from api.viewing import case_name_of, is_hidden
from ingest.store.reading import verdicts_of

__all__ = ["router"]

router = APIRouter(tags=["reading"])

_LINKS = ("verdicts", "report", "kit")
_FOUND = responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid")


@router.get("/v1/cases/{batch}/{case_key}", responses=_FOUND)
def read_case(
    request: Request,
    batch: BatchId,
    case_key: CaseKey,
    principal: Annotated[Principal, allowed(Action.READ_CASE)],
) -> CaseDetail:
    """Say where a case stands."""
    service = service_of(request)
    with service.database.read() as connection:
        row = find_case(connection, sight_of(principal, Action.READ_CASE), batch, case_key)
    stands = CaseSummary.of(
        row,
        name=case_name_of(service, principal, batch, row),
        shows_counts=not is_hidden(service, principal, row.route),
    )
    links = {name: f"/v1/cases/{batch}/{case_key}/{name}" for name in _LINKS}
    return CaseDetail(**stands.model_dump(), batch=batch, links=links)


@router.get("/v1/cases/{batch}/{case_key}/verdicts", responses=_FOUND)
def list_verdicts(
    request: Request,
    batch: BatchId,
    case_key: CaseKey,
    principal: Annotated[Principal, allowed(Action.READ_CASE)],
    limit: Limit = 50,
    cursor: CursorText = None,
) -> VerdictPage:
    """List every verdict of a case in the order in which they were made."""
    with service_of(request).database.read() as connection:
        sight = sight_of(principal, Action.READ_CASE)
        case = find_case(connection, sight, batch, case_key)
        package = find_package(connection, sight, batch)
        rows = verdicts_of(
            connection, package, case_key=case_key, after=row_of(cursor) or 0, limit=limit + 1
        )
    page, more = next_cursor(rows, limit)
    items = [VerdictModel.of(one, current=one.seq == case.verdict) for one in page]
    return VerdictPage(items=items, next_cursor=more)
