import re
from string import Formatter

import pytest

from api.render.edition import Edition
from api.render.words import CATEGORIES, NUMERALS, WORDS

TEXTS = [text for row in WORDS.values() for text in row]
CHINESE = re.compile("[一-鿿]")
STANDARDS = {
    "signature_basis",
    "signature_basis_national",
    "timestamp_basis",
    "timestamp_basis_national",
    "anchor_basis",
    "seal_basis",
}
NEVER = re.compile("真实|篡改|虚假|伪造|裁决|裁定|判决|原告|被告|移送|信任锚|鉴定结论")


@pytest.mark.parametrize("key", WORDS)
def test_every_word_stands_in_both_languages(key: str) -> None:
    chinese, english = WORDS[key]
    assert (CHINESE.search(chinese) is not None or key in STANDARDS) is True
    assert CHINESE.search(english) is None


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_take_the_same_values(key: str) -> None:
    names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in WORDS[key]]
    assert names[0] == names[1] or key == "clause"


def test_no_word_says_more_than_a_machine_may() -> None:
    assert [text for text in TEXTS if NEVER.search(text)] == []


def test_article_7_has_ten_categories() -> None:
    assert (len(CATEGORIES), len(NUMERALS)) == (10, 10)


def test_an_edition_fills_the_words_of_its_language() -> None:
    editions = [Edition({}, "zh"), Edition({}, "en")]
    assert [e.say("some_unproven", n=2) for e in editions] == ["2 项无证明", "2 without proof"]


@pytest.mark.parametrize(
    ("cited", "named"),
    [
        ("RFC 3161 2.4.2", ("RFC 3161 2.4.2",)),
        ("formats package 7", ("证据包格式 7",)),
        ("formats package 15", ("证据包格式 15",)),
        ("judgement 3; RFC 3161 4", ("核验规则 3", "RFC 3161 4")),
    ],
)
def test_a_rule_of_our_own_pages_is_named_for_a_stranger(
    cited: str, named: tuple[str, ...]
) -> None:
    assert Edition({}).rules(cited) == named
