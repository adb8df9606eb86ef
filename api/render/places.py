"""Places in a document, as readers name them, in the words of a language.

A reader of PDFs says `page 2 Contents` and `field Signature1 removed`, in names of the format. In
Chinese they become words; what is no such name stays as it is: it may be a sender's text.
"""

import re
from collections.abc import Callable, Iterable
from typing import Literal

__all__ = ["placed", "placed_all"]

_PAGE = re.compile(r"page (\d+) (\S+)(?: (.*))?", re.DOTALL)
_PAGES = re.compile(r"pages: (\d+) → (\d+)")
_FIELD = re.compile(r"field (.*?)(?: (added|removed|moved|over (\d+%) of a page))?", re.DOTALL)
_SHEET = re.compile(r"第 (\d+) 页(批注)?|文档结构")
"""How a reader of OFD names its parts."""
_KEYS = {
    "Contents": "内容",
    "Resources": "资源（字体、图像）",
    "Annots": "批注",
    "annotation": "批注",
    "MediaBox": "页面大小",
    "CropBox": "显示范围",
    "Rotate": "旋转",
}
_DONE = {"added": "新增", "removed": "被移除", "moved": "被移动"}
_SEPARATOR = ", "


def placed(text: str, lang: Literal["zh", "en"]) -> str:
    """Return one place in the words of a language."""
    if lang == "en":
        return _SHEET.sub(_sheet, text)
    for pattern, words in _WORDS:
        found = pattern.fullmatch(text)
        if found is not None:
            return words(found)
    return text


def placed_all(text: str, lang: Literal["zh", "en"]) -> str:
    """Return places that stand in a finding, one after another."""
    between = "、" if lang == "zh" else _SEPARATOR
    return between.join(_each(text.split(_SEPARATOR), lang))


def _each(texts: Iterable[str], lang: Literal["zh", "en"]) -> list[str]:
    return [placed(text, lang) for text in texts]


def _sheet(found: re.Match[str]) -> str:
    if found[1] is None:
        return "structure of the document"
    return f"annotation on page {found[1]}" if found[2] else f"page {found[1]}"


def _page(found: re.Match[str]) -> str:
    what = _KEYS.get(found[2], found[2])
    return f"第 {found[1]} 页{what}" + (f" {found[3]}" if found[3] else "")


def _pages(found: re.Match[str]) -> str:
    return f"页数由 {found[1]} 变为 {found[2]}"


def _field(found: re.Match[str]) -> str:
    if found[3]:
        return f"栏目 {found[1]} 盖住页面的 {found[3]}"
    done = _DONE.get(found[2] or "", "")
    return f"栏目 {found[1]} {done}".rstrip()


_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_PAGE, _page),
    (_PAGES, _pages),
    (_FIELD, _field),
)
