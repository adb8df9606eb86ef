from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.court_profile_model import CourtProfileModel
    from ..models.sample_model import SampleModel


T = TypeVar("T", bound="SampleList")


@_attrs_define
class SampleList:
    """Every sample, and the court profiles that they can be sent under.

    Attributes:
        items (list[SampleModel]):
        court_profiles (list[CourtProfileModel]):
    """

    items: list[SampleModel]
    court_profiles: list[CourtProfileModel]

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        court_profiles = []
        for court_profiles_item_data in self.court_profiles:
            court_profiles_item = court_profiles_item_data.to_dict()
            court_profiles.append(court_profiles_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "court_profiles": court_profiles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.court_profile_model import CourtProfileModel
        from ..models.sample_model import SampleModel

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = SampleModel.from_dict(items_item_data)

            items.append(items_item)

        court_profiles = []
        _court_profiles = d.pop("court_profiles")
        for court_profiles_item_data in _court_profiles:
            court_profiles_item = CourtProfileModel.from_dict(court_profiles_item_data)

            court_profiles.append(court_profiles_item)

        sample_list = cls(
            items=items,
            court_profiles=court_profiles,
        )

        return sample_list
