"""One report for each verdict, as the engine emits them: fictional throughout."""

from typing import Any

from tests.api.render.data.answers import articles, asked, defect, issue
from tests.api.render.data.debts import DEBT, WRONG_DEBT
from tests.api.render.data.reports import CONTRACT, FAULTY, GOOD, JUDGEMENT, MISMATCHED, UNPROVEN

RULES = {
    "id": "gz-internet-court/2018-09",
    "digest": "88" * 32,
    "regime": "regime-2018",
    "court": "gzinternetcourt",
    "chosen_for": {"day": "2025-06-10", "by": "receipt"},
    "rows_used": [
        {
            "name": "wage-guangdong-2023",
            "value": "province=440000; annual_wage=131418.00; mandatory_percent=50",
            "source": "统计公报（虚构引用）",
            "verified": False,
        },
        {
            "name": "monetary-2021",
            "value": "both_same_side=500000000.00; one_outside=100000000.00",
            "source": "法发〔2021〕27号",
            "verified": True,
        },
    ],
}

ELEMENTS_STATED = {
    "a_product_code": "EDAI-01",
    "b_name": "广州示例小额贷款有限公司",
    "b_uscc": "91440101MA5XXXXX0K",
    "d_name": "虚构借款人",
    "d_id_type": "居民身份证",
    "d_id_no": "440106199001010013",
    "f_contract_no": "HT00000001",
    "f_loan_no": "JK00000001",
    "f_signed_at": "2024-06-08T10:01:00+08:00",
    "f_contract_amount": "12000.00",
    "f_annual_rate": "12.00",
    "f_start_date": "2024-06-08",
    "f_end_date": "2025-06-08",
    "f_repayment_method": "等额本金",
    "j_principal": "9000.00",
    "j_cut_off": "2025-05-31",
    "k_total": "9859.00",
}

_VERDICT_WORDS = {
    "HOLD": {"zh": "转人工审查", "en": "for review by a person"},
    "OUT_OF_JURISDICTION": {
        "zh": "疑不属于本院管辖（或不属本指引适用范围），待审查",
        "en": "probably outside this court's jurisdiction; to be reviewed",
    },
    "AWAITING_DECISION": {"zh": "待人工认定", "en": "for a person to decide"},
    "NON_LITIGATION_CANDIDATE": {
        "zh": "不符合第五条条件，待甄别、评估、审查",
        "en": "Article 5 is not met; to be sorted, assessed and reviewed",
    },
    "CORRECTION": {"zh": "需补正（一次性告知）", "en": "to be corrected (all defects at once)"},
    "BATCH_ODR": {"zh": "建议准入批量化解", "en": "advised to admit to batch resolution"},
}


def _cell(technique: str, item: str, bound: str | None, state: str) -> dict[str, Any]:
    return {"technique": technique, "item": item, "proof": "p1", "bound": bound, "state": state}


COVERAGE: list[dict[str, Any]] = [
    {
        "event": "identity",
        "label": {"zh": "身份认证", "en": "Identity check"},
        "event_time": {"from": "2024-06-08T09:52:00+08:00", "to": "2024-06-08T09:52:00+08:00"},
        "state": "PLATFORM_TIME",
        "words": {"zh": "存证时间由平台证明", "en": "time is the platform's word"},
        "cells": [_cell("platform", "e04", "2024-06-08T01:53:00Z", "PLATFORM_TIME")],
    },
    {
        "event": "contract",
        "label": {"zh": "签订合同", "en": "Contract"},
        "event_time": {"from": "2024-06-08T10:01:00+08:00", "to": "2024-06-08T10:01:00+08:00"},
        "state": "IN_TIME",
        "words": {"zh": "及时", "en": "in time"},
        "cells": [
            _cell("signature", "e06", "2024-06-08T02:02:10Z", "IN_TIME"),
            _cell("timestamp", "e06", "2024-06-08T02:02:10Z", "IN_TIME"),
            _cell("chain", "e06", "2024-06-08T02:10:00Z", "IN_TIME"),
        ],
    },
    {
        "event": "disbursement/1",
        "label": {"zh": "放款 1", "en": "Disbursement 1"},
        "event_time": {"from": "2024-06-08", "to": "2024-06-08"},
        "state": "LATE",
        "words": {"zh": "事后存证", "en": "deposited after the event"},
        "cells": [_cell("timestamp", "e08", "2024-07-02T02:02:10Z", "LATE")],
    },
    {
        "event": "repayment",
        "label": {"zh": "还款", "en": "Repayment"},
        "event_time": {"from": "2024-07-08", "to": "2025-05-31"},
        "state": "UNCOVERED",
        "words": {"zh": "缺少证明", "en": "uncovered"},
        "cells": [],
    },
]

SMALL_CLAIMS = {
    "value": "mandatory",
    "reasons": [{"zh": "标的额不超过基数的百分之五十", "en": "the sum is within half of the base"}],
}
PAYMENT_ORDER = {
    "eligible": True,
    "reasons": [{"zh": "给付金钱，数额确定，已到期", "en": "money, certain and due"}],
    "debtor_court": {
        "zh": "天河区（借款人住所地）基层人民法院",
        "en": "the basic court of the borrower's domicile",
    },
}


def _report(
    route: str,
    number: int,
    changed: dict[str, list[dict[str, Any]]],
    **values: Any,
) -> dict[str, Any]:
    named = [(name, one) for name, issues in changed.items() for one in issues]
    wrong = [(n, one) for n, one in named if one["status"] in {"FAILED", "INDETERMINATE"}]
    decisions = values.pop("decisions", [])
    return {
        **GOOD,
        "case_key": f"LN-10{number:02}",
        "elements": ELEMENTS_STATED,
        "judgement": {**JUDGEMENT, "rules": RULES["id"]},
        "verdict": {
            "route": route,
            "words": _VERDICT_WORDS[route],
            "rules": RULES,
            "decided_by": [n for n, _ in wrong],
            "defects": [defect(n, one) for n, one in wrong if one["question"] is None],
            "would_wait_for": values.pop("would_wait_for", []),
            "small_claims": SMALL_CLAIMS,
            "payment_order": PAYMENT_ORDER,
            "notice": values.pop("notice", None),
            "decisions": decisions,
            "conclusion": {
                "case": f"91440101F00000018N/PKG-2026-0037/LN-10{number:02}",
                "batch": "91440101F00000018N/PKG-2026-0037",
            },
            "ended": values.pop("ended", None),
        },
        "articles": articles(changed),
        "coverage": COVERAGE,
        "debt": DEBT,
        "open_questions": [asked(n, one) for n, one in named if one["question"] is not None],
        **values,
    }


_VOUCHER = issue("art7_8.voucher_absent", elements=("h_disbursements/1/serial_no",))
_FIGURE = issue(
    "debt.figure_differs",
    elements=("j_interest", "i_ledger/3/interest"),
    observed="559.00",
    expected="556.80",
)
_MISSING = issue("element.missing", elements=("b_licence_no",))
_MEANING = issue("art5_3.clause_meaning", elements=("f_service_clause",), items=("e06",))
_PROCEDURE = issue("art5_4.procedure", items=("shared:licence",))
_CLEAR = issue("art5_5.facts_clear")

NOTICE = {
    "zh": "一次性告知\n广州示例小额贷款有限公司：\n你方提交的 LN-1005 号案件（合同编号 HT00000001）"
    "经审查需补正下列事项，请于七日内一次补齐：\n一、第七条（八）：没有发放贷款的凭证。"
    "请补交放款银行或者支付机构出具的放款凭证。\n二、第七条（九）：申报的欠款数额与复算结果不一致。"
    "请更正该数额，或者提交计算公式和明细。"
}

BATCH_ODR = _report("BATCH_ODR", 1, {"5(5)": [_CLEAR]})

HOLD = _report(
    "HOLD",
    2,
    {"5(2)": [issue("contradiction.item", items=("e08",))], "5(3)": [_MEANING]},
    items=[CONTRACT, MISMATCHED],
    proves=FAULTY["proves"],
)

OUT_OF_JURISDICTION = _report(
    "OUT_OF_JURISDICTION",
    3,
    {
        "4(3)": [
            issue(
                "art4_3.amount_above",
                elements=("k_total", "d_domicile"),
                observed="120000000.00",
                expected="< 100000000.00",
            )
        ]
    },
)

AWAITING_DECISION = _report(
    "AWAITING_DECISION",
    4,
    {
        "2": [issue("art2.assignee", elements=("f_assignment",))],
        "5(3)": [issue("met.located", items=("e06",)), _MEANING],
        "5(4)": [_PROCEDURE],
        "5(5)": [_CLEAR],
        "7(6)": [issue("art7_6.root_unknown", items=("e06",))],
        "6": [issue("admission.receipt_other_day")],
        "规则17": [issue("rule17.platform", decided="met")],
    },
    decisions=[
        {
            "question": "rule17.platform",
            "scope": "platform",
            "scope_key": "platform-a",
            "outcome": "met",
            "at": "2026-04-10T02:00:00Z",
            "principal": "judge-01",
        }
    ],
    would_wait_for=["revocation.absent"],
)

CORRECTION = _report(
    "CORRECTION",
    5,
    {
        "5(3)": [_MEANING],
        "7(1)": [_MISSING],
        "7(8)": [_VOUCHER],
        "7(9)": [_FIGURE],
    },
    debt=WRONG_DEBT,
    notice=NOTICE,
    items=[CONTRACT, UNPROVEN],
)

NON_LITIGATION = _report(
    "NON_LITIGATION_CANDIDATE",
    6,
    {
        "5(3)": [issue("art5_3.clause_lacks_stage", elements=("f_service_clause",))],
        "7(9)": [_FIGURE],
    },
    ended="admit_non_litigation",
)

VERDICTS: dict[str, dict[str, Any]] = {
    "HOLD": HOLD,
    "OUT_OF_JURISDICTION": OUT_OF_JURISDICTION,
    "AWAITING_DECISION": AWAITING_DECISION,
    "NON_LITIGATION_CANDIDATE": NON_LITIGATION,
    "CORRECTION": CORRECTION,
    "BATCH_ODR": BATCH_ODR,
}
