"""An anchor on a FISCO BCOS chain is proved from the claim's own parts, and nothing else passes."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.batch import batch_faults
from anchors.claim import decode_claim
from anchors.errors import ClaimError
from anchors.fisco.claim import FiscoClaim
from fixtures.fisco import OPERATORS, SEALING, FiscoCall
from tests.anchors.fisco.chains import AT, KINDS, claim_of, codes, fields_of, prove

RECEIPT, CALL = "anchor.receipt_proof_invalid", "anchor.transaction_proof_invalid"
MISSING, DIFFERS = "anchor.proof_missing", "anchor.transaction_differs"
SIGNATURE, SHORT = "anchor.sealer_signature_invalid", "anchor.sealers_short"
SEALERS, TWICE = "anchor.sealers_differ", "anchor.sealer_counted_twice"


@pytest.mark.parametrize(("version", "national"), KINDS)
@pytest.mark.parametrize(
    ("transactions", "place"),
    [(1, 0), (2, 1), (3, 2), (5, 4), (16, 15), (17, 16), (40, 20), (300, 257)],
)
def test_an_anchor_in_a_block_of_any_size_is_proved(
    version: int, national: bool, transactions: int, place: int
) -> None:
    call = FiscoCall(transactions=transactions, place=place)
    fields = fields_of(version, national=national, call=call)
    assert codes(fields, version, national=national) == []


@pytest.mark.parametrize("transaction_version", [0, 1, 2])
def test_every_version_of_transactions_is_proved(transaction_version: int) -> None:
    assert codes(fields_of(transaction_version=transaction_version)) == []


@pytest.mark.parametrize(("version", "national"), KINDS)
def test_block_time_signers_and_place_are_told(version: int, national: bool) -> None:
    fields = fields_of(version, national=national)
    facts = prove(fields, version, national=national)
    assert facts.block_time == AT + SEALING - timedelta()
    assert facts.sealed_by == frozenset(OPERATORS[:3])
    assert (facts.transaction, facts.height) == (fields["tx_index"], 1)


@pytest.mark.parametrize(("version", "national"), KINDS)
def test_the_batch_leads_to_what_was_logged(version: int, national: bool) -> None:
    fields = fields_of(version, national=national)
    facts = prove(fields, version, national=national)
    assert batch_faults(claim_of(fields).batch, facts.root, facts.meta) == ()


def of_call(**changes: Any) -> dict[str, Any]:
    return fields_of(call=FiscoCall(**changes))


def changed(path: str, value: Any, version: int = 3) -> dict[str, Any]:
    """A claim with one value of it replaced, or made from the old one."""
    fields = fields_of(version)
    *above, last = path.split(".")
    part = fields
    for name in above:
        part = part[name]
    part[last] = value(part[last]) if callable(value) else value
    return fields


NOT_PROVED = {
    "header_time": (changed("header.timestamp", 1_700_000_000_000), [SIGNATURE] * 3 + [SHORT]),
    "header_number": (changed("header.number", 2), [SIGNATURE] * 3 + [SHORT, RECEIPT]),
    "header_gas": (changed("header.gas_used", "1"), [SIGNATURE] * 3 + [SHORT]),
    "header_extra": (changed("header.extra", "00"), [SIGNATURE] * 3 + [SHORT]),
    "header_parent": (changed("header.parent", "00" * 32), [SIGNATURE] * 3 + [SHORT]),
    "weights": (changed("header.weights", [1, 1, 1, 2]), [SEALERS] + [SIGNATURE] * 3 + [SHORT]),
    "sealer_twice_in_header": (
        changed("header.sealers", lambda ids: [ids[0], ids[0], *ids[2:]]),
        [SEALERS] + [SIGNATURE] * 3 + [SHORT],
    ),
    "no_signatures": (changed("signatures", []), [SHORT]),
    "signature_of_nobody": (
        changed("signatures", lambda some: [*some[:2], {**some[2], "sealer": 9}]),
        [SHORT],
    ),
    "signature_moved": (
        changed("signatures", lambda some: [*some[:2], {**some[2], "sealer": 3}]),
        [SIGNATURE, SHORT],
    ),
    "signature_with_more": (
        changed("signatures", lambda some: [{**some[0], "signature": some[0]["signature"] + "00"}]),
        [SIGNATURE, SHORT],
    ),
    "signed_twice": (of_call(signers=(0, 1, 1)), [TWICE, SHORT]),
    "signed_twice_by_a_quorum": (of_call(signers=(0, 1, 2, 2)), [TWICE]),
    "two_signed": (of_call(signers=(0, 3)), [SHORT]),
    "strangers": (of_call(roster="other", signers=(0, 1, 2, 3)), [SEALERS, SHORT]),
    "receipt_gas": (changed("receipt.gas_used", "1"), [RECEIPT]),
    "receipt_status": (changed("receipt.status", 1), [RECEIPT]),
    "receipt_output": (changed("receipt.output", "00"), [RECEIPT]),
    "receipt_block": (changed("receipt.block_number", 2), [RECEIPT]),
    "receipt_proof_empty": (changed("receipt_proof", []), [MISSING]),
    "receipt_proof_cut": (changed("receipt_proof", lambda some: some[:-3]), [RECEIPT]),
    "receipt_proof_of_one": (changed("receipt_proof", lambda some: some[1:2]), [RECEIPT]),
    "tx_proof_empty": (changed("tx_proof", []), [MISSING]),
    "tx_nonce": (changed("transaction.nonce", "31"), [CALL]),
    "tx_block_limit": (changed("transaction.block_limit", 1), [CALL]),
    "other_index": (of_call(place=0) | {"tx_index": 1}, [CALL, RECEIPT]),
    "index_beyond": (of_call(place=0) | {"tx_index": 8}, [CALL, RECEIPT]),
    "no_such_log": (changed("log_index", 1), ["anchor.log_absent"]),
    "failed": (of_call(status=16), ["anchor.receipt_failed", "anchor.log_absent"]),
    "other_contract": (of_call(contract=b"\x0c" * 20), [DIFFERS, "anchor.log_absent"]),
    "called_through_another": (of_call(to=b"\x0c" * 20), [DIFFERS]),
    "other_topic": (of_call(topic=bytes(32)), ["anchor.log_absent"]),
    "other_group": (of_call(group="group1"), [CALL]),
}


@pytest.mark.parametrize(("fields", "expected"), NOT_PROVED.values(), ids=NOT_PROVED)
def test_what_does_not_hold_is_named(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(fields) == expected


V2 = {
    "header_cut": (changed("header_rlp", lambda o: o[:-2], 2), ["anchor.header_malformed"]),
    "tx_index": (changed("tx_index", lambda n: n + 1, 2), [CALL, RECEIPT]),
    "receipt_proof_empty": (changed("receipt_proof", [], 2), [MISSING]),
    "tx_proof_without_its_last_level": (changed("tx_proof", lambda p: p[:-1], 2), [CALL]),
    "siblings_moved": (
        changed("tx_proof", lambda p: [{"left": [], "right": p[0]["right"]}, *p[1:]], 2),
        [CALL],
    ),
    "levels_added": (changed("tx_proof", lambda p: [*p, {"left": [], "right": []}], 2), [CALL]),
    "a_receipt_for_a_transaction": (
        fields_of(2) | {"transaction_rlp": fields_of(2)["receipt_rlp"]},
        [CALL],
    ),
    "other_group": (fields_of(2, call=FiscoCall(group="2")), [CALL]),
}


@pytest.mark.parametrize(("fields", "expected"), V2.values(), ids=V2)
def test_what_does_not_hold_in_version_2_is_named(
    fields: dict[str, Any], expected: list[str]
) -> None:
    assert codes(fields, 2) == expected


@pytest.mark.parametrize("version", [2, 3])
def test_the_empty_proof_of_a_block_s_only_transaction_is_whole(version: int) -> None:
    """The recomputed leaf comes to the root by itself: nothing is missing."""
    fields = fields_of(version, call=FiscoCall(transactions=1))
    assert codes({**fields, "receipt_proof": [], "tx_proof": []}, version) == []


def test_what_a_stranger_s_contract_returned_is_no_log() -> None:
    fields = fields_of(call=FiscoCall(to=b"\x0c" * 20, returned=True))
    octets = bytes.fromhex(fields["receipt"]["output"])
    words = [octets[at : at + 32].hex() for at in range(40, len(octets), 32)]
    log = {"address": octets[:40].decode(), "topics": words[:3], "data": words[3]}
    fields["receipt"] |= {"output": "", "logs": [log]}
    assert codes(fields) == [DIFFERS]


@pytest.mark.parametrize(("version", "national"), KINDS)
@given(st.data())
def test_no_changed_octet_of_a_claim_is_proved_with_other_facts(
    version: int, national: bool, data: st.DataObject
) -> None:
    fields = fields_of(version, national=national)
    octets = bytearray(json.dumps(fields).encode())
    place = data.draw(st.integers(0, len(octets) - 1))
    octets[place] ^= data.draw(st.integers(1, 255))
    try:
        claim = decode_claim(bytes(octets))
    except ClaimError:
        return
    assert isinstance(claim, FiscoClaim)
    facts = prove(json.loads(bytes(octets)), version, national=national)
    good = prove(fields, version, national=national)
    assert facts.faults or facts == good


junk = st.recursive(
    st.none() | st.integers(-1, 1 << 54) | st.text(max_size=5) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("version", [2, 3])
@given(st.data())
def test_no_value_in_any_place_makes_it_raise(version: int, data: st.DataObject) -> None:
    fields = fields_of(version)
    part: Any = fields
    while True:
        places = list(part) if isinstance(part, dict) else list(range(len(part)))
        key = data.draw(st.sampled_from(places))
        if not isinstance(part[key], dict | list) or not part[key] or data.draw(st.booleans()):
            break
        part = part[key]
    part[key] = data.draw(junk)
    try:
        claim = decode_claim(json.dumps(fields).encode())
    except ClaimError:
        return
    if isinstance(claim, FiscoClaim):
        prove(fields, version)
