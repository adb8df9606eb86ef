from typing import Any

from api.render.articles import Article, Reason, articles_of
from api.render.defects import defects_of
from api.render.edition import Edition
from api.render.refs import evidence_of
from tests.api.render.data.admissions import AWAITING_DECISION, BATCH_ODR, CORRECTION
from tests.api.render.data.answers import articles, issue
from tests.api.render.data.codes import CODES

ZH = Edition(CODES)


def _rows(report: dict[str, Any]) -> dict[str, Article]:
    evidence = evidence_of(report)
    defects = defects_of(ZH, report["verdict"], evidence)
    parts = articles_of(ZH, report["articles"], evidence, defects)
    return {one.name: one for part in parts for one in part.articles}


def test_every_article_is_answered_under_its_heading() -> None:
    parts = articles_of(ZH, BATCH_ODR["articles"], {}, ())
    assert [(part.heading, len(part.articles)) for part in parts] == [
        ("适用范围与管辖", 4),
        ("批量化解条件", 8),
        ("提交方式", 1),
        ("证据内容", 10),
        ("阶段", 1),
        ("人民法院在线诉讼规则", 3),
    ]


def test_an_article_that_is_met_says_what_was_found_and_never_more() -> None:
    row = _rows(BATCH_ODR)["第五条（六）"]
    assert (row.result, row.reasons[0].sentence) == ("符合", "已登记且在有效期。")


def test_what_is_incomplete_or_blocks_stands_out() -> None:
    filled = [name for name, one in _rows(CORRECTION).items() if one.filled]
    assert filled == ["第五条（三）", "第七条（一）", "第七条（八）", "第七条（九）"]


def test_what_is_advisory_or_decided_does_not_stand_out() -> None:
    rows = _rows(AWAITING_DECISION)
    assert [rows[name].filled for name in ("第五条（五）", "规则第十七条")] == [False, False]


def test_a_reason_names_the_defect_that_it_is() -> None:
    defect = _rows(CORRECTION)["第七条（八）"].reasons[0].defect
    assert defect is not None
    assert defect.number == 2


def test_a_reason_told_many_times_is_told_once_with_every_place() -> None:
    many = [issue("element.missing", elements=(key,)) for key in ("d_name", "d_mobile")]
    (part,) = articles_of(ZH, articles({"7(2)": many})[14:15], {}, ())
    (reason,) = part.articles[0].reasons
    assert len(reason.where.elements) == 2


def _answered(outcome: str) -> Reason:
    asked = issue("art5_4.procedure", decided=outcome, observed="2024-07-01")
    row = next(one for one in articles({"5(4)": [asked]}) if one["article"] == "5(4)")
    (part,) = articles_of(ZH, [row], {}, ())
    return part.articles[0].reasons[0]


def test_an_answered_question_says_its_answer_and_asks_no_more() -> None:
    assert _answered("not_met").sentence == "催收程序是否合法完备经人工认定：不符合。"


def test_what_was_seen_is_told_of_an_answered_question_too() -> None:
    found = _answered("met")
    assert (found.told, found.observed) == (True, "2024-07-01")
