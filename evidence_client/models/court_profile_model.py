from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="CourtProfileModel")


@_attrs_define
class CourtProfileModel:
    """What Sandbox-Court-Profile may name.

    Attributes:
        name (str): empty: the default, no header is called for
        zh (str):
        en (str):
    """

    name: str
    zh: str
    en: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        zh = self.zh

        en = self.en

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "zh": zh,
                "en": en,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        zh = d.pop("zh")

        en = d.pop("en")

        court_profile_model = cls(
            name=name,
            zh=zh,
            en=en,
        )

        return court_profile_model
