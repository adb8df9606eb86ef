from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="VerdictModel")


@_attrs_define
class VerdictModel:
    """One verdict of a case: all are kept, the highest number is current.

    Attributes:
        verdict_id (str):
        judgement (str):
        no (int):
        cause (str):
        route (str):
        report_digest (str): SHA-256 of the report's octets as they were issued
        recorded_at (None | str):
        current (bool):
    """

    verdict_id: str
    judgement: str
    no: int
    cause: str
    route: str
    report_digest: str
    recorded_at: None | str
    current: bool

    def to_dict(self) -> dict[str, Any]:
        verdict_id = self.verdict_id

        judgement = self.judgement

        no = self.no

        cause = self.cause

        route = self.route

        report_digest = self.report_digest

        recorded_at: None | str
        recorded_at = self.recorded_at

        current = self.current

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "verdict_id": verdict_id,
                "judgement": judgement,
                "no": no,
                "cause": cause,
                "route": route,
                "report_digest": report_digest,
                "recorded_at": recorded_at,
                "current": current,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        verdict_id = d.pop("verdict_id")

        judgement = d.pop("judgement")

        no = d.pop("no")

        cause = d.pop("cause")

        route = d.pop("route")

        report_digest = d.pop("report_digest")

        def _parse_recorded_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recorded_at = _parse_recorded_at(d.pop("recorded_at"))

        current = d.pop("current")

        verdict_model = cls(
            verdict_id=verdict_id,
            judgement=judgement,
            no=no,
            cause=cause,
            route=route,
            report_digest=report_digest,
            recorded_at=recorded_at,
            current=current,
        )

        return verdict_model
