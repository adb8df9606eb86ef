from typing import Any

import pytest

from api.render.edition import Edition, Lang
from api.render.rulerows import rule_rows
from tests.api.render.data.admissions import RULES


def _row(name: str, value: str) -> dict[str, Any]:
    return {"rows_used": [{"name": name, "value": value, "source": "来源", "verified": False}]}


MONETARY = _row("monetary-2021", "both_same_side=500000000.00; one_outside=100000000.00")


@pytest.mark.parametrize(
    ("lang", "label", "value"),
    [
        ("zh", "级别管辖标准", "一方不在本省 100,000,000.00"),
        ("en", "Amounts of jurisdiction", "one side outside 100,000,000.00"),
    ],
)
def test_a_row_says_what_it_is_and_what_it_holds(lang: Lang, label: str, value: str) -> None:
    (row,) = rule_rows(Edition({}, lang), MONETARY)
    assert (row.label, row.values[1]) == (label, value)


def test_what_says_nothing_to_a_reader_is_left_out() -> None:
    value = "code=RATE_GT_24; applies=annual_cost; limit=24.00; lpr_multiple=None; lender_type=*"
    assert rule_rows(Edition({}), _row("rate-24", value))[0].values == ("上限 24.00",)


def test_a_yes_or_no_is_said() -> None:
    value = "regime=regime-2018; cause_designated=True"
    (row,) = rule_rows(Edition({}), _row("regime-2018", value))
    assert row.values == ("该案由由互联网法院集中管辖 是",)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("bar-missing", "不适用小额诉讼的情形"),
        ("order-bar-missing", "不适用支付令的情形"),
        ("designation-小额借款合同纠纷", "指定管辖"),
    ],
)
def test_what_bars_and_what_designates_is_named(name: str, label: str) -> None:
    assert rule_rows(Edition({}), _row(name, "x"))[0].label == label


def test_a_row_that_is_not_known_stands_as_it_is() -> None:
    (row,) = rule_rows(Edition({}), _row("tariff-2030", "x=1; plain"))
    assert (row.label, row.name, row.values) == ("", "tariff-2030", ("x 1", "plain"))


def test_every_row_of_a_case_is_told_with_its_source() -> None:
    rows = [(one.name, one.source, one.verified) for one in rule_rows(Edition({}), RULES)]
    assert rows == [
        ("wage-guangdong-2023", "统计公报（虚构引用）", False),
        ("monetary-2021", "法发〔2021〕27号", True),
    ]
