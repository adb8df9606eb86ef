"""What nodes of FISCO BCOS answered, by public documentation: every hash and signature again."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import rlp

from anchors.errors import ProofError
from anchors.fisco.merkle import Group, leaf_of, prove_in_groups, prove_in_pairs
from anchors.fisco.profile import FiscoProfile, Sealer, fisco_profile
from anchors.fisco.seals import FiscoBlock, SealSignature, check_seals
from anchors.fisco.suite import SUITES, Suite
from anchors.fisco.v2 import EvidenceV2
from anchors.fisco.v3fields import decode_header, decode_receipt_v3, decode_transaction
from fixtures.fisco import FiscoLedger
from tests.conformance.material import by_name, vectors
from verify.crypto.sealers import verify_seal

VECTORS = by_name(vectors("fisco"))
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NO_EVIDENCE = EvidenceV2(0, 0, (), b"", b"", (), b"", ())


def facts(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(VECTORS[name].path.read_text("utf-8"))
    return found


def suite_of(told: dict[str, Any]) -> Suite:
    return SUITES[told["crypto"]]


def in_rlp(fields: list[Any]) -> bytes:
    """A list of hex, integers and lists as a node encodes it."""
    octets: bytes = rlp.encode(_items(fields))
    return octets


def _items(value: Any) -> Any:
    if isinstance(value, list):
        return [_items(one) for one in value]
    return bytes.fromhex(value) if isinstance(value, str) else value


def block_of(told: dict[str, Any]) -> FiscoBlock:
    if isinstance(told["header"], list):
        return NO_EVIDENCE._replace(header_rlp=in_rlp(told["header"])).block(suite_of(told))
    return decode_header(told["header"]).block(suite_of(told))


def profile_of(told: dict[str, Any]) -> FiscoProfile:
    """A profile that pins the block's own sealers, each of another operator."""
    ids = block_of(told).sealers
    sealers = [Sealer(one, 1, f"{at}", LONG_AGO, None) for at, one in enumerate(ids)]
    made = fisco_profile(FiscoLedger(1, ("depositor",)).profile())
    return replace(made, suite=suite_of(told), sealers=tuple(sealers))


def signatures_of(told: dict[str, Any]) -> list[SealSignature]:
    return [
        SealSignature(one["sealer"], bytes.fromhex(one["signature"])) for one in told["signatures"]
    ]


BLOCKS = sorted(name for name in VECTORS if "block" in name)
ENOUGH = {"v2-keccak-block1.json": 1, "v2-keccak-block8.json": 3, "v3-sm-block2.json": 3}
"""Signatures that each block has; a quorum in all of them."""


@pytest.mark.parametrize("name", BLOCKS)
def test_a_header_s_fields_come_to_the_hash_that_the_node_states(name: str) -> None:
    told = facts(name)
    assert block_of(told).hash.hex() == told["hash"]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_quorum_of_the_block_s_sealers_signed_it(name: str) -> None:
    told = facts(name)
    seals = check_seals(block_of(told), signatures_of(told), profile_of(told), verify_seal)
    assert (len(seals.operators), seals.faults) == (ENOUGH[name], ())


@pytest.mark.parametrize("name", [name for name in BLOCKS if ENOUGH[name] > 1])
def test_one_signature_less_is_no_quorum(name: str) -> None:
    told = facts(name)
    signatures = signatures_of(told)[1:]
    seals = check_seals(block_of(told), signatures, profile_of(told), verify_seal)
    assert [one.code for one in seals.faults] == ["anchor.sealers_short"]


@pytest.mark.parametrize("name", BLOCKS)
def test_no_signature_is_good_over_another_hash(name: str) -> None:
    told = facts(name)
    block = block_of(told)._replace(hash=bytes(32))
    seals = check_seals(block, signatures_of(told), profile_of(told), verify_seal)
    assert seals.operators == frozenset()


def test_sealers_of_a_chain_with_keccak_sign_the_hash_itself() -> None:
    told = facts("v3-keccak-seals.json")
    sealers = [bytes.fromhex(one) for one in told["sealers"]]
    digest = bytes.fromhex(told["hash"])
    good = [
        verify_seal("secp256k1", sealers[one.sealer], one.octets, digest)
        for one in signatures_of(told)
    ]
    assert good == [True, True]


def test_an_sm2_signature_over_the_bare_hash_does_not_verify() -> None:
    """e is SM3(Z ‖ hash): as e itself, the hash leads nowhere."""
    told = facts("v3-sm-block2.json")
    block, (first, *_) = block_of(told), signatures_of(told)
    assert verify_seal("sm2", block.sealers[0], first.octets, block.hash) is True
    twice = suite_of(told).hash(block.hash)
    assert verify_seal("sm2", block.sealers[0], first.octets, twice) is False


def test_the_receipt_of_a_deployment_comes_to_the_receipts_root() -> None:
    told = facts("v3-sm-block2.json")
    whole = dict(told["receipt"])
    address = whole.pop("contract_address").encode()
    called = decode_receipt_v3(whole).preimage()
    place = 4 + len(whole["gas_used"])
    deployed = called[:place] + address + called[place:]
    leaf, proof = suite_of(told).hash(deployed), [bytes.fromhex(told["receipt_proof"][0])]
    prove_in_pairs(block_of(told).receipts_root, leaf, 0, proof, suite_of(told).hash)
    with pytest.raises(ProofError):
        prove_in_pairs(
            block_of(told).receipts_root, suite_of(told).hash(called), 0, proof, suite_of(told).hash
        )


@pytest.mark.parametrize("name", ["v3-log.json", "v3-transaction.json"])
def test_a_receipt_s_fields_come_to_its_hash(name: str) -> None:
    told = facts(name)
    preimage = decode_receipt_v3(told["receipt"]).preimage()
    assert suite_of(told).hash(preimage).hex() == told["receipt_hash"]


def test_a_call_s_fields_come_to_its_hash() -> None:
    told = facts("v3-transaction.json")
    preimage = decode_transaction(told["transaction"]).preimage(told["chain_id"], told["group_id"])
    assert suite_of(told).hash(preimage).hex() == told["hash"]


def test_a_transaction_of_version_2_comes_to_its_hash_and_the_root_of_its_block() -> None:
    told = facts("v2-keccak-block1.json")
    new, octets = suite_of(told).hash, in_rlp(told["transaction"])
    assert new(octets).hex() == told["transaction_hash"]
    prove_in_groups(block_of(told).txs_root, new(octets), 0, (Group((), ()),), new)


def test_a_receipt_of_version_2_comes_to_the_root_of_its_block() -> None:
    told = facts("v2-keccak-block1.json")
    evidence = NO_EVIDENCE._replace(
        receipt_rlp=in_rlp(told["receipt"]), receipt_proof=(Group((), ()),)
    )
    assert evidence.receipt(block_of(told), suite_of(told)).status == 0x1A


def test_the_published_proof_leads_over_the_published_hashes_to_the_whole_root() -> None:
    told = facts("v2-proof.json")
    new, digest = suite_of(told).hash, bytes.fromhex(told["hash"])
    groups = [
        Group(*(tuple(bytes.fromhex(one) for one in level[side]) for side in ("left", "right")))
        for level in told["tx_proof"]
    ]
    node, seen = leaf_of(told["tx_index"], digest), []
    for group in groups:
        node = new(b"".join((*group.left, node, *group.right)))
        seen.append(node.hex())
    assert seen == [*told["levels"], told["root"]]
    prove_in_groups(bytes.fromhex(told["root"]), digest, told["tx_index"], groups, new)
