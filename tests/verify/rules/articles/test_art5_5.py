"""Article 5 (5): clear facts are a judge's to say, and bar nothing; other proceedings do."""

import pytest

from tests.verify.rules.articles.said import codes
from tests.verify.rules.cases import case_view, lender
from verify.codes.table import CODES
from verify.findings import Effect
from verify.rules.articles.art5_5 import judge

CLEAR = "art5_5.facts_clear"


def test_clear_facts_are_always_for_a_judge() -> None:
    assert codes(judge(case_view())) == [CLEAR]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("m_other_proceedings", "已申请支付令", "art5_5.other_proceedings"),
        ("k_other", "赔礼道歉", "art5_5.not_money_alone"),
        ("e_guarantee", "有", "art5_5.security_given"),
        ("m_missing_borrower", "是", "art5_5.borrower_missing"),
    ],
)
def test_what_speaks_against_it_is_told(key: str, value: str, code: str) -> None:
    assert codes(judge(case_view({key: value}))) == [CLEAR, code]


@pytest.mark.parametrize(
    ("purpose", "amount", "expected"),
    [
        ("日常消费", "200000.00", [CLEAR]),
        ("日常消费", "200000.01", [CLEAR, "art5_5.loan_amount"]),
        ("经营周转", "10000000.00", [CLEAR]),
        ("经营周转", "10000000.01", [CLEAR, "art5_5.loan_amount"]),
    ],
)
def test_a_microloan_above_its_amount_is_flagged(
    purpose: str, amount: str, expected: list[str]
) -> None:
    stated = {
        "f_purpose": purpose, "f_contract_amount": amount,
        "f_signed_at": "2025-02-01T10:00:00+08:00",
    }  # fmt: skip
    assert codes(judge(case_view(stated))) == expected


@pytest.mark.parametrize("key", ["f_signed_at", "f_purpose", "f_contract_amount"])
def test_an_amount_that_cannot_be_held_against_its_row_is_not_flagged(key: str) -> None:
    stated = {
        "f_purpose": "消费", "f_contract_amount": "900000.00",
        "f_signed_at": "2025-02-01T10:00:00+08:00", key: None,
    }  # fmt: skip
    assert codes(judge(case_view(stated))) == [CLEAR]


@pytest.mark.parametrize(
    ("registered", "stated", "expected"),
    [
        ("小额贷款公司", "银行", [CLEAR, "art5_5.loan_amount"]),
        ("银行", "小额贷款公司", [CLEAR]),
        (None, "小额贷款公司", [CLEAR, "art5_5.loan_amount"]),
        (None, None, [CLEAR]),
    ],
)
def test_the_amount_is_that_of_the_lender_as_registered(
    registered: str | None, stated: str | None, expected: list[str]
) -> None:
    view = case_view(
        {
            "f_purpose": "消费", "f_contract_amount": "900000.00",
            "f_signed_at": "2025-02-01T10:00:00+08:00", "b_type": stated,
        },
        lender=None if registered is None else lender(type=registered),
    )  # fmt: skip
    assert codes(judge(view)) == expected


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        (CLEAR, Effect.ADVISORY),
        ("art5_5.borrower_missing", Effect.ADVISORY),
        ("art5_5.security_given", Effect.ADVISORY),
        ("art5_5.loan_amount", Effect.ADVISORY),
        ("art5_5.other_proceedings", Effect.BLOCKING),
    ],
)
def test_only_other_proceedings_bar(code: str, effect: Effect) -> None:
    asks = CODES[code].asks
    assert asks is not None
    assert asks.effect is effect
