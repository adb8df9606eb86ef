from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Correction")


@_attrs_define
class Correction:
    """One defect.

    Attributes:
        case_key (str):
        contract_no (None | str):
        loan_no (None | str):
        borrower (None | str):
        article (str):
        code (str):
        items (list[str]):
        elements (list[str]):
        zh (str):
        en (str):
        observed (None | str):
        expected (None | str):
        curable (bool):
        cure_zh (None | str):
        cure_en (None | str):
        side (str):
    """

    case_key: str
    contract_no: None | str
    loan_no: None | str
    borrower: None | str
    article: str
    code: str
    items: list[str]
    elements: list[str]
    zh: str
    en: str
    observed: None | str
    expected: None | str
    curable: bool
    cure_zh: None | str
    cure_en: None | str
    side: str

    def to_dict(self) -> dict[str, Any]:
        case_key = self.case_key

        contract_no: None | str
        contract_no = self.contract_no

        loan_no: None | str
        loan_no = self.loan_no

        borrower: None | str
        borrower = self.borrower

        article = self.article

        code = self.code

        items = self.items

        elements = self.elements

        zh = self.zh

        en = self.en

        observed: None | str
        observed = self.observed

        expected: None | str
        expected = self.expected

        curable = self.curable

        cure_zh: None | str
        cure_zh = self.cure_zh

        cure_en: None | str
        cure_en = self.cure_en

        side = self.side

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "case_key": case_key,
                "contract_no": contract_no,
                "loan_no": loan_no,
                "borrower": borrower,
                "article": article,
                "code": code,
                "items": items,
                "elements": elements,
                "zh": zh,
                "en": en,
                "observed": observed,
                "expected": expected,
                "curable": curable,
                "cure_zh": cure_zh,
                "cure_en": cure_en,
                "side": side,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        case_key = d.pop("case_key")

        def _parse_contract_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        contract_no = _parse_contract_no(d.pop("contract_no"))

        def _parse_loan_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        loan_no = _parse_loan_no(d.pop("loan_no"))

        def _parse_borrower(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        borrower = _parse_borrower(d.pop("borrower"))

        article = d.pop("article")

        code = d.pop("code")

        items = cast(list[str], d.pop("items"))

        elements = cast(list[str], d.pop("elements"))

        zh = d.pop("zh")

        en = d.pop("en")

        def _parse_observed(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        observed = _parse_observed(d.pop("observed"))

        def _parse_expected(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        expected = _parse_expected(d.pop("expected"))

        curable = d.pop("curable")

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

        side = d.pop("side")

        correction = cls(
            case_key=case_key,
            contract_no=contract_no,
            loan_no=loan_no,
            borrower=borrower,
            article=article,
            code=code,
            items=items,
            elements=elements,
            zh=zh,
            en=en,
            observed=observed,
            expected=expected,
            curable=curable,
            cure_zh=cure_zh,
            cure_en=cure_en,
            side=side,
        )

        return correction
