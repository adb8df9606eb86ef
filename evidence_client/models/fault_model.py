from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="FaultModel")


@_attrs_define
class FaultModel:
    """One fault.

    Attributes:
        code (str):
        case (None | str): null: the package as a whole
        item (None | str): evidence id, of a proof with its id behind
        place (str): path, name of the file, or sheet and column
        zh (str):
        en (str):
        found (None | str):
        expected (None | str):
        cure_zh (None | str):
        cure_en (None | str):
        command (str): shows it again, offline
        explain (str): says what the code means
    """

    code: str
    case: None | str
    item: None | str
    place: str
    zh: str
    en: str
    found: None | str
    expected: None | str
    cure_zh: None | str
    cure_en: None | str
    command: str
    explain: str

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        case: None | str
        case = self.case

        item: None | str
        item = self.item

        place = self.place

        zh = self.zh

        en = self.en

        found: None | str
        found = self.found

        expected: None | str
        expected = self.expected

        cure_zh: None | str
        cure_zh = self.cure_zh

        cure_en: None | str
        cure_en = self.cure_en

        command = self.command

        explain = self.explain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "case": case,
                "item": item,
                "place": place,
                "zh": zh,
                "en": en,
                "found": found,
                "expected": expected,
                "cure_zh": cure_zh,
                "cure_en": cure_en,
                "command": command,
                "explain": explain,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        code = d.pop("code")

        def _parse_case(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        case = _parse_case(d.pop("case"))

        def _parse_item(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        item = _parse_item(d.pop("item"))

        place = d.pop("place")

        zh = d.pop("zh")

        en = d.pop("en")

        def _parse_found(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        found = _parse_found(d.pop("found"))

        def _parse_expected(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        expected = _parse_expected(d.pop("expected"))

        def _parse_cure_zh(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cure_zh = _parse_cure_zh(d.pop("cure_zh"))

        def _parse_cure_en(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cure_en = _parse_cure_en(d.pop("cure_en"))

        command = d.pop("command")

        explain = d.pop("explain")

        fault_model = cls(
            code=code,
            case=case,
            item=item,
            place=place,
            zh=zh,
            en=en,
            found=found,
            expected=expected,
            cure_zh=cure_zh,
            cure_en=cure_en,
            command=command,
            explain=explain,
        )

        return fault_model
