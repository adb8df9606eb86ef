"""Decisions 认定: what a judge, a clerk or an operator answers, signed with the court's key."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from api.once import OnceKey, done_once
from api.paging import CursorText, Limit, next_cursor, row_of
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import Fault, ProblemError, responses_of
from api.reported import decided_problem, report_looked_at
from api.service import service_of
from api.sight import sight_of
from api.stated import StatedInstant
from api.strictjson import StrictJsonRoute
from ingest.answers import Answer
from ingest.handing.deciding import decide
from ingest.store.decisions import DecisionRow, decisions_page
from verify.canonical import rfc3339
from verify.rules.decisions import Decision

__all__ = ["DecisionModel", "DecisionPage", "DecisionRequest", "made_model", "router"]

router = APIRouter(tags=["decisions"], route_class=StrictJsonRoute)

_KEY = r"^[^\x00-\x1F\x7F]+$"
_TEXT = r"[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F]*"
_READABLE = rf"^{_TEXT}[^\s\x00-\x1F\x7F]{_TEXT}$"
"""Says something, and has no control characters but the ends of lines and tabs."""
Outcome = Literal["met", "not_met", "released", "admit", "admit_non_litigation", "refuse"]
_MADE = responses_of(
    "http.unauthorized", "http.forbidden", "http.not_found", "http.conflict", "http.invalid",
    "http.request_running", "http.idempotency_key_reused",
)  # fmt: skip
_LISTED = responses_of("http.unauthorized", "http.forbidden", "http.invalid")


class DecisionRequest(BaseModel):
    """What is decided. The report says what is asked: nobody types a scope key."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [{
        "batch": "pkg-aaaaaaaaaaaaaaaaaaaaaaaaaa", "case_key": "case-000000",
        "question": "art5_3.clause_meaning", "outcome": "met", "reason": "经审查认定",
    }]})  # fmt: skip

    batch: str = Field(pattern="^pkg-[a-z2-7]{26}$", description="our id of the package")
    case_key: str | None = Field(
        default=None, pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="the case whose report was looked at; without it, the package's report",
    )  # fmt: skip
    question: str | None = Field(
        default=None, min_length=1, max_length=400,
        description="number in that report from 1, code, or code@scope key; none of an end",
    )  # fmt: skip
    outcome: Outcome
    scope: Literal["case", "batch"] = Field(default="case", description="of an end")
    reason: str = Field(min_length=1, max_length=2000, pattern=_READABLE)
    days: int | None = Field(
        default=None, ge=0, le=100_000, description="latest bound that is accepted"
    )
    expires: StatedInstant | None = Field(default=None, strict=False)
    revoke: bool = Field(default=False, description="takes back what was decided before")


class DecisionModel(BaseModel):
    """A decision."""

    model_config = ConfigDict(extra="forbid")

    digest: str = Field(description="SHA-256 of its canonical JSON; named by judgements")
    question: str
    scope: str
    scope_key: str
    outcome: str
    role: str
    made_at: str | None
    expires: str | None

    @classmethod
    def of(cls, row: DecisionRow) -> "DecisionModel":
        """Return it as it is answered."""
        return cls(
            digest=row.digest, question=row.question, scope=row.scope, scope_key=row.scope_key,
            outcome=row.outcome, role=row.role, made_at=rfc3339(row.made_at),
            expires=rfc3339(row.expires),
        )  # fmt: skip


class DecisionPage(BaseModel):
    """Decisions, the newest first."""

    model_config = ConfigDict(extra="forbid")

    items: list[DecisionModel]
    next_cursor: str | None


@router.post("/v1/decisions", status_code=201, response_model=DecisionModel, responses=_MADE)
def make_decision(
    request: Request,
    body: DecisionRequest,
    principal: Annotated[Principal, allowed(Action.DECIDE)],
    key: OnceKey = None,
) -> Response:
    """Decide: it is signed and kept, and the cases it reaches are judged again."""
    service = service_of(request)
    sight = sight_of(principal, Action.DECIDE)
    if body.expires is not None and body.expires <= service.clock():
        raise ProblemError("http.invalid", errors=[Fault(pointer="expires", detail="is past")])
    report = report_looked_at(service, sight, body.batch, body.case_key)
    answer = Answer(
        body.outcome, body.reason, principal.name or principal.client, principal.role.value,
        body.scope, body.days, body.expires, body.revoke,
    )  # fmt: skip

    def made(connection: Connection) -> DecisionModel:
        client = principal.client
        return made_model(decide(connection, service, report, body.question, answer, client))

    with decided_problem():
        return done_once(request, principal, key, body, made)


@router.get("/v1/decisions", responses=_LISTED)
def list_decisions(
    request: Request,
    principal: Annotated[Principal, allowed(Action.DECIDE)],
    question: Annotated[str | None, Query(max_length=80, pattern="^[a-z0-9_.]+$")] = None,
    scope_key: Annotated[str | None, Query(min_length=1, max_length=256, pattern=_KEY)] = None,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> DecisionPage:
    """List what was decided, the newest first."""
    with service_of(request).database.read() as connection:
        rows = decisions_page(
            connection, principal.environment,
            question=question, scope_key=scope_key, before=row_of(cursor), limit=limit + 1,
        )  # fmt: skip
    page, more = next_cursor(rows, limit)
    return DecisionPage(items=[DecisionModel.of(one) for one in page], next_cursor=more)


def made_model(made: Decision) -> DecisionModel:
    """Return a decision that was just made."""
    return DecisionModel(
        digest=made.digest, question=made.question, scope=made.scope.value,
        scope_key=made.scope_key, outcome=made.outcome.value, role=made.role.value,
        made_at=rfc3339(made.at), expires=rfc3339(made.expires),
    )  # fmt: skip
