import pytest

from api.render.citations import cited
from api.render.edition import Edition


@pytest.mark.parametrize(
    ("rule", "english"),
    [
        ("指引第七条第一款第（八）项", "Guideline 7 (8)"),
        ("指引第五条第（三）项", "Guideline 5 (3)"),
        ("人民法院在线诉讼规则第十二条、第十三条", "Online Litigation Rules 12, 13"),
        ("民法典第六百七十条", "Civil Code 670"),
        ("RFC 3161 2.4.2", "RFC 3161 2.4.2"),
    ],
)
def test_an_article_is_cited_by_number_in_english(rule: str, english: str) -> None:
    assert cited(rule) == english


def test_rules_are_parted_in_either_writing() -> None:
    rules = Edition({}, "en").rules("指引第八条；judgement 7; RFC 3339 5.6")
    assert rules == ("Guideline 8", "Rule of judgement 7", "RFC 3339 5.6")


def test_chinese_keeps_its_own_citation() -> None:
    assert Edition({}, "zh").rules("指引第八条") == ("指引第八条",)
