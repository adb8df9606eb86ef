"""Every basis a finding cites is a page that a reader can open."""

import re

import pytest

from api.render.edition import Edition
from api.render.words import RULES
from tests.architecture.tree import ROOT
from verify.codes.table import CODES

TEXT = (ROOT / "docs/rules.md").read_text("utf-8")
JUDGEMENT, PACKAGE = (
    set(re.findall(r"^(\d+)\. ", part, re.MULTILINE))
    for part in TEXT.partition("\n## Package format")[::2]
)
OWN = {"judgement": JUDGEMENT, "formats package": PACKAGE}
STANDARD = re.compile(
    r"(?:RFC|EN|ETSI (?:EN|TS)|GB(?:/T)?|GM/T|ISO|ITU-T X\.|X\.|POSIX\.1-|EIP-)\s?\d"
    r"|Ethereum Yellow Paper|APPNOTE|Limits\b"
    r"|(?:指引|民法典|民事诉讼法|民诉法解释|人民法院在线诉讼规则)第[一二三四五六七八九十百]+条"
)
CITED = sorted({part for row in CODES.values() for part in row.rule.split("; ")})


def _numbers(page: str) -> set[str]:
    named = [part.removeprefix(page) for part in CITED if part.startswith(f"{page} ")]
    return {number for part in named for number in re.findall(r"\d+", part)}


@pytest.mark.parametrize("page", OWN)
def test_every_rule_of_ours_that_is_cited_is_written(page: str) -> None:
    assert _numbers(page) - OWN[page] == set()


@pytest.mark.parametrize("part", CITED)
def test_a_basis_is_a_numbered_rule_of_ours_or_a_clause_of_a_standard(part: str) -> None:
    ours = re.fullmatch(r"(?:judgement|formats package) \d+(?:, \d+)*", part)
    assert ours is not None or STANDARD.match(part) is not None


@pytest.mark.parametrize("page", OWN)
def test_a_rule_of_ours_is_named_for_a_reader_in_chinese(page: str) -> None:
    assert f"{page} " in {prefix for prefix, _, _ in RULES}
    assert Edition(CODES, "zh").rules(f"{page} 1") != (f"{page} 1",)


def test_the_shapes_of_the_format_are_numbered() -> None:
    assert {"10", "11", "12", "13"} <= PACKAGE
