from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="WaitingModel")


@_attrs_define
class WaitingModel:
    """Cases that wait for a source that is down; they are judged when it returns.

    Attributes:
        cases (int):
        codes (list[str]): what they wait for, as finding codes
        next_attempt (None | str):
        until (None | str): when the first of them is judged as it stands
    """

    cases: int
    codes: list[str]
    next_attempt: None | str
    until: None | str

    def to_dict(self) -> dict[str, Any]:
        cases = self.cases

        codes = self.codes

        next_attempt: None | str
        next_attempt = self.next_attempt

        until: None | str
        until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cases": cases,
                "codes": codes,
                "next_attempt": next_attempt,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        cases = d.pop("cases")

        codes = cast(list[str], d.pop("codes"))

        def _parse_next_attempt(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_attempt = _parse_next_attempt(d.pop("next_attempt"))

        def _parse_until(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        until = _parse_until(d.pop("until"))

        waiting_model = cls(
            cases=cases,
            codes=codes,
            next_attempt=next_attempt,
            until=until,
        )

        return waiting_model
