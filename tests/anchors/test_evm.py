"""An anchor is proved from the claim's own octets, and whatever does not hold is named."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.batch import batch_faults
from anchors.evm import prove_anchor, prove_receipt
from anchors.evmclaim import EvmClaim
from anchors.facts import AnchorFault
from anchors.keccak import keccak256
from fixtures.batch import SM3_TREE, tree_meta
from fixtures.ledger import Call
from tests.anchors.ledgers import (
    AT,
    BATCH,
    ENTRIES,
    anchored,
    chain,
    claim_octets,
    evm_claims,
    registered,
)

CLAIM = anchored()
HEADER, RECEIPT = "anchor.header_malformed", "anchor.receipt_proof_invalid"
FAILED, ABSENT = "anchor.receipt_failed", "anchor.log_absent"
BATCH_WRONG, META = "anchor.batch_proof_invalid", "anchor.meta_differs"


def codes(claim: EvmClaim, **profile: Any) -> list[str]:
    return [fault.code for fault in prove_anchor(claim, registered(**profile)).faults]


def in_batch(**changes: Any) -> EvmClaim:
    return CLAIM._replace(batch=replace(CLAIM.batch, **changes))


def flipped(octets: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(octets)
    changed[at % len(changed)] ^= 1 << bit
    return bytes(changed)


def test_an_anchor_is_proved() -> None:
    anchor = prove_anchor(CLAIM, registered())
    assert anchor.faults == ()
    assert (anchor.block_hash, anchor.block_time) == (keccak256(CLAIM.header_rlp), AT)
    assert anchor.submitter == chain().account("depositor")


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("tree", ["rfc9162-sha256", "rfc9162-sm3"])
def test_every_type_of_receipt_and_tree_is_proved(kind: int, tree: str) -> None:
    assert codes(anchored(Call(kind=kind), tree)) == []


@pytest.mark.parametrize("transactions", [1, 2, 16, 17, 130, 260])
def test_a_block_of_any_number_of_transactions_is_proved(transactions: int) -> None:
    assert codes(anchored(Call(transactions=transactions))) == []


def test_a_log_after_those_of_other_contracts_is_proved() -> None:
    assert codes(anchored(Call(logs_before=3))) == []


def test_every_entry_of_a_batch_is_proved() -> None:
    octets = chain().anchor_batch(ENTRIES, at=AT, batch_id=BATCH)
    assert [codes(one) for one in evm_claims(octets)] == [[]] * len(ENTRIES)


def test_claims_that_share_a_receipt_differ_in_their_batch_alone() -> None:
    one, other = evm_claims(chain().anchor_batch(ENTRIES, at=AT, batch_id=BATCH)[:2])
    assert one.batch != other.batch
    assert one == other._replace(batch=one.batch)


LOGGED = {
    "failed_call": (Call(status=0), [FAILED, ABSENT]),
    "calldata_alone": (Call(logged=False), [ABSENT]),
    "other_contract": (Call(contract=b"\x0c" * 20), [ABSENT]),
    "other_topic": (Call(topic=b"\x0e" * 32), [ABSENT]),
    "other_contract_and_topic": (Call(contract=b"\x0c" * 20, topic=b"\x0e" * 32), [ABSENT, ABSENT]),
    "other_meta": (Call(meta=tree_meta(SM3_TREE, 11, BATCH)), [META]),
    "meta_of_another_size": (Call(meta=tree_meta("rfc9162-sha256", 12, BATCH)), [META]),
    "foreign_submitter": (Call(submitter="stranger"), []),
}
"""Call, and the faults that it leaves: who may submit is not judged here."""


@pytest.mark.parametrize(("call", "expected"), LOGGED.values(), ids=LOGGED)
def test_what_was_logged_otherwise_is_named(call: Call, expected: list[str]) -> None:
    assert codes(anchored(call)) == expected


def test_a_log_of_another_contract_is_shown_beside_the_registered_one() -> None:
    (fault,) = prove_anchor(anchored(Call(contract=b"\x0c" * 20)), registered()).faults
    expected = f"contract {chain().contract.hex()}"
    assert fault == AnchorFault(ABSENT, "contract " + "0c" * 20, expected)


def test_a_log_of_another_contract_gives_neither_root_nor_submitter() -> None:
    anchor = prove_anchor(anchored(Call(contract=b"\x0c" * 20)), registered())
    assert (anchor.root, anchor.submitter) == (None, None)


CHANGED = {
    "header_cut_off": (CLAIM._replace(header_rlp=CLAIM.header_rlp[:-1]), [HEADER]),
    "header_empty": (CLAIM._replace(header_rlp=b""), [HEADER]),
    "other_transaction": (CLAIM._replace(tx_index=CLAIM.tx_index + 1), [RECEIPT]),
    "transaction_not_in_block": (CLAIM._replace(tx_index=999_999), [RECEIPT]),
    "no_receipt_proof": (CLAIM._replace(receipt_proof=()), [RECEIPT]),
    "node_lacking": (CLAIM._replace(receipt_proof=CLAIM.receipt_proof[:-1]), [RECEIPT]),
    "node_left_over": (CLAIM._replace(receipt_proof=(*CLAIM.receipt_proof, b"x")), [RECEIPT]),
    "no_such_log": (CLAIM._replace(log_index=1), [ABSENT]),
    "other_batch_id": (in_batch(id="批次-2024-01-02"), [META]),
    "other_digest": (in_batch(digest=sha256(b"other").digest()), [BATCH_WRONG]),
    "other_algorithm": (in_batch(alg="sha3-256"), [BATCH_WRONG]),
    "other_index": (in_batch(index=7), [BATCH_WRONG]),
    "index_outside": (in_batch(index=11), [BATCH_WRONG]),
    "other_size": (in_batch(size=12), [META]),
    "other_tree": (in_batch(tree="rfc9162-sm3"), [BATCH_WRONG, META]),
    "path_lacking": (in_batch(path=CLAIM.batch.path[:-1]), [BATCH_WRONG]),
    "path_left_over": (in_batch(path=(*CLAIM.batch.path, bytes(32))), [BATCH_WRONG]),
}


@pytest.mark.parametrize(("claim", "expected"), CHANGED.values(), ids=CHANGED)
def test_what_does_not_hold_is_named(claim: EvmClaim, expected: list[str]) -> None:
    assert codes(claim) == expected


def test_faults_of_receipt_and_batch_are_told_together() -> None:
    claim = in_batch(index=11)._replace(receipt_proof=())
    assert codes(claim) == [RECEIPT, BATCH_WRONG]


def test_a_malformed_header_is_named_by_its_hash() -> None:
    anchor = prove_anchor(CLAIM._replace(header_rlp=b"header"), registered())
    assert (anchor.block_hash, anchor.height) == (keccak256(b"header"), None)


@given(st.integers(0), st.integers(0, 7))
def test_a_header_with_one_other_bit_is_another_block_or_proves_nothing(at: int, bit: int) -> None:
    header = flipped(CLAIM.header_rlp, at, bit)
    anchor = prove_anchor(CLAIM._replace(header_rlp=header), registered())
    assert anchor.block_hash != keccak256(CLAIM.header_rlp)


@given(st.integers(0, len(CLAIM.receipt_proof) - 1), st.integers(0), st.integers(0, 7))
def test_a_receipt_proof_with_one_other_bit_proves_nothing(number: int, at: int, bit: int) -> None:
    nodes = list(CLAIM.receipt_proof)
    nodes[number] = flipped(nodes[number], at, bit)
    assert codes(CLAIM._replace(receipt_proof=tuple(nodes))) == [RECEIPT]


@given(st.integers(0, len(CLAIM.batch.path) - 1), st.integers(0, 31), st.integers(0, 7))
def test_a_path_with_one_other_bit_proves_nothing(number: int, at: int, bit: int) -> None:
    path = list(CLAIM.batch.path)
    path[number] = flipped(path[number], at, bit)
    assert codes(in_batch(path=tuple(path))) == [BATCH_WRONG]


nodes = st.lists(st.binary(max_size=40), max_size=3).map(tuple)


@given(st.binary(max_size=600), st.integers(0, 99), nodes, st.integers(0, 99))
def test_no_octets_make_it_raise(
    header: bytes, index: int, proof: tuple[bytes, ...], log: int
) -> None:
    assert prove_receipt(header, index, proof, log, registered()).faults


def test_a_receipt_that_is_no_receipt_is_not_understood() -> None:
    (claim,) = evm_claims([claim_octets(Call(kind=2, status=2, transactions=1))])
    assert codes(claim) == ["anchor.form_unsupported"]


def test_the_batch_is_held_against_facts_kept_from_another_claim() -> None:
    one, other = evm_claims(chain().anchor_batch(ENTRIES, at=AT, batch_id=BATCH)[:2])
    facts = prove_receipt(
        one.header_rlp, one.tx_index, one.receipt_proof, one.log_index, registered()
    )
    assert batch_faults(other.batch, facts.root, facts.meta) == ()
