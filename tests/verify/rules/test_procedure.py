"""What could follow admission: which statements bar it, which court it is, which rows decided."""

from typing import Any

import pytest

from tests.verify.rules.cases import case_view, rules
from verify.rules.case import CaseView
from verify.rules.elements.table import ELEMENTS
from verify.rules.procedure import Suit, procedure_of

MONEY = {"k_total": "9859.00"}
GUANGZHOU = {"d_domicile": "广东省广州市天河区虚构路1号", "d_domicile_region": "440106"}


def _case(**changed: object) -> CaseView:
    stated: dict[str, object] = {**MONEY, **GUANGZHOU, **changed}
    return case_view(stated, rules=rules().for_case())


def _rows(**changed: object) -> list[str]:
    view = _case(**changed)
    procedure_of(view)
    return [row.name for row in view.rules.rows_used()]


def test_a_plain_claim_of_money_could_be_either() -> None:
    found = procedure_of(_case())
    assert (found.small_claims.value, found.payment_order.eligible) == (Suit.MANDATORY, True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"k_other": "赔礼道歉"}, "有金钱给付以外的诉讼请求"),
        ({"d_id_type": "护照"}, "涉外案件（涉港澳台的参照）"),
        ({"m_missing_borrower": "是"}, "一方当事人下落不明的案件"),
    ],
)
def test_a_bar_to_small_claims_is_told(changed: dict[str, Any], told: str) -> None:
    found = procedure_of(_case(**changed)).small_claims
    assert (found.value, [zh for zh, _ in found.reasons]) == (Suit.NO, [told])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"k_other": "赔礼道歉"}, "有金钱给付以外的请求"),
        ({"m_other_proceedings": "已申请支付令"}, "就同一借款另有诉讼、仲裁或者其他程序"),
        ({"f_repayment_method": "其他"}, "还款方式需要另行查明"),
        ({"m_missing_borrower": "是"}, "借款人下落不明"),
        ({"d_id_type": "护照"}, "借款人不在我国境内或者为涉外、涉港澳台主体"),
        ({"m_preservation": "有"}, "已申请诉前保全"),
        ({"d_mobile": None, "d_email": None, "d_address": None}, "没有可以送达的联系方式"),
    ],
)
def test_a_bar_to_a_payment_order_is_told(changed: dict[str, Any], told: str) -> None:
    found = procedure_of(_case(**changed)).payment_order
    assert (found.eligible, found.reasons[0][0]) == (False, told)


@pytest.mark.parametrize("nothing", [None, "无", "没有"])
@pytest.mark.parametrize("key", ["k_other", "m_other_proceedings"])
def test_nothing_stated_bars_nothing(key: str, nothing: str | None) -> None:
    assert procedure_of(_case(**{key: nothing})).payment_order.eligible


def test_an_element_that_shows_a_bar_is_one_of_the_list() -> None:
    of = rules()
    bars = (*of.small_claims_bars(), *of.payment_order_bars())
    assert {one.element for bar in bars for one in bar.when} <= set(ELEMENTS)


def test_a_word_that_shows_a_bar_is_one_that_its_element_may_say() -> None:
    of = rules()
    bars = (*of.small_claims_bars(), *of.payment_order_bars())
    sought = {(one.element, word) for bar in bars for one in bar.when for word in one.says}
    assert [pair for pair in sought if pair[1] not in ELEMENTS[pair[0]].choices] == []


def test_an_amount_within_the_wage_rests_on_the_wage() -> None:
    assert _rows() == ["regime-2018", "document-居民身份证", "wage-guangdong-2023"]


def test_a_bar_that_decides_is_listed_and_what_it_left_unasked_is_not() -> None:
    assert _rows(k_other="赔礼道歉") == [
        "regime-2018", "document-居民身份证", "bar-not-money-alone", "order-bar-not-money-alone",
    ]  # fmt: skip


def test_an_amount_that_is_not_stated_rests_on_no_wage() -> None:
    assert "wage-guangdong-2023" not in _rows(k_total=None)


def test_the_debtors_court_is_that_of_the_habitual_residence() -> None:
    lives = {"d_residence": "湖南省长沙市虚构区虚构路1号", "d_residence_region": None}
    court = procedure_of(_case(**lives)).payment_order.debtor_court
    assert court is not None
    assert court[0].startswith("湖南省")


def test_a_habitual_residence_that_cannot_be_located_leaves_the_court_open() -> None:
    lives = {"d_residence": "虚构不明地址", "d_residence_region": None}
    assert procedure_of(_case(**lives)).payment_order.debtor_court is None
