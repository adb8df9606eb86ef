from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ProgressModel")


@_attrs_define
class ProgressModel:
    """How far a judgement is.

    Attributes:
        done (int): shards that are judged
        all_ (int): shards; 0 until the package is opened
        failed (int): given up, for an operator to look at
    """

    done: int
    all_: int
    failed: int

    def to_dict(self) -> dict[str, Any]:
        done = self.done

        all_ = self.all_

        failed = self.failed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "done": done,
                "all": all_,
                "failed": failed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        done = d.pop("done")

        all_ = d.pop("all")

        failed = d.pop("failed")

        progress_model = cls(
            done=done,
            all_=all_,
            failed=failed,
        )

        return progress_model
