"""A package sent as one archive, streamed."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from anchors.limits import LIMITS
from api.accepted import AcceptedModel, render_accepted
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import responses_of
from api.service import service_of
from api.submitting import (
    ARCHIVE_BODY,
    REFUSALS,
    Said,
    answered,
    inflow_of,
    is_archive,
    refusals,
    said,
    submission_of,
)
from ingest.intake.archives import ArchiveIntake
from ingest.intake.inflow import Inflow
from ingest.store.idempotency import StoredAnswer

__all__ = ["router"]

router = APIRouter(tags=["intake"])


@router.post(
    "/v1/packages",
    status_code=202,
    response_model=AcceptedModel,
    responses={
        200: {"model": AcceptedModel, "description": "received before: the first receipt"},
        **responses_of(*REFUSALS, "http.package_id_reused", "http.media_type"),
    },
    openapi_extra=dict(ARCHIVE_BODY),
)
async def submit_package(
    request: Request,
    principal: Annotated[Principal, allowed(Action.SUBMIT)],
    headers: Annotated[Said, Depends(said)],
) -> Response:
    """提交证据包 Send a package as one ZIP or tar.

    接收后即签发回执，随后在后台核验。中断的，以同一 Idempotency-Key 重新提交。
    It is received with a signed receipt and judged in the background. What was cut is sent anew,
    under the same Idempotency-Key.
    """
    is_archive(request)
    submission = submission_of(request, principal, headers)
    inflow, announced = inflow_of(request, LIMITS.package_octets)
    intake = ArchiveIntake(service_of(request), submission, render_accepted)
    with refusals():
        try:
            return answered(await _taken(intake, inflow, announced))
        except BaseException:
            await asyncio.shield(asyncio.to_thread(intake.abort))
            raise


async def _taken(intake: ArchiveIntake, inflow: Inflow, announced: int) -> StoredAnswer:
    """Return the answer to a package: whether it is wanted is asked before a large one comes."""
    if 0 < announced < LIMITS.read_buffer_octets:
        whole = bytearray()
        return await inflow.pour(whole.extend, lambda: intake.take(whole))
    known = await asyncio.to_thread(intake.begin, announced)
    if known is not None:
        return known
    return await inflow.pour(intake.write, intake.finish)
