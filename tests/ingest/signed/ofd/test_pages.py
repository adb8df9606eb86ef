"""What the parts of an OFD are called."""

import pytest

from anchors.limits import LIMITS
from ingest.signed.ofd.pages import Pages
from ingest.signed.ofd.parts import Parts
from tests.ingest.signed.ofd.made import ATTACHED, NOTED, PAGE, made

ROOT = "Doc_0/Document.xml"


def _pages(parts: dict[str, bytes], *, number: int = 1, several: bool = False) -> Pages:
    found = Pages(Parts(parts))
    found.add(ROOT, number, several=several)
    return found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (PAGE, f"第 1 页（{PAGE}）"),
        (NOTED, f"第 1 页批注（{NOTED}）"),
        (ATTACHED, f"附件 data.txt（{ATTACHED}）"),
        (ROOT, f"文档结构（{ROOT}）"),
        ("Doc_0/PublicRes.xml", "Doc_0/PublicRes.xml"),
        ("x" * 999, "x" * LIMITS.inner_characters),
    ],
)
def test_a_part_is_called_what_a_reader_knows_it_as(name: str, shown: str) -> None:
    assert _pages(made().parts).label(name) == shown


def test_parts_of_one_of_several_documents_are_called_by_its_number() -> None:
    pages = _pages(made().parts, number=2, several=True)
    assert pages.label(PAGE) == f"文档 2 第 1 页（{PAGE}）"


def test_pages_are_known_by_their_identifiers() -> None:
    assert _pages(made().parts).shown == {"1": "第 1 页", "2": "第 2 页"}


@pytest.mark.parametrize("old", [b"</ofd:Document>", b"<?xml", b"Pages/Page_0"])
def test_a_document_that_cannot_be_followed_names_nothing_wrong(old: bytes) -> None:
    parts = made().parts
    parts[ROOT] = parts[ROOT].replace(old, b"../../../x" if b"/P" in old else b"<")
    assert _pages(parts).label(PAGE) == PAGE
