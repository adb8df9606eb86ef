import pytest

from api.render.edition import Edition, Lang
from api.render.refs import Evidence, article_name, element_name, evidence_of, where_of
from tests.api.render.data.admissions import BATCH_ODR

ZH, EN = Edition({}, "zh"), Edition({}, "en")


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("2", "第二条", "Art. 2"),
        ("5(3)", "第五条（三）", "Art. 5 (3)"),
        ("7(10)", "第七条（十）", "Art. 7 (10)"),
        ("规则12", "规则第十二、十三条", "Rules 12-13"),
        ("rule18", "规则第十八条", "Rules 18"),
        ("", "", ""),
        ("cover", "cover", "cover"),
    ],
)
def test_an_article_is_named_as_the_law_counts_it(article: str, zh: str, en: str) -> None:
    assert (article_name(ZH, article), article_name(EN, article)) == (zh, en)


@pytest.mark.parametrize(
    ("path", "lang", "name"),
    [
        ("d_id_no", "zh", "证件号码（D6）"),
        ("d_id_no", "en", "document number (D6)"),
        ("i_ledger/3/amount", "zh", "还款流水第 3 行：还款金额（I2）"),
        ("i_ledger/3", "zh", "还款流水第 3 行（I2）"),
        ("no_such_key", "zh", "no_such_key"),
    ],
)
def test_an_element_is_named_by_label_and_number(path: str, lang: Lang, name: str) -> None:
    assert element_name(Edition({}, lang), path) == name


def test_evidence_is_named_by_its_title_and_place() -> None:
    found = where_of(ZH, (), ("e06", "shared:licence"), evidence_of(BATCH_ODR))
    assert found.evidence == (Evidence("借款合同", "i-e06"), Evidence("营业执照", "s-licence"))


def test_evidence_that_the_page_does_not_have_is_no_link() -> None:
    assert where_of(ZH, (), ("gone",), {}).evidence == (Evidence("gone", ""),)


def test_places_are_bounded_and_the_rest_is_counted() -> None:
    found = where_of(ZH, [f"i_ledger/{n}/amount" for n in range(1, 41)], (), {})
    assert (len(found.elements), found.more) == (8, "等 40 项")


def test_an_issue_that_points_nowhere_says_so() -> None:
    assert bool(where_of(ZH, (), (), {})) is False
