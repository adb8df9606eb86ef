"""A new judgement of a package under what holds now, and the end of one that is still judged."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from api.sight import BatchId, find_package, sight_of
from ingest.judging.ask import ask_judgement, kept_policy
from ingest.judging.cancel import cancel_package

__all__ = ["AskedJudgement", "Cancelled", "JudgeAgainRequest", "router"]

router = APIRouter(tags=["reading"])

_JUDGED = frozenset({"judged", "judging"})
_ASKED = responses_of(
    "http.unauthorized", "http.forbidden", "http.not_found", "http.conflict", "http.invalid"
)


class JudgeAgainRequest(BaseModel):
    """Why it is judged again."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"cause": "policy"}]}
    )

    cause: str = Field(pattern="^(policy|trust|rules|facts)$", description="what changed")


class AskedJudgement(BaseModel):
    """The judgement that was asked for; the last one again, where nothing has changed."""

    model_config = ConfigDict(extra="forbid")

    judgement: str


@router.post("/v1/batches/{batch}/judgements", status_code=202, responses=_ASKED)
def judge_again(
    request: Request,
    batch: BatchId,
    body: JudgeAgainRequest,
    principal: Annotated[Principal, allowed(Action.JUDGE_AGAIN)],
) -> AskedJudgement:
    """Judge a package again; what was issued before is kept."""
    service = service_of(request)
    policy = kept_policy(service)
    with service.database.write() as connection:
        row = find_package(connection, sight_of(principal, Action.JUDGE_AGAIN), batch)
        if row.state not in _JUDGED:
            raise ProblemError("http.conflict", f"该证据包状态为 {row.state}")
        found = ask_judgement(connection, service, package=batch, cause=body.cause, policy=policy)
    return AskedJudgement(judgement=found)


class Cancelled(BaseModel):
    """The package is not judged any further."""

    model_config = ConfigDict(extra="forbid")

    id: str


@router.post("/v1/batches/{batch}/cancel", responses=_ASKED)
def cancel_batch(
    request: Request, batch: BatchId, principal: Annotated[Principal, allowed(Action.CANCEL)]
) -> Cancelled:
    """Give up a package that has no verdict yet; one that was judged can be withdrawn."""
    service = service_of(request)
    with service.database.write() as connection:
        find_package(connection, sight_of(principal, Action.CANCEL), batch)
        if not cancel_package(connection, service, batch):
            raise ProblemError("http.conflict", "已经审查，不能取消 judged already")
    return Cancelled(id=batch)
