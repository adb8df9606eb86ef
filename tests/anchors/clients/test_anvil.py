"""The clients on a real node: anvil, a chain of its own for each test."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from eth_account import Account

from anchors.clients.batch import Entry, anchor_claims, make_batch
from anchors.clients.encoding import as_data, as_object, as_quantity
from anchors.clients.endpoint import Endpoint
from anchors.clients.errors import AbsentError, NotFinalError, NotMinedError
from anchors.clients.headers import Standing, fetch_header, fetch_header_by_hash, standing
from anchors.clients.jsonrpc import Call, RpcClient
from anchors.clients.quorum import Subject, observe
from anchors.clients.submit import Fees, Submitter
from anchors.evm import prove_anchor
from anchors.evmprofile import evm_profile
from anchors.limits import LIMITS
from fixtures.contract import TOPIC, anchor_contract
from tests.anchors.clients.anvil import find_anvil, run_anvil
from tests.anchors.ledgers import evm_claims

pytestmark = pytest.mark.enable_socket

BINARY = find_anvil()
ACCOUNT = Account.from_key(b"\x01" * 32)
FEES = Fees(most=10**11, tip=10**9)
BATCH = make_batch(
    "batch-1", "rfc9162-sha256", [Entry("sha256", sha256(bytes((n,))).digest()) for n in range(5)]
)


@pytest.fixture
def node() -> Iterator[RpcClient]:
    assert BINARY is not None
    with run_anvil(BINARY) as url:
        yield RpcClient(Endpoint(url, "anvil", loopback_allowed=True))


@pytest.fixture
def ours(node: RpcClient) -> Submitter:
    """An account that can pay, on a chain with the contract."""
    node.call("anvil_setBalance", ACCOUNT.address, hex(10**20))
    chain_id = as_quantity(node.call("eth_chainId"))
    sent = {"data": anchor_contract().bytecode, "nonce": 0, "gas": 1_000_000, "chainId": chain_id}
    paid = {"maxFeePerGas": FEES.most, "maxPriorityFeePerGas": FEES.tip, "value": 0}
    signed = ACCOUNT.sign_transaction({**sent, **paid})
    made = node.call("eth_sendRawTransaction", f"0x{signed.raw_transaction.hex()}")
    node.call("evm_mine")
    receipt = as_object(node.call("eth_getTransactionReceipt", made))
    profile = evm_profile(
        {
            "id": "evm-anvil", "kind": "evm", "chain_id": chain_id,
            "genesis": fetch_header(node, 0).header.hash.hex(),
            "contract": as_data(receipt["contractAddress"]).hex(),
            "code_hash": anchor_contract().code_hash.hex(), "topic": TOPIC.hex(),
            "layout": "root-submitter-meta/1", "submitters": None, "first_write": "contract",
            "finality": {"rule": "finalized", "operators": 2}, "tolerance_s": 60,
            "operator": "虚构", "from": "2020-01-01T00:00:00Z", "to": None,
        }
    )  # fmt: skip
    return Submitter(node, ACCOUNT, profile, FEES)


def test_a_batch_is_anchored_and_its_claims_hold_offline(ours: Submitter) -> None:
    proof = ours.prove(ours.anchor(BATCH.root, BATCH.meta))
    claims = evm_claims(anchor_claims(BATCH, ours.profile.id, proof))
    assert [prove_anchor(claim, ours.profile).faults for claim in claims] == [()] * 5


def test_a_root_is_written_once(ours: Submitter) -> None:
    first = ours.anchor(BATCH.root, BATCH.meta)
    assert ours.anchor(BATCH.root, BATCH.meta) == first


def test_many_receipts_of_one_block_make_its_trie(ours: Submitter, node: RpcClient) -> None:
    roots = [sha256(bytes((n,))).digest() for n in range(20)]
    node.call("evm_setAutomine", False)
    hasty = replace(ours, limits=replace(LIMITS, anchor_wait_milliseconds=1))
    for root in roots:
        with pytest.raises(NotMinedError):
            hasty.anchor(root, bytes(32))
    node.call("evm_mine")
    proofs = [ours.prove(ours.anchor(root, bytes(32))) for root in roots]
    assert sorted(proof.tx_index for proof in proofs) == list(range(20))


def test_a_block_becomes_final_when_the_chain_says_so(ours: Submitter, node: RpcClient) -> None:
    anchored = ours.anchor(BATCH.root, BATCH.meta)
    subject = Subject(ours.profile.chain_id, anchored.height, anchored.transaction)
    with pytest.raises(NotFinalError):
        observe(node, subject)
    node.call("anvil_mine", "0x4")
    assert observe(node, subject).header.header.hash == anchored.block_hash


def test_a_reorganisation_is_noticed(ours: Submitter, node: RpcClient) -> None:
    anchored = ours.anchor(BATCH.root, BATCH.meta)
    node.call("anvil_reorg", 1, [])
    assert standing(node, anchored.height, anchored.block_hash) is Standing.REPLACED
    with pytest.raises(AbsentError):
        fetch_header_by_hash(node, anchored.block_hash)


def test_a_batch_of_calls_is_answered_in_order(node: RpcClient) -> None:
    node.call("anvil_mine", "0x20")
    calls = [Call("eth_getBlockByNumber", (hex(height), False)) for height in range(32)]
    assert [as_quantity(as_object(row)["number"]) for row in node.batch(calls)] == list(range(32))
