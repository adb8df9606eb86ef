"""Articles of Chinese law that a rule cites, in the language of the page.

Codes cite the guideline and the laws as they are cited in Chinese, 指引第七条第一款第（八）项; a
reader of English is told `Guideline 7 (8)`, by number, so that the article is found.
"""

import re

__all__ = ["cited"]

_LAWS = {
    "指引": "Guideline",
    "人民法院在线诉讼规则": "Online Litigation Rules",
    "在线诉讼规则": "Online Litigation Rules",
    "民法典": "Civil Code",
    "民事诉讼法": "Civil Procedure Law",
}
_NUMERAL = "[零〇一二三四五六七八九十百]{1,7}"
_ARTICLE = re.compile(
    f"(?P<law>{'|'.join(_LAWS)})?第(?P<article>{_NUMERAL})条"
    f"(?:第{_NUMERAL}款)?(?:第?（(?P<item>{_NUMERAL})）项?)?"
)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100}


def _number(numeral: str) -> int:
    total = last = 0
    for character in numeral:
        unit = _UNITS.get(character)
        if unit is None:
            last = _DIGITS[character]
        else:
            total, last = total + (last or 1) * unit, 0
    return total + last


def _english(found: re.Match[str]) -> str:
    law = f"{_LAWS[found['law']]} " if found["law"] else ""
    item = f" ({_number(found['item'])})" if found["item"] else ""
    return f"{law}{_number(found['article'])}{item}"


def cited(rule: str) -> str:
    """A citation in English; what cites no Chinese law is left as it is."""
    return _ARTICLE.sub(_english, rule).replace("、", ", ")
