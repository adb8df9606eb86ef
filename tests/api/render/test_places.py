"""Places in a document are named in the words of the reader's language."""

import pytest

from api.render.places import placed, placed_all


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("page 2 Contents", "第 2 页内容"),
        ("page 2 Resources", "第 2 页资源（字体、图像）"),
        ("page 2 UserUnit", "第 2 页UserUnit"),
        ("pages: 1 → 2", "页数由 1 变为 2"),
        ("field Signature1", "栏目 Signature1"),
        ("field 还款 方式 removed", "栏目 还款 方式 被移除"),
        ("field a over 30% of a page", "栏目 a 盖住页面的 30%"),
        ("Doc_0/Document.xml", "Doc_0/Document.xml"),
    ],
)
def test_a_place_is_named_in_chinese(text: str, words: str) -> None:
    assert (placed(text, "zh"), placed(text, "en")) == (words, text)


def test_places_of_a_finding_are_named_one_by_one() -> None:
    assert placed_all("page 1 Contents, field a added", "zh") == "第 1 页内容、栏目 a 新增"


def test_a_place_in_an_ofd_is_named_in_english() -> None:
    assert placed("第 1 页批注", "en") == "annotation on page 1"
    assert placed("第 2 页（Doc_0/Pages/Page_1/Content.xml）", "en").startswith("page 2")
    assert placed("第 1 页批注", "zh") == "第 1 页批注"
