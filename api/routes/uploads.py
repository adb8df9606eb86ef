"""A package sent by parts, resumable by file."""

import asyncio
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from anchors.limits import LIMITS
from api.accepted import AcceptedModel, Links, render_accepted
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from api.streamed import streamed
from api.submitting import (
    ARCHIVE_BODY,
    REFUSALS,
    Said,
    answered,
    digest_of_header,
    inflow_of,
    is_archive,
    refusals,
    said,
    sender_of,
    submission_of,
)
from ingest.intake.plan import UploadPlan
from ingest.intake.submission import Submission
from ingest.intake.uploads import (
    Missing,
    PartIntake,
    begin_upload,
    commit_upload,
    find_upload,
    missing_of,
)
from ingest.store.idempotency import StoredAnswer
from ingest.store.uploads import UploadRow

__all__ = ["CommitModel", "UploadModel", "router"]

router = APIRouter(tags=["intake"])

_Who = Annotated[Principal, allowed(Action.SUBMIT)]
_EXAMPLE = "upl-aaaaaaaaaaaaaaaaaaaaaaaaaa"
_DIGEST = "^[0-9a-f]{64}$"
_Id = Annotated[str, Path(pattern="^upl-[a-z2-7]{26}$", examples=[_EXAMPLE])]
_Sha256 = Annotated[str, Path(pattern=_DIGEST)]
_OVER = ("http.not_found", "http.conflict", "http.upload_expired")


class UploadModel(BaseModel):
    """分件上传 an upload, and what of it is to come."""

    model_config = ConfigDict(extra="forbid")

    upload_id: str = Field(examples=[_EXAMPLE])
    package_digest: str = Field(
        description="SHA-256 of tagmanifest-sha256.txt; the commit names it"
    )
    files: int = Field(description="that the manifest names")
    missing_count: int = Field(description="files that this upload has not sent yet")
    missing: list[str] = Field(
        description=f"their SHA-256, ascending, the first {LIMITS.upload_missing}"
    )
    expires_at: datetime
    links: Links = Field(examples=[{"commit": f"/v1/uploads/{_EXAMPLE}/commit"}])


class CommitModel(BaseModel):
    """What is committed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    package_digest: str = Field(
        pattern=_DIGEST,
        description="SHA-256 of tagmanifest-sha256.txt",
        examples=["6926f5cb19fc47722aad888db9b80223d51c1267fcc0229d03a4ea6901b314e7"],
    )


def _model(row: UploadRow, plan: UploadPlan, missing: Missing) -> UploadModel:
    here = f"/v1/uploads/{row.id}"
    return UploadModel(
        upload_id=row.id,
        package_digest=plan.digest,
        files=row.files,
        missing_count=missing.files,
        missing=list(missing.digests),
        expires_at=row.expires_at,
        links={"self": here, "file": f"{here}/files/{{sha256}}", "commit": f"{here}/commit"},
    )


def _render(row: UploadRow, plan: UploadPlan, missing: Missing) -> StoredAnswer:
    body = _model(row, plan, missing).model_dump_json().encode()
    return StoredAnswer(201, {"Location": f"/v1/uploads/{row.id}"}, body)


@router.post(
    "/v1/uploads",
    status_code=201,
    response_model=UploadModel,
    responses=responses_of(*REFUSALS, "http.media_type"),
    openapi_extra=dict(ARCHIVE_BODY),
)
async def begin_parts(
    request: Request, principal: _Who, headers: Annotated[Said, Depends(said)]
) -> Response:
    """开始分件上传 Begin an upload with a ZIP or tar of the tag files alone.

    即 bagit.txt、bag-info.txt、package.json、manifest-*.txt、tagmanifest-sha256.txt、signature.*。
    The answer says which files are missing.
    """
    is_archive(request)
    submission = submission_of(request, principal, headers)
    service = service_of(request)
    inflow, _ = inflow_of(request, LIMITS.upload_tags_octets)
    with TemporaryDirectory(prefix="tags-", dir=service.folder) as folder, refusals():
        tags = _Spooled(FilePath(folder) / "tags")
        begin = partial(begin_upload, service, submission, tags.path)
        return answered(await inflow.pour(tags.write, lambda: begin(tags.digest(), _render)))


class _Spooled:
    """A small file on local disk, digested."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        self._hasher = sha256()
        path.touch()

    def write(self, octets: bytearray) -> None:
        self._hasher.update(octets)
        with self.path.open("ab") as file:
            file.write(octets)

    def digest(self) -> str:
        return self._hasher.hexdigest()


@router.get("/v1/uploads/{upload}", responses=responses_of("http.unauthorized", "http.forbidden",
            "http.invalid", "http.unavailable", *_OVER))  # fmt: skip
def read_upload(request: Request, principal: _Who, upload: _Id) -> UploadModel:
    """续传：本次上传尚缺哪些文件。What this very upload has not sent yet."""
    service = service_of(request)
    with refusals():
        row = find_upload(service, upload, principal.sender)
        return _model(row, *missing_of(service, row))


@streamed(
    router,
    "/v1/uploads/{upload}/files/{digest}",
    methods=["PUT"],
    status_code=204,
    responses=responses_of(
        "http.unauthorized", "http.forbidden", "http.timed_out", "http.too_large", "http.invalid",
        "http.digest_differs", "http.digest_unsupported", "http.unavailable", "http.no_space",
        *_OVER,
    ),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {
        "schema": {"type": "string", "format": "binary"}}}}},
)  # fmt: skip
async def send_part(request: Request, principal: _Who, upload: _Id, digest: _Sha256) -> Response:
    """上传一个文件，以其 SHA-256 为名。One file at its SHA-256; on disk once this is answered."""
    if digest_of_header(request.headers.get("content-digest")) not in (None, digest):
        raise ProblemError("http.digest_differs", "Content-Digest names another file")
    inflow, _ = inflow_of(request, LIMITS.inflated_octets)
    intake = PartIntake(service_of(request), upload, principal.sender, digest)
    with refusals():
        try:
            await inflow.pour(intake.write, intake.finish)
        except BaseException:
            await asyncio.shield(asyncio.to_thread(intake.abort))
            raise
    return Response(status_code=204)


@router.post(
    "/v1/uploads/{upload}/commit",
    status_code=202,
    response_model=AcceptedModel,
    responses={
        200: {"model": AcceptedModel, "description": "received before: the first receipt"},
        **responses_of(*REFUSALS, "http.package_id_reused", "http.parts_missing", *_OVER),
    },
)
def commit_parts(request: Request, principal: _Who, upload: _Id, commit: CommitModel) -> Response:
    """提交分件上传 Commit an upload: only now is it a package that was received.

    全部文件到齐方可提交。Every file is there, and the digest of the tag manifest is named.
    """
    service = service_of(request)
    submission = Submission(service.environment, sender_of(principal), "commit_parts", upload)
    with refusals():
        return answered(
            commit_upload(service, submission, upload, commit.package_digest, render_accepted)
        )
