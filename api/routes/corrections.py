"""Correction lists 补正清单: every defect of the cases of a package that are to be corrected."""

import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from api.paging import CursorText, Limit, next_cursor, row_of
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import responses_of
from api.render.corrections import corrections_csv, corrections_of
from api.service import service_of
from api.sight import BatchId, find_package, sight_of
from api.viewing import report_as_seen
from ingest.service import Service
from ingest.store.reading import PackageView, VerdictRow, verdicts_of
from ingest.store.reports import read_reports
from verify.rules.verdict import Route

__all__ = ["Correction", "CorrectionPage", "router"]

router = APIRouter(tags=["reading"])

_PAGE = 200
_FOUND = responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid")


class Correction(BaseModel):
    """One defect."""

    model_config = ConfigDict(extra="forbid")

    case_key: str
    contract_no: str | None
    loan_no: str | None
    borrower: str | None
    article: str
    code: str
    items: list[str]
    elements: list[str]
    zh: str
    en: str
    observed: str | None
    expected: str | None
    curable: bool
    cure_zh: str | None
    cure_en: str | None
    side: str


class CorrectionPage(BaseModel):
    """Defects of some cases, case by case."""

    model_config = ConfigDict(extra="forbid")

    items: list[Correction]
    next_cursor: str | None


@router.get("/v1/batches/{batch}/corrections", responses=_FOUND)
def list_corrections(
    request: Request,
    batch: BatchId,
    principal: Annotated[Principal, allowed(Action.READ_BATCH)],
    limit: Limit = 50,
    cursor: CursorText = None,
) -> CorrectionPage:
    """List every defect with its cure; `limit` counts cases, and no case is cut."""
    service = service_of(request)
    with service.database.read() as connection:
        package = find_package(connection, sight_of(principal, Action.READ_BATCH), batch)
        rows = verdicts_of(
            connection, package,
            route=Route.CORRECTION, after=row_of(cursor) or 0, limit=limit + 1,
        )  # fmt: skip
    page, more = next_cursor(rows, limit)
    found = _defects(service, principal, page)
    return CorrectionPage(items=[Correction(**one) for one in found], next_cursor=more)


@router.get(
    "/v1/batches/{batch}/corrections.csv", response_class=Response,
    responses={200: {"content": {"text/csv": {}}, "description": "the whole list"}, **_FOUND},
)  # fmt: skip
def download_corrections(
    request: Request, batch: BatchId, principal: Annotated[Principal, allowed(Action.READ_BATCH)]
) -> Response:
    """Give the whole list for a spreadsheet."""
    service = service_of(request)
    with service.database.read() as connection:
        package = find_package(connection, sight_of(principal, Action.READ_BATCH), batch)
    name = f'attachment; filename="corrections-{batch}.csv"'
    lines = corrections_csv(_every(service, principal, package))
    return StreamingResponse(
        lines, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def _every(
    service: Service, principal: Principal, package: PackageView
) -> Iterator[dict[str, Any]]:
    after = 0
    while True:
        with service.database.read() as connection:
            rows = verdicts_of(
                connection, package, route=Route.CORRECTION, after=after, limit=_PAGE
            )
        yield from _defects(service, principal, rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def _defects(
    service: Service, principal: Principal, rows: Iterable[VerdictRow]
) -> Iterator[dict[str, Any]]:
    for line in read_reports(service.blobs, rows):
        yield from corrections_of(report_as_seen(service, principal, json.loads(line)).value)
