"""The debt of a sample report: one that agrees, one with three faults."""

from typing import Any


def _figure(
    number: str, key: str, zh: str, en: str, claimed: str, computed: str, **more: object
) -> dict[str, Any]:
    return {
        "figure": number,
        "key": key,
        "label": {"zh": zh, "en": en},
        "claimed": claimed,
        "computed": computed,
        "tolerance": "0.01",
        "agrees": claimed == computed,
        "because_of": None,
        "explained_by": None,
        **more,
    }


_PRINCIPAL = _figure("J2", "j_principal", "尚欠本金", "principal owed", "9000.00", "9000.00")
_INTEREST = _figure("J3", "j_interest", "尚欠利息", "interest owed", "559.00", "559.00")
_PENALTY = _figure("J4", "j_penalty", "尚欠罚息", "penalty owed", "300.00", "300.00")
_TOTAL = _figure("J7", "j_total", "欠款合计", "total owed", "9859.00", "9859.00", tolerance="0.00")
_FROM = _figure(
    "J8",
    "j_overdue_from",
    "逾期起始日",
    "overdue from",
    "2024-10-09",
    "2024-10-09",
    tolerance=None,
)

_CONVENTIONS = [
    {
        "key": "f_day_basis",
        "label": {"zh": "一年天数", "en": "days of a year"},
        "value": "360",
        "declared": True,
    },
    {
        "key": "f_interest_count",
        "label": {"zh": "每期利息计法", "en": "how interest is counted"},
        "value": "按月",
        "declared": True,
    },
    {
        "key": "f_allocation_order",
        "label": {"zh": "还款抵充顺序", "en": "order of allocation"},
        "value": "费息罚复本",
        "declared": False,
    },
]

_INSTALMENT: dict[str, Any] = {
    "no": 1,
    "due": "2024-07-08",
    "claimed": {"principal": "1000.00", "interest": "120.00", "fee": "0.00"},
    "computed": {"principal": "1000.00", "interest": "120.00", "fee": "0.00"},
    "agrees": True,
}
_PAID = {"principal": "1000.00", "interest": "120.00", "penalty": "0.00"}
_REPAYMENT: dict[str, Any] = {
    "row": 1,
    "date": "2024-07-08",
    "amount": "1120.00",
    "claimed": _PAID,
    "computed": _PAID,
    "agrees": True,
}

DEBT: dict[str, Any] = {
    "as_of": "2025-05-31",
    "conventions": _CONVENTIONS,
    "figures": [_PRINCIPAL, _INTEREST, _PENALTY, _TOTAL, _FROM],
    "schedule": [_INSTALMENT],
    "ledger": [_REPAYMENT],
    "cost": {
        "irr_12": "12.00",
        "effective": "12.68",
        "penalty_over": "1.50",
        "fee_at_disbursement": "0.00",
        "flags": [
            {
                "code": "RATE_GT_24",
                "rate": "12.00",
                "limit": "24.00",
                "over": True,
                "flips": False,
                "row": "rate-24",
                "words": {"zh": "年化综合成本高于所列参考利率", "en": "above the rate named"},
            }
        ],
    },
    "accelerated": True,
    "principal": {
        "due": "9000.00",
        "not_due": "0.00",
        "running_interest": "0.00",
        "credit": "0.00",
    },
    "until_paid": {"base": "9000.00", "rate": "18.00", "day_basis": "360"},
    "assumptions": [
        {
            "zh": "按所填的提前到期宣布日计算，以提前到期通知已到达借款人为前提。",
            "en": "The rest falls due on the stated day, provided that the notice arrived.",
        }
    ],
}

WRONG_DEBT: dict[str, Any] = {
    **DEBT,
    "figures": [
        _PRINCIPAL,
        {
            **_INTEREST,
            "computed": "556.80",
            "agrees": False,
            "explained_by": {"zh": "按日计息，一年 360 天", "en": "interest by days, 360 a year"},
        },
        _PENALTY,
        {**_TOTAL, "computed": "9856.80", "agrees": False, "because_of": "j_interest"},
        _FROM,
    ],
    "schedule": [
        _INSTALMENT,
        {
            "no": 2,
            "due": "2024-08-08",
            "claimed": {"principal": "1000.00", "interest": "112.20", "fee": "0.00"},
            "computed": {"principal": "1000.00", "interest": "110.00", "fee": "0.00"},
            "agrees": False,
        },
    ],
    "ledger": [
        _REPAYMENT,
        {
            "row": 2,
            "date": "2024-08-09",
            "amount": "1110.00",
            "claimed": {"principal": "1000.00", "interest": "110.00", "penalty": "0.00"},
            "computed": {"principal": "999.50", "interest": "110.00", "penalty": "0.50"},
            "agrees": False,
        },
    ],
}
