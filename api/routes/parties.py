"""Parties by reference: what a hand-off object only refers to, for who takes the case over."""

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from api.sight import BatchId, CaseKey, find_case, find_package, sight_of
from ingest.handing.originals import secret_values

__all__ = ["Parties", "Secret", "router"]

router = APIRouter(tags=["handoffs"])

_FOUND = responses_of(
    "http.unauthorized", "http.forbidden", "http.not_found", "http.invalid", "http.unavailable"
)
_log = structlog.get_logger(__name__)


class Secret(BaseModel):
    """One element, by the reference that stands for it."""

    model_config = ConfigDict(extra="forbid")

    secret_ref: str
    path: str
    value: Any


class Parties(BaseModel):
    """Elements that are not handed on."""

    model_config = ConfigDict(extra="forbid")

    items: list[Secret] = Field(description="those that were asked for; all, where none was named")


@router.get("/v1/cases/{batch}/{case_key}/parties", responses=_FOUND)
def read_parties(
    request: Request,
    batch: BatchId,
    case_key: CaseKey,
    principal: Annotated[Principal, allowed(Action.READ_PARTIES)],
    path: Annotated[
        list[Annotated[str, Query(pattern="^[a-z0-9_/]{1,80}$")]],
        Query(max_length=100, description="paths of a hand-off's `secret` list"),
    ] = [],  # noqa: B006 - the framework copies it
) -> Parties:
    """Resolve references of a case; every reading is logged, by path and never by value."""
    service, sight = service_of(request), sight_of(principal, Action.READ_PARTIES)
    with service.database.read() as connection:
        case = find_case(connection, sight, batch, case_key)
        package = find_package(connection, sight, batch)
    values = secret_values(service, package, case.shard, case_key)
    if values is None or not values.keys() >= set(path):
        raise ProblemError("http.not_found")
    chosen = path or sorted(values)
    _log.info(
        "parties.read", client=principal.client, batch=batch, case=case_key, paths=list(chosen)
    )
    name = f"secret:{package.package_id}/{case_key}"
    return Parties(
        items=[Secret(secret_ref=f"{name}/{one}", path=one, value=values[one]) for one in chosen]
    )
