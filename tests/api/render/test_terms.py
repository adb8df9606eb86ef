"""One thing has one name in every text for people (docs/glossary.md)."""

import pytest

from api.render.explain import AREAS
from api.render.words import NEAR_MISSES, WORDS
from verify.codes.table import CODES

VARIANTS = {
    "信任库": "信任清单",
    "信任锚": "受信任根证书",
    "核验时间": "核验时点",
    "吊销信息": "吊销数据",
    "区块链锚定": "链上锚定",
    "上链存证": "链上锚定",
    "上链记录": "链上锚定",
    "trust store": "trust list",
}
TEXTS = [
    *(text for row in CODES.values() for text in (row.zh, row.en, row.cure_zh, row.cure_en)),
    *(text for rows in (WORDS, NEAR_MISSES, AREAS) for both in rows.values() for text in both),
]
OF_THE_COURT = (
    "art", "rule1", "admission", "decision", "corroboration", "sheet", "package.rules",
)  # fmt: skip
"""Areas that speak of the court that is applied to, and not of who runs the verification."""
OF_A_RUN = [
    *(
        text
        for code, row in CODES.items()
        if not code.startswith(OF_THE_COURT)
        for text in (row.zh, row.en, row.cure_zh, row.cure_en)
    ),
    *(text for rows in (WORDS, NEAR_MISSES, AREAS) for both in rows.values() for text in both),
]
UNTRUE_OF_A_COMMAND_LINE = ("本院", "this court", "the court trusts", "the court has pinned")


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_text_has_another_name_for_a_thing(variant: str) -> None:
    assert [text for text in TEXTS if text and variant in text.lower()] == []


@pytest.mark.parametrize("owner", UNTRUE_OF_A_COMMAND_LINE)
def test_no_text_says_that_the_trust_list_is_a_court_s(owner: str) -> None:
    assert [text for text in OF_A_RUN if text and owner in text] == []


def test_cures_stand_in_both_languages() -> None:
    assert [c for c, row in CODES.items() if (row.cure_zh is None) != (row.cure_en is None)] == []
