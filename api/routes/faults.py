"""Every fault of a package, for who sent it: where, what was found, how it is mended and shown."""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.pages import page
from api.paging import CursorText, Limit, next_cursor, row_of
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import responses_of
from api.render.faults import Fault, Repeat, faults_of_case, faults_of_package, grouped
from api.service import service_of
from api.sight import BatchId, find_package, sight_of
from api.viewing import report_as_seen
from api.visitors import ask_who, visitor_of, who
from ingest.service import Service
from ingest.store.reading import JudgementView, VerdictRow, judgement_views, verdicts_of
from ingest.store.reports import read_reports
from verify.canonical import rfc3339

__all__ = ["FaultModel", "FaultPage", "every_fault", "router"]

router = APIRouter(tags=["reading"])

_LISTED = ("elements",)
_PAGE = 20
"""Cases of one page."""


class FaultModel(BaseModel):
    """One fault."""

    model_config = ConfigDict(extra="forbid")

    contract_no: str | None
    borrower: str | None = Field(description="masked as in reports")
    code: str = Field(examples=["element.money_form"])
    case: str | None = Field(description="null: the package as a whole")
    item: str | None = Field(description="evidence id, of a proof with its id behind")
    place: str = Field(description="path, name of the file, or sheet and column")
    zh: str
    en: str
    found: str | None
    expected: str | None
    cure_zh: str | None
    cure_en: str | None
    command: str = Field(
        description="shows it again, offline; `trust/` and `decisions/` of a sandbox are in"
        " `/v1/samples/world`"
    )
    decides: Literal["defect", "question"] | None = Field(
        description="what the verdict follows from: a defect, or a question that a person of the"
        " court answers; null of what is told besides"
    )
    explain: str = Field(description="says what the code means")


class FaultPage(BaseModel):
    """Faults of the package, then of its cases, case by case."""

    model_config = ConfigDict(extra="forbid")

    environment: str
    items: list[FaultModel]
    next_cursor: str | None


@router.get(
    "/v1/batches/{batch}/faults",
    responses=responses_of(
        "http.unauthorized", "http.forbidden", "http.not_found", "http.invalid", "http.unavailable"
    ),
)
def list_faults(
    request: Request,
    batch: BatchId,
    principal: Annotated[Principal, allowed(Action.READ_BATCH)],
    limit: Limit = 50,
    cursor: CursorText = None,
) -> FaultPage:
    """列出全部问题 List every fault with place, found, expected, cure and command.

    `limit` counts cases, and no case is cut.
    """
    service = service_of(request)
    found, more = every_fault(service, principal, batch, limit=limit, cursor=cursor)
    items = [FaultModel(**one._asdict(), explain=f"evidence explain {one.code}") for one in found]
    return FaultPage(environment=service.environment, items=items, next_cursor=more)


@router.get(
    "/batches/{batch}/faults", response_class=HTMLResponse, tags=["pages"],
    responses={
        200: {"content": {"text/html": {"schema": {"type": "string"}}}},
        303: {"description": "to the page that asks who you are"},
        **responses_of("http.forbidden", "http.not_found", "http.invalid", "http.unavailable"),
    },
)  # fmt: skip
def faults_page(
    request: Request,
    batch: BatchId,
    visitor: Annotated[Principal | None, visitor_of(Action.READ_BATCH)],
    cursor: CursorText = None,
) -> Response:
    """Show every fault to a person."""
    if visitor is None:
        return ask_who(request)
    service = service_of(request)
    found, more = every_fault(service, visitor, batch, limit=_PAGE, cursor=cursor)
    return page(
        "faults.html.j2", **who(request, visitor), batch=batch, groups=grouped(found), more=more
    )


def every_fault(
    service: Service, principal: Principal, batch: str, *, limit: int, cursor: str | None
) -> tuple[list[Fault], str | None]:
    """Return the faults of some cases, before the first of them the package's; and the cursor.

    Raises:
        ProblemError: there is no such package.
    """
    with service.database.read() as connection:
        package = find_package(connection, sight_of(principal, Action.READ_BATCH), batch)
        after = row_of(cursor) or 0
        rows = verdicts_of(connection, package, after=after, limit=limit + 1)
        judgements = judgement_views(connection, package)
    summary = next((one.summary for one in judgements if one.summary and _is_over(one)), None)
    chosen, more = next_cursor(rows, limit)
    found: list[Fault] = []
    received = rfc3339(package.stated_at or package.received_at)
    repeat = Repeat(listed=package.form in _LISTED, at=received or "")
    if summary is not None and cursor is None:
        whole = json.loads(service.blobs.read(summary))
        if whole.get("batch"):
            whole = report_as_seen(service, principal, whole, batch=True).value
        found += faults_of_package(whole, repeat)
    for report in _reports(service, principal, chosen):
        found += faults_of_case(report, repeat)
    return found, more


def _is_over(judgement: JudgementView) -> bool:
    return judgement.state in {"closed", "refused"}


def _reports(
    service: Service, principal: Principal, rows: Sequence[VerdictRow]
) -> Iterator[dict[str, Any]]:
    for line in read_reports(service.blobs, rows):
        yield report_as_seen(service, principal, json.loads(line)).value
