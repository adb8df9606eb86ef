"""The feed of hand-offs 导入: pulled at least once, in order for each case, acknowledged by id.

Whoever reads goes on from `next` of the answer before; an answer without items is an answer to ask
again after a while. A hand-off that was acknowledged is still in the feed: who has lost its place
reads it from the beginning.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.paging import Limit
from api.permissions import Action
from api.principal import Principal, allowed
from api.problems import Fault, ProblemError, responses_of
from api.service import service_of
from ingest.handing.release import read_body
from ingest.store.commitorder import Place
from ingest.store.handoffs import HandoffView, acknowledge, handoff_of, handoffs_after
from verify.canonical import rfc3339

__all__ = ["Acknowledged", "HandoffFeed", "HandoffSummary", "router"]

router = APIRouter(tags=["handoffs"])

HandoffId = Annotated[
    str,
    Path(pattern="^hnd-[a-z2-7]{26}$", examples=["hnd-aaaaaaaaaaaaaaaaaaaaaaaaaa"]),
]
_FED = responses_of("http.unauthorized", "http.forbidden", "http.invalid")
_FOUND = responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid")


class HandoffSummary(BaseModel):
    """One hand-off as the feed names it."""

    model_config = ConfigDict(extra="forbid")

    id: str
    kind: str = Field(
        description="admitted, non_litigation, superseded or corrected: take it over; "
        "recalled or withdrawn: give it back"
    )
    batch: str
    case_key: str
    order_key: str = Field(description="hand-offs of one loan share it, in their order")
    verdict_id: str
    route: str
    decision: str | None = Field(description="digest of the person's decision")
    created_at: str | None
    acknowledged_at: str | None
    href: str

    @classmethod
    def of(cls, row: HandoffView) -> "HandoffSummary":
        """Return it as it is answered."""
        return cls(
            id=row.id, kind=row.kind, batch=row.package, case_key=row.case_key,
            order_key=row.order_key, verdict_id=row.verdict_id, route=row.route,
            decision=row.decision, created_at=rfc3339(row.created_at),
            acknowledged_at=rfc3339(row.acknowledged_at), href=f"/v1/handoffs/{row.id}",
        )  # fmt: skip


class HandoffFeed(BaseModel):
    """What came after a place."""

    model_config = ConfigDict(extra="forbid")

    items: list[HandoffSummary]
    next: str = Field(description="`after` of the next request; the same where nothing came")


class Acknowledged(BaseModel):
    """The hand-off arrived."""

    model_config = ConfigDict(extra="forbid")

    id: str


@router.get("/v1/handoffs", responses=_FED)
def read_feed(
    request: Request,
    principal: Annotated[Principal, allowed(Action.READ_HANDOFFS)],
    after: Annotated[str, Query(pattern=r"^[0-9]{1,18}-[0-9]{1,18}$")] = "0-0",
    limit: Limit = 50,
) -> HandoffFeed:
    """Give what was handed on after a place, in the order in which it was committed."""
    with service_of(request).database.read() as connection:
        rows = handoffs_after(connection, principal.environment, _place(after), limit=limit)
    place = str(rows[-1].place) if rows else after
    return HandoffFeed(items=[HandoffSummary.of(one) for one in rows], next=place)


@router.get("/v1/handoffs/{handoff}", responses=_FOUND)
def read_handoff(
    request: Request,
    handoff: HandoffId,
    principal: Annotated[Principal, allowed(Action.READ_HANDOFFS)],
) -> dict[str, Any]:
    """Give the hand-off object (`verify/schemas/handoff.schema.json`)."""
    service = service_of(request)
    with service.database.read() as connection:
        row = handoff_of(connection, principal.environment, handoff)
    if row is None:
        raise ProblemError("http.not_found")
    return read_body(service.blobs, row)


@router.post("/v1/handoffs/{handoff}/ack", responses=_FOUND)
def acknowledge_handoff(
    request: Request,
    handoff: HandoffId,
    principal: Annotated[Principal, allowed(Action.READ_HANDOFFS)],
) -> Acknowledged:
    """Say that a hand-off arrived; a second time changes nothing."""
    service = service_of(request)
    with service.database.write() as connection:
        known = acknowledge(connection, principal.environment, handoff, service.clock())
    if not known:
        raise ProblemError("http.not_found")
    return Acknowledged(id=handoff)


def _place(text: str) -> Place:
    try:
        return Place.of(text)
    except ValueError as error:
        fault = Fault(pointer="after", detail="不是本系统给出的位置 no place of ours")
        raise ProblemError("http.invalid", errors=[fault]) from error
