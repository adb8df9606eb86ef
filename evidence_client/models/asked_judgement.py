from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AskedJudgement")


@_attrs_define
class AskedJudgement:
    """The judgement that was asked for; the last one again, where nothing has changed.

    Attributes:
        judgement (str):
    """

    judgement: str

    def to_dict(self) -> dict[str, Any]:
        judgement = self.judgement

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "judgement": judgement,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        judgement = d.pop("judgement")

        asked_judgement = cls(
            judgement=judgement,
        )

        return asked_judgement
