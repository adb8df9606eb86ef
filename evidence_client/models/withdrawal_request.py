from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WithdrawalRequest")


@_attrs_define
class WithdrawalRequest:
    """What is taken back.

    Attributes:
        batch (str): our id of the package
        reason (str):
        case_key (None | str | Unset): one case; without it the whole package
    """

    batch: str
    reason: str
    case_key: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        batch = self.batch

        reason = self.reason

        case_key: None | str | Unset
        if isinstance(self.case_key, Unset):
            case_key = UNSET
        else:
            case_key = self.case_key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "batch": batch,
                "reason": reason,
            }
        )
        if case_key is not UNSET:
            field_dict["case_key"] = case_key

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        batch = d.pop("batch")

        reason = d.pop("reason")

        def _parse_case_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        case_key = _parse_case_key(d.pop("case_key", UNSET))

        withdrawal_request = cls(
            batch=batch,
            reason=reason,
            case_key=case_key,
        )

        return withdrawal_request
