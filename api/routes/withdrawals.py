"""Withdrawals 撤回: a lender takes back a case or a package; noted as an end, and passed on."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from api.once import OnceKey, done_once
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.reported import decided_problem, report_looked_at
from api.routes.decisions import DecisionModel, made_model
from api.service import service_of
from api.sight import find_package, sight_of
from ingest.answers import Answer
from ingest.handing.deciding import decide
from ingest.service import Service
from ingest.store.reading import cases_of
from ingest.store.sight import Sight

__all__ = ["WithdrawalRequest", "router"]

router = APIRouter(tags=["decisions"])

_MADE = responses_of(
    "http.unauthorized", "http.forbidden", "http.not_found", "http.conflict", "http.invalid",
    "http.request_running", "http.idempotency_key_reused",
)  # fmt: skip


class WithdrawalRequest(BaseModel):
    """What is taken back."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [{
        "batch": "pkg-aaaaaaaaaaaaaaaaaaaaaaaaaa", "case_key": "case-000000",
        "reason": "借款人已清偿",
    }]})  # fmt: skip

    batch: str = Field(pattern="^pkg-[a-z2-7]{26}$", description="our id of the package")
    case_key: str | None = Field(
        default=None, pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="one case; without it the whole package",
    )  # fmt: skip
    reason: str = Field(min_length=1, max_length=2000, pattern=r"\S")


@router.post("/v1/withdrawals", status_code=201, response_model=DecisionModel, responses=_MADE)
def withdraw(
    request: Request,
    body: WithdrawalRequest,
    principal: Annotated[Principal, allowed(Action.WITHDRAW)],
    key: OnceKey = None,
) -> Response:
    """Take back a case or a package that was judged; what is still judged can be cancelled."""
    service, sight = service_of(request), sight_of(principal, Action.WITHDRAW)
    case_key = body.case_key or _any_case(service, sight, body.batch)
    with service.database.read() as connection:
        lender = find_package(connection, sight, body.batch).lender
    if lender != principal.party:
        raise ProblemError("http.not_found")
    report = report_looked_at(service, sight, body.batch, case_key)
    scope = "case" if body.case_key else "batch"
    answer = Answer("withdrawn", body.reason, principal.name or principal.party, "operator", scope)

    def made(connection: Connection) -> DecisionModel:
        return made_model(decide(connection, service, report, None, answer, principal.client))

    with decided_problem():
        return done_once(request, principal, key, body, made)


def _any_case(service: Service, sight: Sight, batch: str) -> str:
    """Return a case that was judged: its report names the key of the whole package."""
    with service.database.read() as connection:
        find_package(connection, sight, batch)
        rows = cases_of(connection, sight, batch, limit=200)
    found = next((one.case_key for one in rows if one.verdict is not None), None)
    if found is None:
        raise ProblemError("http.conflict", "尚无报告 there is no report yet")
    return found
