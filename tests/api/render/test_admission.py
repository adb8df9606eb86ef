import pytest

from api.render.admission import Admission, admission_of
from api.render.admissionwords import ROUTES
from api.render.edition import Edition
from tests.api.render.data.admissions import CORRECTION, VERDICTS
from tests.api.render.data.codes import CODES
from tests.api.render.data.reports import GOOD

ZH = Edition(CODES)


def _admission(route: str) -> Admission:
    found = admission_of(ZH, VERDICTS[route])
    assert found is not None
    return found


def test_an_integrity_report_has_no_admission() -> None:
    assert admission_of(ZH, GOOD) is None


@pytest.mark.parametrize("route", VERDICTS)
def test_the_word_of_the_verdict_is_its_own(route: str) -> None:
    assert _admission(route).opinion.words == VERDICTS[route]["verdict"]["words"]["zh"]


def test_each_verdict_of_the_table_has_a_sample() -> None:
    assert set(VERDICTS) == set(ROUTES)


@pytest.mark.parametrize(
    ("route", "why"),
    [
        ("BATCH_ODR", "没有缺陷，没有须先认定的问题；供参考的问题 1 个"),
        (
            "HOLD",
            "证据数据不一致，原因待查（1 项）；缺陷 1 项（第五条（二））；须先由人认定的问题 1 个",
        ),
        ("OUT_OF_JURISDICTION", "缺陷 1 项（第四条（三））"),
        ("AWAITING_DECISION", "须先由人认定的问题 5 个；供参考的问题 1 个"),
        (
            "CORRECTION",
            "缺陷 3 项（第七条（一）、第七条（八）、第七条（九））；须先由人认定的问题 1 个",
        ),
        ("NON_LITIGATION_CANDIDATE", "缺陷 2 项（第五条（三）、第七条（九））"),
    ],
)
def test_the_conclusion_says_why_defects_first(route: str, why: str) -> None:
    assert _admission(route).opinion.why == why


def test_articles_are_counted_by_result() -> None:
    counts = [(one.word, one.n) for one in _admission("CORRECTION").opinion.counts]
    assert counts == [("符合", 20), ("不符合", 0), ("材料不足", 3), ("待认定", 1)]


def test_the_conclusion_leads_to_defects_before_questions() -> None:
    anchors = [one.anchor for one in _admission("CORRECTION").opinion.pointers]
    assert anchors == ["d-1", "d-2", "d-3", "q-1"]


def test_the_conclusion_names_rule_set_and_receipt() -> None:
    told = [(one.label, one.value, one.small) for one in _admission("HOLD").opinion.inputs[:2]]
    assert told == [
        ("规则集", "gz-internet-court/2018-09", "2018 年管辖规定"),
        ("收到、核验时点", "2026-04-17 09:32:06", "命令行核验以此为准"),
    ]


def test_an_advice_that_may_change_says_so() -> None:
    assert _admission("AWAITING_DECISION").opinion.waits is not None


def test_what_people_made_of_the_case_stands_beside_the_verdict() -> None:
    assert _admission("NON_LITIGATION_CANDIDATE").opinion.ended == "导入非诉方式化解"


def test_a_row_of_law_that_nobody_compared_is_marked() -> None:
    assert [row.verified for row in _admission("CORRECTION").rows] == [False, True]


def test_the_notes_on_procedure_have_state_and_reasons() -> None:
    notes = [(one.heading, one.state, len(one.reasons)) for one in _admission("HOLD").procedure]
    assert notes == [
        ("小额诉讼", "符合应当适用的标的额", 1),
        ("支付令", "具备申请支付令的形式条件", 2),
    ]


def test_a_report_without_debt_has_no_account() -> None:
    found = admission_of(ZH, {**CORRECTION, "debt": None})
    assert found is not None
    assert found.account is None
