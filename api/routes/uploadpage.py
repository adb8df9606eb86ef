"""A page to send a package or an element list from a browser; no script is needed."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from anchors.limits import LIMITS
from api.accepted import render_accepted
from api.forms import FilePart, Form, FormReader
from api.pages import page
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import Fault, Problem, ProblemError, responses_of
from api.routes.element_lists import list_of_form
from api.samples import COURT_PROFILES
from api.service import service_of
from api.stated import is_usable
from api.submitting import KEY, REFUSALS, Said, inflow_of, refusals, submission_of
from api.visitors import ask_who, visitor_of, who
from ingest.intake.archives import ArchiveIntake
from ingest.intake.elements import MARKED, take_element_list
from ingest.intake.submission import Submission
from ingest.service import Service
from ingest.store.idempotency import StoredAnswer
from ingest.store.ids import new_id
from verify.codes.table import CODES
from verify.instants import BEIJING

__all__ = ["router"]

router = APIRouter(tags=["pages"])

_HTML: dict[str, object] = {"content": {"text/html": {"schema": {"type": "string"}}}}
_FIELDS = ("key", "received_at", "court_profile")
_FORM = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in _FIELDS},
        **{name: {"type": "string", "format": "binary"}
           for name in ("package", "list", "attachments")},
    },
}  # fmt: skip


@router.get(
    "/upload", response_class=HTMLResponse,
    responses={200: _HTML, 303: {"description": "to the page that asks who you are"},
               **responses_of("http.forbidden", "http.invalid")},
)  # fmt: skip
def upload_page(
    request: Request, visitor: Annotated[Principal | None, visitor_of(Action.SUBMIT)]
) -> Response:
    """Ask what is to be sent."""
    if visitor is None:
        return ask_who(request)
    return _page(request, visitor, {})


@router.post(
    "/upload", response_class=RedirectResponse, status_code=303,
    responses={
        303: {"description": "accepted: to the page of the package"},
        **{status: {**told, "content": {**told["content"], "text/html": {}}}
           for status, told in responses_of(*REFUSALS, "http.media_type").items()},
    },
    openapi_extra={"requestBody": {"required": True, "content": {
        "multipart/form-data": {"schema": _FORM}}}},
)  # fmt: skip
async def upload(
    request: Request, principal: Annotated[Principal, allowed(Action.SUBMIT)]
) -> Response:
    """Take what a page sends; what is wrong with it is told on the page."""
    service, fields = service_of(request), dict[str, str]()
    inflow, _ = inflow_of(request, LIMITS.element_list_octets)
    try:
        with TemporaryDirectory(prefix="upload-", dir=service.folder) as name, refusals():
            reader = FormReader(request.headers.get("content-type", ""), Path(name))
            try:
                form = await inflow.pour(reader.write, reader.finish)
            finally:
                reader.close()
            fields |= form.fields
            submission = submission_of(request, principal, _said(form.fields))
            answer = await asyncio.to_thread(_take, service, submission, form, Path(name))
    except ProblemError as error:
        return _page(request, principal, fields, error)
    return RedirectResponse(answer.headers["Location"].removeprefix("/v1"), 303)


def _take(service: Service, submission: Submission, form: Form, folder: Path) -> StoredAnswer:
    """Take a package, or a list with its attachments."""
    sent = [one for one in form.files if one.octets]
    packages = [one for one in sent if one.name == "package"]
    if len(packages) == 1 == len(sent):
        return _take_package(service, submission, packages[0])
    if packages or not sent:
        raise _invalid("package", "证据包，或者要素列表及附件 a package, or a list and its files")
    beside = {name: text for name, text in form.fields.items() if text and name not in _FIELDS}
    listed = list_of_form(Form(tuple(sent), beside), folder)
    return take_element_list(service, submission, listed, folder, render_accepted)


def _take_package(service: Service, submission: Submission, sent: FilePart) -> StoredAnswer:
    intake = ArchiveIntake(service, submission, render_accepted)
    known = intake.begin(sent.octets)
    if known is not None:
        return known
    try:
        with sent.path.open("rb") as file:
            while octets := file.read(LIMITS.read_buffer_octets):
                intake.write(bytearray(octets))
        return intake.finish()
    except BaseException:
        intake.abort()
        raise


def _said(fields: Mapping[str, str]) -> Said:
    """Return what the other ways in have in their headers.

    Raises:
        ProblemError: a field is not of its form.
    """
    key = fields.get("key") or None
    if key is not None and re.fullmatch(KEY, key) is None:
        raise _invalid("key", KEY)
    return Said(key, None, _instant(fields), _profile(fields))


def _instant(fields: Mapping[str, str]) -> datetime | None:
    stated = fields.get("received_at", "")
    try:
        read = datetime.fromisoformat(stated) if stated else None
    except ValueError as error:
        raise _invalid("received_at", "YYYY-MM-DDThh:mm") from error
    if read is not None and not is_usable(read):
        raise _invalid("received_at", stated)
    return read if read is None or read.tzinfo is not None else read.replace(tzinfo=BEIJING)


def _profile(fields: Mapping[str, str]) -> str:
    stated = fields.get("court_profile", "")
    if stated not in COURT_PROFILES:
        raise _invalid("court_profile", "没有这一配置 no such profile")
    return stated


def _page(
    request: Request,
    principal: Principal,
    fields: Mapping[str, str],
    error: ProblemError | None = None,
) -> HTMLResponse:
    problem = None if error is None else error.as_problem(request.state.request_id)
    return page(
        "upload.html.j2",
        status=200 if error is None else error.row.status,
        **who(request, principal),
        key=new_id("key"),
        problem=problem,
        cures=_cures(problem),
        marked=None if error is None else _marked(error),
        profiles=COURT_PROFILES,
        received_at=fields.get("received_at", ""),
        court_profile=fields.get("court_profile", ""),
    )


def _cures(problem: Problem | None) -> dict[str, Any]:
    """Return how each code that is told is mended."""
    told = {one.code for one in problem.errors} if problem is not None else set()
    rows = [CODES[code] for code in told if code is not None]
    return {row.code: (row.cure_zh, row.cure_en) if row.cure_zh else None for row in rows}


def _marked(error: ProblemError) -> str | None:
    """Return the address of a list with its faults marked, where there is one."""
    address, _, kind = error.headers.get("Link", "").partition(";")
    return address.strip("<>") if f'rel="{MARKED}"' in kind else None


def _invalid(pointer: str, detail: str) -> ProblemError:
    return ProblemError("http.invalid", errors=[Fault(pointer=pointer, detail=detail)])
