"""Pages for people: your packages, how far one is, and the reports. No script is needed to read."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.batchmodels import BatchDetail
from api.pages import page
from api.paging import CursorText
from api.permissions import Action, reach_of
from api.principal import Principal
from api.problems import responses_of
from api.render.admissionwords import ROUTES
from api.render.measures import to_second
from api.routes.batches import list_batches, list_cases, read_batch
from api.routes.reports import batch_report, case_report
from api.service import service_of
from api.sight import BatchId, CaseKey, find_package, sight_of
from api.visitors import ask_who, visitor_of, who
from ingest.store.reading import routes_by_package
from ingest.store.receipts import receipt_seen

__all__ = ["router"]

router = APIRouter(tags=["pages"])

_PAGE: dict[int | str, dict[str, object]] = {
    200: {"content": {"text/html": {"schema": {"type": "string"}}}},
    303: {"description": "to the page that asks who you are"},
}
_LISTED = {**_PAGE, **responses_of("http.forbidden", "http.invalid")}
_FOUND = {**_LISTED, **responses_of("http.not_found", "http.unavailable")}
_LISTED_PACKAGES = 20
_LISTED_CASES = 50
_REFRESH_S = "3"
_STATES = {
    "received": "已接收，等待审查", "judging": "审查中", "judged": "已审查", "refused": "未予接收",
    "cancelled": "已取消", "deleted": "已删除",
}  # fmt: skip
_CAUSES = {
    "first": "首次审查", "facts": "数据更新", "policy": "策略更新", "trust": "信任清单更新",
    "rules": "规则更新", "decision": "人工认定", "correction": "补正",
}  # fmt: skip

Visitor = Annotated[Principal | None, visitor_of(Action.READ_BATCH)]
CaseVisitor = Annotated[Principal | None, visitor_of(Action.READ_CASE)]


@router.get("/", response_class=HTMLResponse, responses=_LISTED)
def home_page(request: Request, visitor: Visitor, cursor: CursorText = None) -> Response:
    """Show who you are, and your packages."""
    if visitor is None:
        return ask_who(request)
    found = list_batches(request, visitor, limit=_LISTED_PACKAGES, cursor=cursor)
    with service_of(request).database.read() as connection:
        counts = routes_by_package(
            connection, sight_of(visitor, Action.READ_BATCH), [one.id for one in found.items]
        )
    return page(
        "home.html.j2", **who(request, visitor), batches=found.items, more=found.next_cursor,
        counts=counts, routes=ROUTES, states=_STATES, beijing=to_second,
        sends=_may(visitor, Action.SUBMIT),
    )  # fmt: skip


@router.get("/batches/{batch}", response_class=HTMLResponse, responses=_FOUND)
def batch_page(
    request: Request, batch: BatchId, visitor: Visitor, cursor: CursorText = None
) -> Response:
    """Show how far a package is; the page comes again by itself while work is going on."""
    if visitor is None:
        return ask_who(request)
    found = read_batch(request, batch, visitor)
    cases = list_cases(request, batch, visitor, limit=_LISTED_CASES, cursor=cursor)
    answer = page(
        "progress.html.j2", **who(request, visitor), batch=found, cases=cases.items,
        more=cases.next_cursor, states=_STATES, causes=_CAUSES, routes=ROUTES,
        beijing=to_second, reads=_may(visitor, Action.READ_CASE),
        kits=_may(visitor, Action.READ_KIT),
        receipt=_receipt(request, visitor, batch),
    )  # fmt: skip
    if _running(found):
        answer.headers["Refresh"] = _REFRESH_S
    return answer


@router.get("/batches/{batch}/report", response_class=HTMLResponse, responses=_FOUND)
def batch_report_page(request: Request, batch: BatchId, visitor: Visitor) -> Response:
    """Show the report of a package."""
    if visitor is None:
        return ask_who(request)
    return batch_report(service_of(request), visitor, batch, "html")


@router.get("/cases/{batch}/{case_key}", response_class=HTMLResponse, responses=_FOUND)
def case_report_page(
    request: Request, batch: BatchId, case_key: CaseKey, visitor: CaseVisitor
) -> Response:
    """Show the report of a case."""
    if visitor is None:
        return ask_who(request)
    return case_report(service_of(request), visitor, batch, case_key, "html")


def _may(visitor: Principal, action: Action) -> bool:
    return reach_of(visitor.role, action) is not None


def _receipt(request: Request, visitor: Principal, batch: str) -> str | None:
    """Return the receipt where this visitor may have it."""
    if not _may(visitor, Action.READ_RECEIPT):
        return None
    with service_of(request).database.read() as connection:
        seen = find_package(connection, sight_of(visitor, Action.READ_RECEIPT), batch)
        return receipt_seen(connection, seen)


def _running(batch: BatchDetail) -> bool:
    return any(one.state in {"opening", "judging", "closing"} for one in batch.judgements)
