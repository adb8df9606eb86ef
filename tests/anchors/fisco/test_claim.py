"""A FISCO BCOS claim is read strictly, and its shared part once for all claims of a batch."""

import json
from typing import Any

import pytest

from anchors.claim import decode_claim
from anchors.errors import ClaimError
from anchors.limits import LIMITS
from fixtures.fisco import FiscoLedger
from tests.anchors.fisco.chains import AT, ENTRIES, claim_of, fields_of

MALFORMED, LARGE = "anchor.malformed", "anchor.too_large"
ADDRESS = (b"0x" + b"0c" * 20).hex()


def put(path: str, value: object, version: int = 3) -> dict[str, Any]:
    fields = fields_of(version)
    *above, last = path.split(".")
    part: Any = fields
    for name in above:
        part = part[name]
    part[last] = value
    return fields


REFUSED = {
    "no_signatures": (put("signatures", None), MALFORMED),
    "signature_no_object": (put("signatures", ["00"]), MALFORMED),
    "signatures_too_many": (
        put("signatures", [{"sealer": 0, "signature": ""}] * (LIMITS.fisco_sealers + 1)), LARGE
    ),
    "signature_too_long": (put("signatures", [{"sealer": 0, "signature": "00" * 193}]), LARGE),
    "sealers_too_many": (put("header.sealers", ["00" * 64] * (LIMITS.fisco_sealers + 1)), LARGE),
    "sealer_too_short": (put("header.sealers", ["00" * 63]), MALFORMED),
    "weights_no_list": (put("header.weights", None), MALFORMED),
    "weight_negative": (put("header.weights", [-1]), MALFORMED),
    "genesis": (put("header.number", 0), MALFORMED),
    "gas_no_number": (put("header.gas_used", "01"), MALFORMED),
    "gas_as_long_as_an_address": (put("receipt.gas_used", "1" * 40), MALFORMED),
    "nonce_empty": (put("transaction.nonce", ""), MALFORMED),
    "nonce_with_an_address": (put("transaction.nonce", "31" + ADDRESS), MALFORMED),
    "nonce_too_long": (put("transaction.nonce", "31" * 81), MALFORMED),
    "version_to_come": (put("transaction.version", 3), LARGE),
    "receipt_version_to_come": (put("receipt.version", 3), LARGE),
    "price_with_an_address": (
        put("transaction", {**fields_of()["transaction"], "version": 1, "value": "0x" + "0c" * 20}),
        MALFORMED,
    ),
    "logs_no_list": (put("receipt.logs", {}), MALFORMED),
    "proof_node_too_long": (put("tx_proof", ["00" * 33]), LARGE),
    "proof_too_deep": (put("tx_proof", ["00"] * (3 * LIMITS.fisco_proof_levels + 1)), LARGE),
    "extra_too_long": (put("header.extra", "00" * (LIMITS.fisco_header_octets + 1)), LARGE),
    "header_absent": (put("header", None), MALFORMED),
    "header_2_too_long": (put("header_rlp", "00" * (LIMITS.fisco_header_octets + 1), 2), LARGE),
    "levels_no_list": (put("tx_proof", ["00"], 2), MALFORMED),
    "levels_too_many": (
        put("tx_proof", [{"left": [], "right": []}] * (LIMITS.fisco_proof_levels + 1), 2), LARGE
    ),
    "siblings_too_many": (put("tx_proof", [{"left": ["00"] * 16, "right": []}], 2), LARGE),
    "sibling_too_long": (put("tx_proof", [{"left": ["00" * 65], "right": []}], 2), LARGE),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "code"), REFUSED.values(), ids=REFUSED)
def test_a_claim_of_another_shape_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(json.dumps(fields).encode())
    assert caught.value.code == code


def test_a_nonce_of_decimal_digits_or_of_few_octets_is_read() -> None:
    for nonce in (b"7" * 78, b"0123456789abcdef" * 2, bytes(32)):
        claim_of(put("transaction.nonce", nonce.hex()))


@pytest.mark.parametrize("version", [2, 3])
def test_claims_of_a_batch_share_what_was_read_of_their_block(version: int) -> None:
    octets = FiscoLedger(7, ("depositor",), version=version).anchor_batch(
        ENTRIES, at=AT, batch_id="batch"
    )
    one, other = (claim_of(json.loads(claim)) for claim in octets[:2])
    assert one.evidence is other.evidence
    assert one.shared == other.shared
    assert one.entry.digest == ENTRIES[0].digest


def test_a_claim_with_a_large_receipt_is_read_and_not_kept() -> None:
    fields = put("receipt.output", "00" * 40_000)
    one, other = claim_of(fields), claim_of(fields)
    assert one.evidence == other.evidence
    assert one.evidence is not other.evidence
