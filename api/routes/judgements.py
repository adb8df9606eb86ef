"""A new judgement of a package, under the policy, trust and rules that hold now."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from api.sight import BatchId, find_package, sight_of
from ingest.judging.ask import ask_judgement

__all__ = ["router"]

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
    with service.database.write() as connection:
        row = find_package(connection, sight_of(principal, Action.JUDGE_AGAIN), batch)
        if row.state not in _JUDGED:
            raise ProblemError("http.conflict", f"该证据包状态为 {row.state}")
        found = ask_judgement(connection, service, package=batch, cause=body.cause)
    return AskedJudgement(judgement=found)
