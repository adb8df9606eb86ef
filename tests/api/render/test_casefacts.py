from api.render.casefacts import case_facts
from api.render.edition import Edition
from tests.api.render.data.admissions import ELEMENTS_STATED

ZH = Edition({})
FACTS = {fact.label: fact for fact in case_facts(ZH, ELEMENTS_STATED)}


def test_the_parties_are_named_as_before_filing() -> None:
    assert list(FACTS)[:2] == ["贷款人（申请人）", "借款人（被申请人）"]


def test_everything_a_party_stated_is_quoted() -> None:
    assert {fact.said for fact in FACTS.values()} == {True}


def test_the_page_of_a_case_shows_the_number_whole() -> None:
    assert FACTS["借款人（被申请人）"].also == "居民身份证 440106199001010013"


def test_sums_have_their_thousands_apart() -> None:
    assert (FACTS["诉请总额"].value, FACTS["合同金额 / 年利率"].also) == ("9,859.00", "12.00%")


def test_what_was_not_stated_is_left_out() -> None:
    assert [one.label for one in case_facts(ZH, {"k_total": "1.00"})] == ["诉请总额"]


def test_a_value_that_is_no_text_is_left_out() -> None:
    assert case_facts(ZH, {"k_total": 7, "d_name": ["x"], "i_ledger": []}) == ()


def test_without_elements_there_are_no_facts() -> None:
    assert case_facts(ZH, None) == ()


def test_a_long_value_is_bounded() -> None:
    assert len(case_facts(ZH, {"d_name": "名" * 9_000})[0].value) <= 81
