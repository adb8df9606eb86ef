"""Reports as they were issued: JSON, the stored octets, and HTML, the page of the command line.

Who may not see everything gets a view of the report; the header `Evidence-View` says which, and the
view says it itself. Without a form in the path `Accept` decides.
"""

import base64
import json
from hashlib import sha256
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.batchpage import batch_page
from api.middleware.headers import page_policy
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.render.html import page_style, render_case
from api.render.seen import Seen
from api.service import service_of
from api.sight import BatchId, CaseKey, find_case, find_package, sight_of
from api.viewing import report_as_seen
from ingest.service import Service
from ingest.store.reading import closing_of, verdict_of
from ingest.store.reports import read_report
from verify.canonical import canonical_json
from verify.codes.table import CODES

__all__ = ["batch_report", "case_report", "router"]

router = APIRouter(tags=["reading"])

Form = Literal["json", "html"]
Number = Annotated[int | None, Query(ge=1, description="of a judgement; the current one without")]
_CONTENT = {"application/json": {"schema": {"type": "object"}}, "text/html": {}}
_FOUND = {
    200: {"content": _CONTENT, "description": "as issued, or as this reader may see it"},
    **responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid",
                   "http.unavailable"),
}  # fmt: skip
_NOT_YET = "尚无报告 there is no report yet"


@router.get("/v1/batches/{batch}/report", response_class=Response, responses=_FOUND)
@router.get(
    "/v1/batches/{batch}/report.{form}", response_class=Response, responses=_FOUND,
    name="read_batch_report_as",
)  # fmt: skip
def read_batch_report(
    request: Request,
    batch: BatchId,
    principal: Annotated[Principal, allowed(Action.READ_BATCH)],
    form: Form | None = None,
) -> Response:
    """Give the report of a package: its last judgement that is closed."""
    return batch_report(service_of(request), principal, batch, form or _asked(request))


@router.get("/v1/cases/{batch}/{case_key}/report", response_class=Response, responses=_FOUND)
@router.get(
    "/v1/cases/{batch}/{case_key}/report.{form}", response_class=Response, responses=_FOUND,
    name="read_case_report_as",
)  # fmt: skip
def read_case_report(
    request: Request,
    batch: BatchId,
    case_key: CaseKey,
    principal: Annotated[Principal, allowed(Action.READ_CASE)],
    form: Form | None = None,
    no: Number = None,
) -> Response:
    """Give the report of a case: of its current verdict, or of an earlier judgement."""
    chosen = form or _asked(request)
    return case_report(service_of(request), principal, batch, case_key, chosen, no)


def batch_report(service: Service, principal: Principal, batch: str, form: Form) -> Response:
    """Return a package's report as a principal sees it.

    Raises:
        ProblemError: there is none, or too many pages are being made.
    """
    with service.database.read() as connection:
        package = find_package(connection, sight_of(principal, Action.READ_BATCH), batch)
        closed = closing_of(connection, package)
    if closed is None:
        raise ProblemError("http.not_found", _NOT_YET)
    octets = service.blobs.read(closed.summary or "")
    if form == "html":
        path = batch_page(service, principal, package, closed.id, json.loads(octets))
        return _html(path.read_bytes())
    return _json(octets, report_as_seen(service, principal, json.loads(octets), batch=True))


def case_report(
    service: Service, principal: Principal, batch: str, case_key: str, form: Form,
    no: int | None = None,
) -> Response:  # fmt: skip
    """Return a case's report as a principal sees it. Raises as `batch_report`."""
    with service.database.read() as connection:
        sight = sight_of(principal, Action.READ_CASE)
        case = find_case(connection, sight, batch, case_key)
        package = find_package(connection, sight, batch)
        row = verdict_of(connection, package, case, no)
    if row is None:
        raise ProblemError("http.not_found", _NOT_YET)
    octets = read_report(service.blobs, row)
    seen = report_as_seen(service, principal, json.loads(octets))
    if form == "json":
        return _json(octets, seen)
    note = seen.words["zh"] if seen.words else None
    back = f"/batches/{batch}"
    page = render_case(seen.value, codes=CODES, head=package.head, note=note, back=back)
    return _html(page.encode())


def _asked(request: Request) -> Form:
    """Return what `Accept` asks for: a page only where it names one."""
    accepted = request.headers.get("Accept", "")
    return "html" if "text/html" in accepted.split("application/json")[0] else "json"


def _json(octets: bytes, seen: Seen) -> Response:
    body = octets if seen.how == "whole" else canonical_json(_told(seen))
    digest = base64.b64encode(sha256(body).digest()).decode()
    headers = {"Evidence-View": seen.how, "Repr-Digest": f"sha-256=:{digest}:", "Vary": "Accept"}
    return Response(body, media_type="application/json", headers=headers)


def _told(seen: Seen) -> dict[str, object]:
    return {**seen.value, "view": {"how": seen.how, "words": seen.words}}


def _html(page: bytes) -> Response:
    headers = {"Content-Security-Policy": page_policy(page_style()), "Vary": "Accept"}
    return HTMLResponse(page, headers=headers)
