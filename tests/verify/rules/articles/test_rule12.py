"""在线诉讼规则 12-13: scanned material."""

import pytest

from tests.verify.rules import evidence as e
from verify.model import DocumentFacts
from verify.rules.articles.rule12 import judge

NO_TEXT = DocumentFacts("no_text", 3, 0, "", {}, None)


def test_without_scans_the_articles_do_not_apply() -> None:
    assert e.codes(judge(e.case())) == ["rule12.native"]


@pytest.mark.parametrize(("name", "category"), [("contract", 6), ("voucher", 8), ("id-result", 4)])
def test_what_the_claim_rests_on_is_asked(name: str, category: int) -> None:
    scan = e.item(name, category, origin="scanned")
    assert e.codes(judge(e.case(e.with_items(scan)))) == ["rule12.contract_scanned"]


def test_any_other_scan_is_told() -> None:
    scan = e.item("id-card", 2, origin="scanned")
    assert e.codes(judge(e.case(e.with_items(scan)))) == ["rule12.scanned"]


def test_a_shared_scan_is_told_by_its_shared_name() -> None:
    (one,) = judge(e.case(documents=[e.shared("licence", 1, origin="scanned")]))
    assert one.items == ("shared:licence",)


def test_a_contract_without_text_may_be_a_scan() -> None:
    item = e.item("contract", 6, "contract", document=NO_TEXT)
    assert e.codes(judge(e.case(e.with_items(item)))) == ["rule12.no_text"]
