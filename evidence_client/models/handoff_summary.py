from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="HandoffSummary")


@_attrs_define
class HandoffSummary:
    """One hand-off as the feed names it.

    Attributes:
        id (str):
        kind (str): admitted, non_litigation, superseded or corrected: take it over; recalled or withdrawn: give it back
        batch (str):
        case_key (str):
        order_key (str): hand-offs of one loan share it, in their order
        verdict_id (str):
        route (str):
        decision (None | str): digest of the person's decision
        created_at (None | str):
        acknowledged_at (None | str):
        href (str):
    """

    id: str
    kind: str
    batch: str
    case_key: str
    order_key: str
    verdict_id: str
    route: str
    decision: None | str
    created_at: None | str
    acknowledged_at: None | str
    href: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        batch = self.batch

        case_key = self.case_key

        order_key = self.order_key

        verdict_id = self.verdict_id

        route = self.route

        decision: None | str
        decision = self.decision

        created_at: None | str
        created_at = self.created_at

        acknowledged_at: None | str
        acknowledged_at = self.acknowledged_at

        href = self.href

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "batch": batch,
                "case_key": case_key,
                "order_key": order_key,
                "verdict_id": verdict_id,
                "route": route,
                "decision": decision,
                "created_at": created_at,
                "acknowledged_at": acknowledged_at,
                "href": href,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        batch = d.pop("batch")

        case_key = d.pop("case_key")

        order_key = d.pop("order_key")

        verdict_id = d.pop("verdict_id")

        route = d.pop("route")

        def _parse_decision(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decision = _parse_decision(d.pop("decision"))

        def _parse_created_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        created_at = _parse_created_at(d.pop("created_at"))

        def _parse_acknowledged_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        acknowledged_at = _parse_acknowledged_at(d.pop("acknowledged_at"))

        href = d.pop("href")

        handoff_summary = cls(
            id=id,
            kind=kind,
            batch=batch,
            case_key=case_key,
            order_key=order_key,
            verdict_id=verdict_id,
            route=route,
            decision=decision,
            created_at=created_at,
            acknowledged_at=acknowledged_at,
            href=href,
        )

        return handoff_summary
