"""The court's element list 要素列表: its template, and a list sent with its attachments."""

import asyncio
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from anchors.limits import LIMITS
from api.accepted import AcceptedModel, render_accepted
from api.forms import FilePart, Form, FormReader
from api.permissions import Action
from api.principal import Principal, allowed, public
from api.problems import Fault, ProblemError, responses_of
from api.service import service_of
from api.submitting import (
    REFUSALS,
    Said,
    answered,
    inflow_of,
    refusals,
    said,
    submission_of,
)
from ingest.adapters.elements.layout import SHEET_ORDER
from ingest.adapters.elements.template import write_csv_template, write_template
from ingest.intake.elements import find_marked, take_element_list
from ingest.intake.packing import ListSent
from ingest.intake.promised import PromisedBody

__all__ = ["list_of_form", "router"]

router = APIRouter(tags=["intake"])

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BINARY: Mapping[str, Any] = {"type": "string", "format": "binary"}
_STAGES = ("诉前", "诉中", "执行")
_FORM = {
    "type": "object",
    "required": ["list"],
    "properties": {
        "list": {
            "type": "array", "items": _BINARY,
            "description": "要素列表：一个 .xlsx，或按表命名的 .csv one .xlsx, or a .csv a sheet",
        },
        "attachments": {**_BINARY, "description": "附件 ZIP the attachments"},
        "stage": {"type": "string", "enum": list(_STAGES), "default": _STAGES[0]},
        "filing_date": {"type": "string", "format": "date"},
    },
}  # fmt: skip
_EXAMPLE = "lst-aaaaaaaaaaaaaaaaaaaaaaaaaa"
_Id = Annotated[str, Path(pattern="^lst-[a-z2-7]{26}$", examples=[_EXAMPLE])]


@router.get(
    "/v1/element-lists/template",
    dependencies=[public(Action.LEARN)],
    response_class=Response,
    responses={
        200: {"content": {_WORKBOOK: {"schema": _BINARY}, "application/zip": {"schema": _BINARY}}},
        **responses_of("http.invalid"),
    },
)
def read_template(
    form: Annotated[Literal["xlsx", "csv"], Query(description="csv: a ZIP, one file a sheet")]
    = "xlsx",
) -> Response:  # fmt: skip
    """要素列表模板 The template of the element list."""
    with TemporaryDirectory(prefix="template-") as folder:
        if form == "xlsx":
            out = FilePath(folder) / "template.xlsx"
            write_template(out)
            return _file(out.read_bytes(), _WORKBOOK, "element-list.xlsx")
        files = write_csv_template(FilePath(folder))
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            for path in files:
                archive.write(path, path.name)
        return _file(whole.getvalue(), "application/zip", "element-list-csv.zip")


@router.post(
    "/v1/element-lists",
    status_code=202,
    response_model=AcceptedModel,
    responses={
        200: {"model": AcceptedModel, "description": "received before: the first receipt"},
        **responses_of(
            *REFUSALS, "http.elements_faulty", "http.media_type", "http.package_id_reused"
        ),
    },
    openapi_extra={"requestBody": {"required": True, "content": {
        "multipart/form-data": {"schema": _FORM}}}},
)  # fmt: skip
async def submit_element_list(
    request: Request,
    principal: Annotated[Principal, allowed(Action.SUBMIT)],
    headers: Annotated[Said, Depends(said)],
) -> Response:
    """提交要素列表和附件 Send an element list with its attachments.

    有错误的，逐格列出，并可取回已标注的要素列表（Link: rel="marked"）。
    Where it has faults, every one is told by its cell, and the list comes back with them marked.
    """
    submission = submission_of(request, principal, headers)
    service = service_of(request)
    inflow, _ = inflow_of(request, LIMITS.element_list_octets)
    with TemporaryDirectory(prefix="list-", dir=service.folder) as name, refusals():
        folder = FilePath(name)
        reader = FormReader(request.headers.get("content-type", ""), folder)
        body = PromisedBody(submission.promised, reader.write)
        try:
            form = await inflow.pour(body.write, lambda: body.held(reader.finish))
        finally:
            reader.close()
        sent = list_of_form(form, folder)
        return answered(
            await asyncio.to_thread(
                take_element_list, service, submission, sent, folder, render_accepted
            )
        )


@router.get(
    "/v1/element-lists/{marked}/marked",
    response_class=Response,
    responses={
        200: {"content": {_WORKBOOK: {"schema": _BINARY}}},
        **responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid",
                       "http.unavailable"),
    },
)  # fmt: skip
def read_marked(
    request: Request, principal: Annotated[Principal, allowed(Action.SUBMIT)], marked: _Id
) -> Response:
    """已标注错误的要素列表 The list with its faults marked, kept for a day."""
    service = service_of(request)
    with refusals():
        row = find_marked(service, marked, principal.sender)
    return _file(service.blobs.read(row.tags), _WORKBOOK, f"{marked}.xlsx")


def list_of_form(form: Form, folder: FilePath) -> ListSent:
    """Return what a form sends, its files under names that are ours.

    Raises:
        ProblemError: it sends no list, or something that is none.
    """
    lists = [one for one in form.files if one.name == "list"]
    attachments = [one for one in form.files if one.name == "attachments" and one.octets]
    others = {one.name for one in form.files} - {"list", "attachments"}
    others |= form.fields.keys() - {"stage", "filing_date"}
    if not lists or len(attachments) > 1 or others:
        raise _invalid("/list", "list, attachments?, stage?, filing_date?")
    stage = form.fields.get("stage", _STAGES[0])
    if stage not in _STAGES:
        raise _invalid("/stage", " | ".join(_STAGES))
    digests = sorted(f"{one.name}/{one.file_name}/{one.digest}" for one in form.files)
    said_beside = [f"{name}={value}" for name, value in sorted(form.fields.items())]
    return ListSent(
        _named(lists, folder),
        _moved(attachments[0], folder / "attachments.zip") if attachments else None,
        (*digests, *said_beside),
        sum(one.octets for one in form.files),
        stage,
        _day(form.fields.get("filing_date", "")),
    )


def _named(lists: list[FilePart], folder: FilePath) -> FilePath:
    """Put a workbook, or CSV of the sheets, where packing looks for them."""
    if len(lists) == 1 and _suffix(lists[0]) == ".xlsx":
        return _moved(lists[0], folder / "要素列表.xlsx")
    target = folder / "csv"
    target.mkdir()
    for one in lists:
        stem = PurePosixPath(one.file_name).stem
        if _suffix(one) != ".csv" or stem not in SHEET_ORDER or (target / f"{stem}.csv").exists():
            names = ", ".join(f"{name}.csv" for name in SHEET_ORDER)
            raise _invalid("/list", f".xlsx, or {names}")
        _moved(one, target / f"{stem}.csv")
    return target


def _suffix(one: FilePart) -> str:
    return PurePosixPath(one.file_name).suffix.lower()


def _moved(one: FilePart, target: FilePath) -> FilePath:
    return one.path.rename(target)


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated) if stated else None
    except ValueError as error:
        raise _invalid("/filing_date", "YYYY-MM-DD") from error


def _invalid(pointer: str, detail: str) -> ProblemError:
    return ProblemError("http.invalid", errors=[Fault(pointer=pointer, detail=detail)])


def _file(octets: bytes, media_type: str, name: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(octets, headers=named, media_type=media_type)
