from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="JudgeAgainRequest")


@_attrs_define
class JudgeAgainRequest:
    """Why it is judged again.

    Attributes:
        cause (str): what changed
    """

    cause: str

    def to_dict(self) -> dict[str, Any]:
        cause = self.cause

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cause": cause,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        cause = d.pop("cause")

        judge_again_request = cls(
            cause=cause,
        )

        return judge_again_request
