"""Attempts: work that was given up, for who operates the court to look at and to try again."""

from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.paging import Limit
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from ingest.store.attempts import FailedAttempt, failed_attempts, is_attempt, retry_attempt
from verify.canonical import rfc3339

__all__ = ["AttemptList", "AttemptModel", "RetriedAttempt", "router"]

router = APIRouter(tags=["operating"])

_AttemptId = Annotated[str, Path(pattern="^att-[a-z2-7]{26}$")]


class AttemptModel(BaseModel):
    """Work that was given up after every try."""

    model_config = ConfigDict(extra="forbid")

    id: str
    kind: str = Field(description="open, shard, close, stamp, source …")
    subject: str = Field(description="the judgement, receipt or source that it is of")
    part: str = Field(description="the shard; empty elsewhere")
    sender: str
    reason: str | None = Field(description="what kind of fault ended the last try")
    created_at: str
    done_at: str | None = Field(description="when it was given up, where that was noted")

    @classmethod
    def of(cls, row: FailedAttempt) -> Self:
        """Return it out of a row."""
        stated: dict[str, Any] = row._asdict()
        times = {name: rfc3339(stated[name]) for name in ("created_at", "done_at")}
        return cls(**{**stated, **times})


class AttemptList(BaseModel):
    """What was given up, the oldest first; what is tried again leaves the list."""

    model_config = ConfigDict(extra="forbid")

    items: list[AttemptModel]


class RetriedAttempt(BaseModel):
    """The attempt is tried again, as often as a new one."""

    model_config = ConfigDict(extra="forbid")

    id: str


@router.get(
    "/v1/attempts", responses=responses_of("http.unauthorized", "http.forbidden", "http.invalid")
)
def list_attempts(
    request: Request,
    principal: Annotated[Principal, allowed(Action.OPERATE)],
    state: Annotated[Literal["failed"], Query(description="what was given up")] = "failed",
    subject: Annotated[
        str | None, Query(pattern="^[A-Za-z0-9:._-]{1,64}$", description="of one subject")
    ] = None,
    limit: Limit = 50,
) -> AttemptList:
    """List what was given up and holds a judgement, a receipt or a source up."""
    assert state == "failed"
    with service_of(request).database.read() as connection:
        rows = failed_attempts(connection, principal.environment, subject=subject, limit=limit)
    return AttemptList(items=[AttemptModel.of(row) for row in rows])


@router.post(
    "/v1/attempts/{attempt}/retry", status_code=202,
    responses=responses_of(
        "http.unauthorized", "http.forbidden", "http.not_found", "http.conflict", "http.invalid"
    ),
)  # fmt: skip
def retry(
    request: Request,
    attempt: _AttemptId,
    principal: Annotated[Principal, allowed(Action.OPERATE)],
) -> RetriedAttempt:
    """Try again what was given up, once its cause is put right."""
    service = service_of(request)
    with service.database.write() as connection:
        if not is_attempt(connection, principal.environment, attempt):
            raise ProblemError("http.not_found")
        if not retry_attempt(connection, principal.environment, attempt, service.clock()):
            raise ProblemError("http.conflict", "该项未被放弃 it was not given up")
    return RetriedAttempt(id=attempt)
