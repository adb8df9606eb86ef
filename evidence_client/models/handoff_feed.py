from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.handoff_summary import HandoffSummary


T = TypeVar("T", bound="HandoffFeed")


@_attrs_define
class HandoffFeed:
    """What came after a place.

    Attributes:
        items (list[HandoffSummary]):
        next_ (str): `after` of the next request; the same where nothing came
    """

    items: list[HandoffSummary]
    next_: str

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_ = self.next_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.handoff_summary import HandoffSummary

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = HandoffSummary.from_dict(items_item_data)

            items.append(items_item)

        next_ = d.pop("next")

        handoff_feed = cls(
            items=items,
            next_=next_,
        )

        return handoff_feed
