"""A signature inside a document is told with what it covers and what came after it."""

from typing import Any

import pytest

from api.render.edition import Edition
from api.render.html import render_case
from api.render.inside import inside_of
from tests.api.render.data.codes import CODES
from tests.api.render.data.reports import CONTRACT, GOOD, SIGNATURE_PASSED
from verify.model import Change

ZH, EN = Edition(CODES, "zh"), Edition(CODES, "en")
PLACE: dict[str, Any] = {
    "document": "pdf",
    "name": "Signature1",
    "covers": ["revision 1 of 2"],
    "whole": True,
    "change": "signatures",
    "changed": [],
    "claimed_at": "2024-09-01T02:00:00Z",
}


def _proof(**changed: object) -> dict[str, Any]:
    return {**SIGNATURE_PASSED, "inside": {**PLACE, **changed}}


def _words(**changed: object) -> str:
    inside = inside_of(ZH, _proof(**changed))
    assert inside is not None
    return inside.words


def test_a_proof_beside_the_original_has_no_place_in_it() -> None:
    assert inside_of(ZH, SIGNATURE_PASSED) is None


def test_the_revision_that_was_signed_is_said() -> None:
    assert _words() == (
        "涵盖签名时的整份文件（第 1 版，共 2 版）；此后只增加了其他签名、时间戳或者验证资料"
    )


def test_a_document_of_one_revision_is_said_to_be_whole() -> None:
    words = _words(covers=["revision 1 of 1"], change="nothing")
    assert words == "涵盖签名时的整份文件；此后文件没有改动"


def test_of_the_parts_of_a_container_no_number_is_said_that_may_be_cut() -> None:
    words = _words(document="ofd", covers=["OFD.xml", "Doc_0/Document.xml"], change="nothing")
    assert words == "涵盖签名时的整份文件；此后文件没有改动"


def test_the_signatures_of_a_container_have_no_order() -> None:
    words = _words(document="asic-e", covers=["a"])
    assert words.endswith("此外另有其他签名、时间戳，所涵盖的内容没有改动")


def test_a_signature_over_a_part_is_never_said_to_be_over_the_whole() -> None:
    assert _words(whole=False) == "不能认定其涵盖所交的整份文件"
    assert _words(whole=False, change="content").endswith("此后文件内容被改动")


@pytest.mark.parametrize("edition", [ZH, EN])
@pytest.mark.parametrize("change", Change)
def test_every_change_has_words(change: Change, edition: Edition) -> None:
    assert inside_of(edition, _proof(change=change.value)) is not None


@pytest.mark.parametrize("document", ["pdf", "ofd", "asic-e", "asic-s", "cms"])
def test_every_form_of_document_has_a_name(document: str) -> None:
    assert inside_of(EN, _proof(document=document)) is not None


def test_a_seal_is_called_a_seal() -> None:
    inside = inside_of(ZH, {**_proof(document="ofd"), "form": "ses"})
    assert inside is not None
    assert inside.kind == "OFD 内的电子印章"


def test_the_first_places_of_a_change_are_told() -> None:
    changed = [f"page {n} Contents" for n in range(9)]
    inside = inside_of(ZH, _proof(change="content", changed=changed))
    assert inside is not None
    assert inside.places[-2:] == ("第 4 页内容", "等多处")


def test_what_a_document_calls_its_signature_is_quoted_on_the_page() -> None:
    name = "<b>核验一致</b>"
    report = {**GOOD, "items": [{**CONTRACT, "proofs": [_proof(name=name)]}]}
    page = render_case(report, codes=CODES)
    assert '<q class="said">&lt;b&gt;核验一致&lt;/b&gt;</q>' in page


def test_the_time_that_a_document_states_is_said_to_be_its_own_word() -> None:
    inside = inside_of(ZH, _proof())
    assert inside is not None
    assert inside.claimed == "文件自载的签名时间 2024-09-01 10:00:00"
