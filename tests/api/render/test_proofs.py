from typing import Any

import pytest

from api.render.edition import Edition
from api.render.html import render_case
from api.render.proofs import basis_of, existed_of, place_of, words_of
from tests.api.render.data.codes import CODES
from tests.api.render.data.reports import (
    ANCHOR_PASSED,
    AT,
    CONTRACT,
    GOOD,
    SIGNATURE_PASSED,
    TIMESTAMP_PASSED,
)

ZH, EN = Edition(CODES, "zh"), Edition(CODES, "en")
NATIONAL = {"form": "gm-cms", "algorithms": ["sm3", "sm2-256"]}
LATE_FINDING = {
    "code": "revocation.absent",
    "status": "INDETERMINATE",
    "subject": "p1",
    "rule": "RFC 5280 6.3",
    "observed": None,
    "expected": None,
}


def _page(*proofs: dict[str, Any]) -> str:
    report = {**GOOD, "items": [{**CONTRACT, "proofs": list(proofs)}]}
    return render_case(report, codes=CODES)


@pytest.mark.parametrize(
    ("algorithms", "named"),
    [
        (["sm3", "sm2-256"], "签名有效（SM2/SM3）"),
        (["sha256", "rsa-2048"], "签名有效（RSA-2048/SHA-256）"),
        (["sha3-512", "sha256", "ed25519-256"], "签名有效（Ed25519/SHA3-512/SHA-256）"),
        ([], "签名有效"),
    ],
)
def test_a_row_says_the_algorithms_in_words(algorithms: list[str], named: str) -> None:
    assert words_of(ZH, {**SIGNATURE_PASSED, "algorithms": algorithms}) == named


def test_a_row_of_an_anchor_has_its_place_and_no_algorithms() -> None:
    assert words_of(EN, ANCHOR_PASSED) == "Anchored on the chain as stated"


@pytest.mark.parametrize(
    ("proof", "basis"),
    [
        ({**SIGNATURE_PASSED, **NATIONAL}, "GM/T 0010（GB/T 35275）"),
        ({**SIGNATURE_PASSED, "algorithms": NATIONAL["algorithms"]}, "RFC 5652"),
        ({**TIMESTAMP_PASSED, "algorithms": ["sm3", "sm2-256"]}, "GB/T 20520"),
        ({**TIMESTAMP_PASSED, "algorithms": ["sm3", "rsa-2048"]}, "GB/T 20520"),
        (TIMESTAMP_PASSED, "RFC 3161"),
    ],
)
def test_the_basis_is_the_standard_of_the_form(proof: dict[str, Any], basis: str) -> None:
    assert basis_of(ZH, proof, ()) == ("指引第五条（二）", basis)


def test_a_finding_s_rule_stands_beside_the_national_standard() -> None:
    remarks = (ZH.remark(LATE_FINDING),)
    proof = {**SIGNATURE_PASSED, **NATIONAL}
    assert basis_of(ZH, proof, remarks) == ("RFC 5280 6.3", "GM/T 0010（GB/T 35275）")


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (TIMESTAMP_PASSED, "最迟于 2026-03-01 10:12:34 已存在"),
        (SIGNATURE_PASSED, "该签名最迟于 2026-03-01 10:12:34 已存在"),
        ({**TIMESTAMP_PASSED, "over": "signature:p1"}, "该签名最迟于 2026-03-01 10:12:34 已存在"),
        ({**TIMESTAMP_PASSED, "over": "receipt:p6"}, "该回执最迟于 2026-03-01 10:12:34 已存在"),
        ({**TIMESTAMP_PASSED, "proven_time": AT}, None),
        ({**TIMESTAMP_PASSED, "proven_time": None}, None),
    ],
)
def test_a_row_says_what_existed_by_then(proof: dict[str, Any], words: str | None) -> None:
    assert existed_of(ZH, proof, AT) == words


def test_an_anchor_is_readable_in_its_row() -> None:
    assert (
        "链 evm-court（虚构司法链联盟） · 区块 5259915 · 区块时间 2025-05-31 21:03:00，"
        "容差 60 秒 · 交易 0"
    ) in _page(ANCHOR_PASSED).partition("技术细节")[0]


def test_the_details_call_it_the_place_on_the_chain() -> None:
    details = _page(ANCHOR_PASSED).partition(f"<code>{ANCHOR_PASSED['id']}</code>")[2]
    assert ("链上位置" in details, f"区块哈希 {'ab' * 32}" in details) == (True, True)
    assert "证书路径" not in details


def test_a_chain_that_is_not_registered_has_no_place() -> None:
    nowhere = dict.fromkeys(ANCHOR_PASSED["ledger"]) | {"chain": "a claim's own word"}
    assert place_of(ZH, nowhere) is None


def test_a_header_that_cannot_be_read_leaves_the_chain() -> None:
    ledger = ANCHOR_PASSED["ledger"] | {"height": None, "block_time": None}
    place = place_of(EN, ledger)
    assert place is not None
    assert place.words == "chain evm-court (虚构司法链联盟)"


def test_a_block_with_no_transaction_named_is_told_by_height_and_time() -> None:
    place = place_of(EN, ANCHOR_PASSED["ledger"] | {"transaction": None, "tolerance_s": 7200})
    assert place is not None
    assert place.words.endswith("tolerance 7200 s")
    assert place.block.startswith("block hash ")


def test_a_block_that_is_not_known_is_not_named() -> None:
    nowhere = dict.fromkeys(("height", "block", "block_time", "tolerance_s", "transaction"))
    ledger = ANCHOR_PASSED["ledger"] | nowhere
    assert place_of(EN, ledger) == ("chain evm-court (虚构司法链联盟)", "")
    assert "None" not in _page({**ANCHOR_PASSED, "ledger": ledger})


def test_every_signer_has_its_path() -> None:
    page = _page({**SIGNATURE_PASSED, "paths": [["CN=甲", "CN=根"], ["CN=乙", "CN=根"]]})
    assert [part in page for part in ("证书路径 1", "证书路径 2", "CN=甲", "CN=乙")] == [True] * 4
