from typing import Any

from api.render.edition import Edition
from api.render.routes import BatchAdmission, batch_admission
from api.render.summary import gather, summarise
from tests.api.render.data.admissions import VERDICTS
from tests.api.render.data.batches import ACCEPTED, JUDGED
from tests.api.render.data.codes import CODES
from tests.api.render.data.reports import GOOD

ZH = Edition(CODES)
REPORTS = [{**report, "case_key": f"LN-2{n:03}"} for n, report in enumerate(VERDICTS.values())]


def _judged(batch: dict[str, Any], *, limit: int = 50) -> BatchAdmission:
    found = batch_admission(ZH, batch, gather(map(summarise, REPORTS), limit=limit))
    assert found is not None
    return found


def test_a_batch_of_integrity_reports_has_no_admission() -> None:
    assert batch_admission(ZH, ACCEPTED, gather([summarise(GOOD)], limit=5)) is None


def test_the_sentence_says_how_many_are_advised_to_be_admitted() -> None:
    assert _judged(JUDGED).sentence == "2,000 件案件中 505 件建议准入，1,495 件尚需处理"


def test_a_batch_wholly_admitted_says_so() -> None:
    batch = {**JUDGED, "batch": {**JUDGED["batch"], "routes": {"BATCH_ODR": 7}}}
    assert (_judged(batch).mark, _judged(batch).sentence) == (
        "ok",
        "7 件案件全部建议准入批量化解",
    )


def test_counts_stand_in_the_order_of_the_verdict_table() -> None:
    assert [one.n for one in _judged(JUDGED).counts] == [1, 2, 320, 12, 1160, 505]


def test_without_counts_of_its_own_a_batch_is_counted_from_its_cases() -> None:
    assert [one.n for one in _judged(ACCEPTED).counts] == [1] * 6


def test_papers_stand_as_they_were_found_the_parts_of_more_than_one_named() -> None:
    papers = [(one.frees, len(one.documents)) for one in _judged(JUDGED).papers]
    assert papers == [(320, 0), (1140, 2)]


def test_defects_are_counted_over_cases_the_most_frequent_first() -> None:
    first = _judged(JUDGED).defects[0]
    assert (first.code, first.cases, first.articles) == ("debt.figure_differs", 2, "第七条（九）")


def test_a_case_under_its_verdict_has_defects_before_questions() -> None:
    route = next(one for one in _judged(JUDGED).routes if one.word == "需补正")
    assert [reason.split(" ")[0] for reason in route.cases[0].reasons] == [
        "第七条（一）",
        "第七条（八）",
        "第七条（九）",
        "第五条（三）",
    ]


def test_reasons_are_bounded_and_the_rest_is_counted() -> None:
    route = next(one for one in _judged(JUDGED).routes if one.word == "待人工认定")
    assert (len(route.cases[0].reasons), route.cases[0].more) == (4, "等 5 项")


def test_cases_of_a_verdict_are_cut_and_the_cut_is_stated() -> None:
    route = _judged(JUDGED).routes[-1]
    assert route.cut == "此处只列出前 1 件，共 505 件；其余见 JSON 报告。"


def test_the_rule_sets_of_the_cases_are_named() -> None:
    assert _judged(JUDGED).inputs[0].value == "gz-internet-court/2018-09"


def test_more_than_one_paper_is_led_by_how_many_there_are() -> None:
    assert _judged(JUDGED).papers[1].sentence == "补交 1 份材料、作出 1 项认定，1,140 件即可准入"


def test_an_example_leads_to_its_page_where_there_is_one() -> None:
    summaries = [summarise(report, href=f"cases/{report['case_key']}.html") for report in REPORTS]
    found = batch_admission(ZH, JUDGED, gather(summaries, limit=50))
    assert found is not None
    assert found.pages["LN-2000"] == "cases/LN-2000.html"
