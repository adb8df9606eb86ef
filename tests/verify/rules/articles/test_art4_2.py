"""Article 4 (2): any of domicile, performance, agreed court; and what may still bar the court."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import LENDER, case_view, contract, lender, rules
from tests.verify.rules.elements.samples import HONEST
from verify.documents import normal_text
from verify.rules.articles.art4_2 import judge
from verify.rules.clauses import clause_digest
from verify.rules.marks import ARBITRATION, COURT, marks_of

CLAUSE = str(HONEST["f_jurisdiction_clause"])
FAR = "湖南省长沙市虚构区虚构街2号"
FARTHER = "上海市浦东新区虚构路3号"
UNCLEAR = "虚构街2号"
AWAY = {"d_domicile": FAR, "d_domicile_region": None}
"""The borrower lives elsewhere; the lender is in the region."""
CONNECTED = {**AWAY, "f_performance_place": FARTHER}
"""Only the lender's domicile connects the dispute with the region."""
NOWHERE = {**CONNECTED, "b_domicile": FARTHER}
BATCH = f"{LENDER.uscc}/pkg-1"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, "art4_2.domicile"),
        ({"d_domicile": UNCLEAR}, "art4_2.domicile"),
        ({**AWAY, "d_residence": "广州市天河区虚构街"}, "art4_2.domicile"),
        ({"d_residence": "无"}, "art4_2.domicile"),
        ({"d_residence": "同户籍地"}, "art4_2.domicile"),
        ({"d_residence": " 同 上。"}, "art4_2.domicile"),
        ({**NOWHERE, "d_residence": "同户籍地"}, "art4_2.no_connection"),
        ({**NOWHERE, "d_domicile": "无"}, "art4_2.place_unlocated"),
        (AWAY, "art4_2.performance"),
        ({"d_residence": FAR}, "art4_2.performance"),
        ({**AWAY, "f_jurisdiction_clause": None}, "art4_2.performance"),
        ({**AWAY, "f_performance_place": "无"}, "art4_2.performance"),
        ({**AWAY, "b_domicile": FARTHER, "f_performance_place": "广州市"}, "art4_2.performance"),
        (CONNECTED, "art4_2.clause_validity"),
        ({**NOWHERE, "d_domicile": "广州市", "d_residence": FAR}, "art4_2.clause_validity"),
        (NOWHERE, "art4_2.no_connection"),
        ({**NOWHERE, "f_jurisdiction_clause": None}, "art4_2.no_ground"),
        ({**CONNECTED, "f_jurisdiction_clause": None}, "art4_2.no_ground"),
        ({**NOWHERE, "d_domicile": UNCLEAR}, "art4_2.place_unlocated"),
        ({**NOWHERE, "f_performance_place": UNCLEAR}, "art4_2.place_unlocated"),
        ({**NOWHERE, "b_domicile": UNCLEAR}, "art4_2.place_unlocated"),
        (
            {**NOWHERE, "b_domicile": UNCLEAR, "f_jurisdiction_clause": None},
            "art4_2.no_ground",
        ),
        ({**AWAY, "b_domicile": UNCLEAR, "f_jurisdiction_clause": None}, "art4_2.place_unlocated"),
        ({**NOWHERE, "d_domicile": "广东省虚构县虚构街2号"}, "art4_2.place_unlocated"),
        ({**NOWHERE, "d_domicile": "广东省天河区虚构路1号"}, "art4_2.domicile"),
    ],
)  # fmt: skip
def test_any_one_ground_is_enough(stated: dict[str, Any], expected: str) -> None:
    assert codes(judge(case_view(stated))) == [expected]


def test_digits_of_the_identity_number_are_no_domicile() -> None:
    stated = {**NOWHERE, "d_id_no": "440106199001010013", "f_jurisdiction_clause": None}
    assert codes(judge(case_view(stated))) == ["art4_2.no_ground"]


def test_a_registered_domicile_of_the_lender_goes_before_the_stated_one() -> None:
    view = case_view(AWAY, lender=lender(domicile=FARTHER))
    assert codes(judge(view)) == ["art4_2.no_connection"]


def test_a_clause_in_this_contract_is_asked_about_by_its_wording() -> None:
    issues = judge(case_view(CONNECTED))
    assert keys(issues) == {"art4_2.clause_validity": clause_digest(CLAUSE)}
    assert issues[0].items == ("contract",)


@pytest.mark.parametrize(
    "items", [(contract(lacks=["f_jurisdiction_clause"]),), (contract(state="no_text"),), ()]
)
def test_a_clause_that_was_not_found_is_asked_about_once_a_package(items: Any) -> None:
    issues = judge(case_view(CONNECTED, items=items))
    assert keys(issues) == {"art4_2.clause_unlocated": f"{BATCH}/{clause_digest(CLAUSE)}"}


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("由虚构区人民法院管辖。", True),
        ("由贷款人所在地人民法院管辖。", False),
        ("由合同签订地有管辖权的法院管辖。", False),
        ("由广州互联网法院管辖。", False),
        ("由广州互联网法院管辖，其他法院无权管辖。", False),
        ("由广州互联网法院管辖，也可向贷款人住所地人民法院起诉。", False),
        ("由广州互联网法院（以下简称法院）管辖。", False),
        ("协商不成的由广州互联网法院管辖，双方不持异议。", False),
        ("由上海金融法院管辖，广州互联网法院无权管辖。", True),
        ("由广州互联网法院、上海金融法院管辖。", True),
        ("由上海金融法\u200b院管辖。", True),
        ("由上海市浦东新区人民法院（即贷款人住所地）管辖。", True),
        ("由贷款人住所地（上海市浦东新区）人民法院管辖。", True),
        ("由合同签订地广东省深圳市南山区人民法院管辖。", True),
        ("不由广州互联网法院管辖。", True),
        ("广州互联网法院，无权管辖。", True),
        ("除广州互联网法院外，由有管辖权的人民法院管辖。", True),
        ("下列约定不适用：由广州互联网法院管辖。", True),
        ("向人民法院起诉。", True),
        ("向有管辖权的人民法院起诉。", False),
        ("双方协商解决。", False),
        ("无", False),
    ],
)
def test_a_clause_for_another_court_is_for_a_person(clause: str, *, asked: bool) -> None:
    issues = judge(case_view({"f_jurisdiction_clause": clause}))
    assert ("art4_2.other_court" in codes(issues)) is asked


@pytest.mark.parametrize("clause", [None, "无"])
def test_a_court_in_a_contract_of_which_no_clause_is_stated_is_for_a_person(clause: Any) -> None:
    view = case_view({"f_jurisdiction_clause": clause}, items=(contract(has=["word_court"]),))
    assert keys(judge(view))["art4_2.court_word"] == BATCH


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("争议由上海金融法院管辖。", True),
        ("争议由上海金融法 院专属管辖。", True),
        ("争议由广州互联网法院管辖。", False),
        ("法院文书送达至约定地址。", False),
    ],
)
def test_a_contract_speaks_of_another_court_by_words_of_the_table(
    text: str, *, speaks: bool
) -> None:
    assert normal_text(text).holds_any(marks_of(rules())[COURT]) is speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("争议提交深圳国际仲裁院仲裁。", True),
        ("争议提交上海国际仲裁中心。", True),
        ("本人无未结劳动仲裁案件。", False),
        ("双方不提交仲裁。", False),
        ("劳动仲裁除外，提交仲裁解决。", True),
    ],
)
def test_a_contract_speaks_of_arbitration_by_words_of_the_table(text: str, *, speaks: bool) -> None:
    assert normal_text(text).holds_any(marks_of(rules())[ARBITRATION]) is speaks


def test_another_court_that_the_contract_does_not_name_is_asked_about_once_a_package() -> None:
    view = case_view({"f_jurisdiction_clause": "由虚构区人民法院管辖。"}, items=())
    assert "art4_2.other_court_unlocated" in codes(judge(view))


@pytest.mark.parametrize(
    ("stated", "items", "expected"),
    [
        (
            {"f_arbitration_clause": "提交虚构仲裁委员会仲裁。"},
            (contract(has=["f_arbitration_clause"]),),
            ["art4_2.arbitration_agreed"],
        ),
        (
            {"f_arbitration_clause": "提交虚构仲裁委员会仲裁。"},
            (contract(lacks=["f_arbitration_clause"]),),
            ["art4_2.arbitration_unlocated"],
        ),
        (
            {"f_jurisdiction_clause": "可以仲裁，也可以向广州互联网法院起诉。"},
            (contract(),),
            ["art4_2.arbitration_agreed"],
        ),
        (
            {"f_jurisdiction_clause": "不提交仲裁，由广州互联网法院管辖。"},
            (contract(),),
            [],
        ),
        ({}, (contract(has=["word_arbitration"]),), ["art4_2.arbitration_word"]),
        ({"f_arbitration_clause": "没有"}, (contract(),), []),
    ],
)
def test_arbitration_is_for_a_person_however_it_shows(
    stated: dict[str, Any], items: Any, expected: list[str]
) -> None:
    assert codes(judge(case_view(stated, items=items)))[1:] == expected


def test_who_the_borrower_is_says_nothing_of_the_place() -> None:
    stated = {"d_id_type": "护照", "d_id_no": "E00000000", "d_birth_date": "2020-01-01"}
    assert codes(judge(case_view(stated))) == ["art4_2.domicile"]
