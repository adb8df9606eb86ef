from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.ready_reasons_item import ReadyReasonsItem

T = TypeVar("T", bound="Ready")


@_attrs_define
class Ready:
    """Whether requests can be taken.

    Attributes:
        ready (bool):
        reasons (list[ReadyReasonsItem]):
        degraded (list[Literal['workers']]):
    """

    ready: bool
    reasons: list[ReadyReasonsItem]
    degraded: list[Literal["workers"]]

    def to_dict(self) -> dict[str, Any]:
        ready = self.ready

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.value
            reasons.append(reasons_item)

        degraded = self.degraded

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ready": ready,
                "reasons": reasons,
                "degraded": degraded,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        ready = d.pop("ready")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = ReadyReasonsItem(reasons_item_data)

            reasons.append(reasons_item)

        degraded = []
        _degraded = d.pop("degraded")
        for degraded_item_data in _degraded:
            degraded_item = cast(Literal["workers"], degraded_item_data)
            if degraded_item != "workers":
                raise ValueError(
                    f"degraded_item must match const 'workers', got '{degraded_item}'"
                )
            degraded.append(degraded_item)

        ready = cls(
            ready=ready,
            reasons=reasons,
            degraded=degraded,
        )

        return ready
