"""Kits 复核包: with which an expert repeats every check of a case, without this service."""

import tempfile
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from anchors.limits import LIMITS
from api.kitfiles import kit_files
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from api.sight import BatchId, CaseKey, find_case, find_package, sight_of
from api.viewing import is_hidden
from ingest.errors import JudgementError, KitError
from ingest.handing.copies import KIT
from ingest.handing.kits import case_kit
from ingest.kit.archive import write_kit
from ingest.service import Service
from ingest.store.reading import PackageView, VerdictRow, verdict_of

__all__ = ["router"]

router = APIRouter(tags=["reading"])

_PATIENCE_S = 5.0
_making = BoundedSemaphore(LIMITS.report_pages)
_ZIP = {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
_FOUND = {
    200: {"content": _ZIP, "description": "the kit"},
    **responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.conflict",
                   "http.invalid", "http.unavailable"),
}  # fmt: skip


@router.get("/v1/cases/{batch}/{case_key}/kit", response_class=Response, responses=_FOUND)
def read_kit(
    request: Request,
    batch: BatchId,
    case_key: CaseKey,
    principal: Annotated[Principal, allowed(Action.READ_KIT)],
) -> Response:
    """Give the kit of a case's current verdict."""
    service, sight = service_of(request), sight_of(principal, Action.READ_KIT)
    with service.database.read() as connection:
        case = find_case(connection, sight, batch, case_key)
        package = find_package(connection, sight, batch)
        verdict = verdict_of(connection, package, case)
    if verdict is None:
        raise ProblemError("http.not_found", "尚无报告 there is no report yet")
    if is_hidden(service, principal, verdict.route):
        raise ProblemError("http.forbidden", "转人工审查期间不提供 not while the case is held")
    path = _made(service, package, verdict)
    return FileResponse(
        path, media_type="application/zip", filename=f"{case_key}.kit.zip",
        background=BackgroundTask(path.unlink, missing_ok=True),
    )  # fmt: skip


def _made(service: Service, package: PackageView, verdict: VerdictRow) -> Path:
    """Write a kit to a file that goes with its answer; few are made at a time."""
    if not _making.acquire(timeout=_PATIENCE_S):
        raise ProblemError("http.unavailable", headers={"Retry-After": "10"})
    try:
        with tempfile.NamedTemporaryFile(
            dir=service.folder, prefix=KIT, suffix=".zip", delete=False
        ) as file:
            path = Path(file.name)
        try:
            with case_kit(service, verdict) as kit:
                files = kit_files(kit, package.head, "zh")
                write_kit(path, files, kit.plan.originals, kit.read)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    except (KitError, JudgementError) as error:
        raise ProblemError("http.conflict", "无法由现版本重作 cannot be made again") from error
    finally:
        _making.release()
    return path
