from typing import Any

from api.render.defects import SEEN, Defect, defects_of, notice_of, seen
from api.render.edition import Edition
from api.render.refs import evidence_of
from tests.api.render.data.admissions import (
    AWAITING_DECISION,
    CORRECTION,
    OUT_OF_JURISDICTION,
)
from tests.api.render.data.codes import CODES
from verify.codes.table import CODES as TABLE

ZH = Edition(CODES)


def _defects(report: dict[str, Any]) -> tuple[Defect, ...]:
    return defects_of(ZH, report["verdict"], evidence_of(report))


def test_every_defect_is_told_in_order() -> None:
    told = [(one.number, one.article) for one in _defects(CORRECTION)]
    assert told == [(1, "第七条（一）"), (2, "第七条（八）"), (3, "第七条（九）")]


def test_a_defect_has_where_it_lies_and_its_cure() -> None:
    figure = _defects(CORRECTION)[2]
    assert figure.where.elements == ("尚欠利息（J3）", "还款流水第 3 行：冲利息（I2）")
    assert figure.cure == "请更正该数额，或者提交计算公式和明细。"


def test_a_defect_without_a_cure_has_none() -> None:
    assert [one.cure for one in _defects(OUT_OF_JURISDICTION)] == [None]


def test_a_curable_defect_without_words_of_its_own_is_completed() -> None:
    verdict = CORRECTION["verdict"]
    bare = {**verdict, "defects": [{**verdict["defects"][0], "cure": None}]}
    assert defects_of(ZH, bare, {})[0].cure == "请补充、更正所列内容。"


def test_what_was_seen_is_bounded() -> None:
    verdict = CORRECTION["verdict"]
    long = {**verdict, "defects": [{**verdict["defects"][0], "observed": "条" * 10_000}]}
    assert len(str(defects_of(ZH, long, {})[0].observed)) <= SEEN // 2 + 1


def test_the_notice_keeps_its_lines() -> None:
    assert notice_of(CORRECTION["verdict"])[:2] == ("一次性告知", "广州示例小额贷款有限公司：")


def test_without_a_notice_there_are_no_lines() -> None:
    assert notice_of(AWAITING_DECISION["verdict"]) == ()


def test_elements_that_were_seen_are_told_by_their_labels() -> None:
    assert seen(ZH, "d_name, f_contract_no") == "借款人姓名或者名称（D1）；合同编号（F2）"


def test_any_other_text_that_was_seen_stays() -> None:
    assert seen(ZH, "d_name, nobody") == "d_name, nobody"


def test_elements_that_are_named_beside_are_not_told_again() -> None:
    assert seen(ZH, "d_name, f_contract_no", ["d_name", "f_contract_no"]) is None


def test_a_sum_that_was_seen_has_its_thousands_apart() -> None:
    assert seen(ZH, "100000000.00") == "100,000,000.00"


def test_codes_that_were_seen_are_told_in_their_sentences() -> None:
    assert seen(Edition(TABLE), "proof.withheld") == TABLE["proof.withheld"].zh.rstrip("。")


def test_an_example_of_a_form_is_not_called_the_right_value() -> None:
    verdict = CORRECTION["verdict"]
    form = {**verdict["defects"][0], "code": "element.credit_code_form"}
    assert defects_of(ZH, {**verdict, "defects": [form]}, {})[0].called == "格式例"
