"""Articles, issues, defects and questions of the sample reports, made from their codes."""

from collections.abc import Mapping
from typing import Any

from tests.api.render.data.admissioncodes import ADMISSION_CODES

_QUESTION_KEYS = {
    "lender": "91440101F00000018N",
    "clause": "4f" * 32,
    "platform": "platform-a",
    "batch": "PKG-2026-0037",
    "case": None,
}


def _question(code: str, decided: str | None = None) -> dict[str, Any]:
    asks = ADMISSION_CODES[code].asks
    assert asks is not None
    return {
        "scope": asks.scope.value,
        "scope_key": _QUESTION_KEYS[asks.scope.value],
        "effect": asks.effect.value,
        "role": asks.role.value,
        "decided": decided,
    }


def issue(
    code: str,
    *,
    elements: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
    observed: str | None = None,
    expected: str | None = None,
    decided: str | None = None,
) -> dict[str, Any]:
    row = ADMISSION_CODES[code]
    return {
        "code": code,
        "status": row.statuses[0].value,
        "subject": (*elements, *items, "case")[0],
        "rule": row.rule,
        "observed": observed,
        "expected": expected,
        "elements": list(elements),
        "items": list(items),
        "question": None if row.asks is None else _question(code, decided),
    }


_WORDS = {
    "MET": {"zh": "符合", "en": "met"},
    "NOT_MET": {"zh": "不符合", "en": "not met"},
    "INCOMPLETE": {"zh": "材料不足", "en": "incomplete"},
    "OPEN": {"zh": "待认定", "en": "open"},
    "NOT_APPLICABLE": {"zh": "不适用", "en": "not applicable"},
}

_TITLES = {
    "2": ("借款人与金融机构、小额贷款公司订立的借款合同", "Loans by licensed lenders"),
    "4(1)": ("签订和履行行为均在互联网上完成", "Signed and performed online"),
    "4(2)": ("住所地、履行地或者协议管辖与广州有实际联系", "Connection with Guangzhou"),
    "4(3)": ("标的额符合基层人民法院管辖标准", "Sum within a basic court's"),
    "5(1)": ("身份认证", "Identity check"),
    "5(2)": ("电子数据的完整性", "Proof against alteration"),
    "5(3)": ("电子送达约定", "Agreement on e-service"),
    "5(4)": ("催收程序", "Collection"),
    "5(5)": ("适合小额诉讼或者一审即可化解", "Fit for small claims"),
    "5(6)": ("贷款产品合规化审查", "Product reviewed"),
    "5(7)": ("同意撤回申请", "Agrees to withdraw"),
    "5(8)": ("同意全程在线执行", "Agrees to online execution"),
    "6": ("提交方式", "Way in"),
    "7(1)": ("贷款人主体资格", "Lender's standing"),
    "7(2)": ("借款人主体资格", "Borrower's standing"),
    "7(3)": ("诉讼代理人授权", "Agent's authority"),
    "7(4)": ("对借款人身份认证的证据", "Evidence of identification"),
    "7(5)": ("线上贷款全流程", "Online process"),
    "7(6)": ("借款合同成立", "Formation of the contract"),
    "7(7)": ("电子数据存证证明", "Deposit certificate"),
    "7(8)": ("发放贷款", "Disbursement"),
    "7(9)": ("还款及欠款明细", "Repayments and arrears"),
    "7(10)": ("其他证据", "Other evidence"),
    "8": ("阶段", "Stage"),
    "规则12": ("电子化材料", "Digitised material"),
    "规则17": ("存证平台", "Deposit platform"),
    "规则18": ("上链前数据", "Data before the chain"),
}

_RESULTS = {
    "PASSED": "MET",
    "FAILED": "NOT_MET",
    "INDETERMINATE": "INCOMPLETE",
    "HUMAN": "OPEN",
    "NOT_APPLICABLE": "NOT_APPLICABLE",
}
_ORDER = ("NOT_MET", "INCOMPLETE", "OPEN", "MET", "NOT_APPLICABLE")


def _article(name: str, issues: list[dict[str, Any]]) -> dict[str, Any]:
    zh, en = _TITLES[name]
    result = min((_RESULTS[one["status"]] for one in issues), key=_ORDER.index)
    return {
        "article": name,
        "title": {"zh": zh, "en": en},
        "basis": {"zh": "指引第五条；民事诉讼法第三十五条", "en": "Guideline 5; Procedure Law 35"},
        "result": result,
        "words": _WORDS[result],
        "issues": issues,
    }


_CLEAN = {
    **dict.fromkeys(_TITLES, "met.present"),
    "2": "met.stated",
    "4(1)": "met.stated",
    "5(3)": "met.located",
    "5(6)": "met.registered",
    "7(3)": "na.not_called_for",
    "7(10)": "na.not_called_for",
    "规则12": "na.not_called_for",
}


def articles(changed: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        _article(name, changed.get(name) or [issue(code, elements=("d_name",), items=("e06",))])
        for name, code in _CLEAN.items()
    ]


def defect(article: str, one: Mapping[str, Any]) -> dict[str, Any]:
    row = ADMISSION_CODES[one["code"]]
    return {
        "code": row.code,
        "article": article,
        "status": one["status"],
        "subject": one["subject"],
        "observed": one["observed"],
        "expected": one["expected"],
        "elements": one["elements"],
        "items": one["items"],
        "curable": row.curable,
        "side": row.side.value,
        "cure": {"zh": row.cure_zh, "en": row.cure_en} if row.curable else None,
        "words": {"zh": row.zh, "en": row.en},
    }


def asked(article: str, one: Mapping[str, Any]) -> dict[str, Any]:
    row = ADMISSION_CODES[one["code"]]
    words = {"zh": row.zh, "en": row.en}
    return {"code": row.code, "article": article, "words": words, **one["question"]}
