from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.fault_model_decides_type_0 import FaultModelDecidesType0

T = TypeVar("T", bound="FaultModel")


@_attrs_define
class FaultModel:
    """One fault.

    Attributes:
        contract_no (None | str):
        borrower (None | str): masked as in reports
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
        command (str): shows it again, offline; `trust/` and `decisions/` of a sandbox are in `/v1/samples/world`
        decides (FaultModelDecidesType0 | None): what the verdict follows from: a defect, or a question that a person of
            the court answers; null of what is told besides
        explain (str): says what the code means
    """

    contract_no: None | str
    borrower: None | str
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
    decides: FaultModelDecidesType0 | None
    explain: str

    def to_dict(self) -> dict[str, Any]:
        contract_no: None | str
        contract_no = self.contract_no

        borrower: None | str
        borrower = self.borrower

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

        decides: None | str
        if isinstance(self.decides, FaultModelDecidesType0):
            decides = self.decides.value
        else:
            decides = self.decides

        explain = self.explain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contract_no": contract_no,
                "borrower": borrower,
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
                "decides": decides,
                "explain": explain,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_contract_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        contract_no = _parse_contract_no(d.pop("contract_no"))

        def _parse_borrower(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        borrower = _parse_borrower(d.pop("borrower"))

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

        def _parse_decides(data: object) -> FaultModelDecidesType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decides_type_0 = FaultModelDecidesType0(data)

                return decides_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FaultModelDecidesType0 | None, data)

        decides = _parse_decides(d.pop("decides"))

        explain = d.pop("explain")

        fault_model = cls(
            contract_no=contract_no,
            borrower=borrower,
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
            decides=decides,
            explain=explain,
        )

        return fault_model
