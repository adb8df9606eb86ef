"""A root is anchored once, found again, and proved from what the chain holds."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from anchors.clients.batch import Entry, anchor_claims, make_batch
from anchors.clients.errors import (
    AbsentError,
    ForeignChainError,
    MalformedAnswerError,
    NodeError,
    NotMinedError,
    RevertedError,
    RootTakenError,
)
from anchors.clients.headers import Standing, fetch_header_by_hash, standing
from anchors.clients.quorum import Outcome, Subject, Voter, hold_quorum
from anchors.clients.submit import Fees, Submitter
from anchors.evm import prove_anchor
from anchors.merkle import TREES
from fixtures.endpoints import serve
from tests.anchors.clients.doubles import QUICK, ChainNode, client_of
from tests.anchors.clients.evmchain import EvmChain
from tests.anchors.ledgers import evm_claims

FEES = Fees(most=10**10, tip=10**9)
ROOT, META = b"\x01" * 32, b"\x02" * 32


@pytest.fixture
def chain() -> EvmChain:
    return EvmChain()


@pytest.fixture
def ours(chain: EvmChain) -> Submitter:
    return Submitter(ChainNode(chain), chain.account, chain.profile(), FEES, QUICK)


@pytest.fixture
def others(chain: EvmChain) -> Submitter:
    return Submitter(ChainNode(chain), chain.other, chain.profile(), FEES, QUICK)


def test_a_root_that_nobody_wrote_is_not_found(ours: Submitter) -> None:
    assert ours.find(ROOT) is None


def test_a_root_is_written_with_its_meta_from_our_account(ours: Submitter, chain: EvmChain) -> None:
    submitter = bytes.fromhex(chain.account.address[2:])
    assert ours.anchor(ROOT, META).event == (ROOT, META, submitter)


def test_a_root_that_was_written_is_found_again(ours: Submitter) -> None:
    assert ours.anchor(ROOT, META) == ours.find(ROOT)


def test_a_root_is_written_once(ours: Submitter, chain: EvmChain) -> None:
    first = ours.anchor(ROOT, META)
    height = chain.web3.eth.block_number
    assert ours.anchor(ROOT, META) == first
    assert chain.web3.eth.block_number == height


def test_another_s_write_of_the_same_batch_serves_as_well(
    ours: Submitter, others: Submitter
) -> None:
    assert others.anchor(ROOT, META) == ours.anchor(ROOT, META)


def test_another_s_write_under_another_meta_spoils_the_root(
    ours: Submitter, others: Submitter
) -> None:
    others.anchor(ROOT, bytes(32))
    with pytest.raises(RootTakenError):
        ours.anchor(ROOT, META)


class _Late(ChainNode):
    """A node that another's write reaches after it was asked for the root."""

    asked = 0

    def call(self, method: str, *params: object) -> object:
        if method == "eth_call" and not _Late.asked:
            _Late.asked += 1
            return "0x" + "00" * 32
        return super().call(method, *params)


def test_a_root_that_another_wrote_meanwhile_is_spoiled(
    ours: Submitter, others: Submitter, chain: EvmChain
) -> None:
    _Late.asked = 0
    others.anchor(ROOT, bytes(32))
    with pytest.raises(RootTakenError):
        replace(ours, node=_Late(chain)).anchor(ROOT, META)


def test_a_transaction_that_fails_is_told(ours: Submitter) -> None:
    with pytest.raises(RevertedError):
        replace(ours, fees=FEES._replace(gas=30_000)).anchor(ROOT, META)


def test_a_transaction_that_is_not_mined_in_time_is_told_by_its_hash(
    ours: Submitter, chain: EvmChain
) -> None:
    chain.tester.disable_auto_mine_transactions()
    with pytest.raises(NotMinedError) as late:
        ours.anchor(ROOT, META)
    chain.tester.mine_block()
    found = ours.find(ROOT)
    assert found is not None
    assert found.transaction == late.value.transaction


def test_a_node_of_another_chain_is_sent_nothing(ours: Submitter, chain: EvmChain) -> None:
    height = chain.web3.eth.block_number
    with pytest.raises(ForeignChainError):
        replace(ours, profile=replace(ours.profile, chain_id=1)).anchor(ROOT, META)
    assert chain.web3.eth.block_number == height


def test_a_root_on_another_chain_is_not_found(ours: Submitter) -> None:
    ours.anchor(ROOT, META)
    with pytest.raises(ForeignChainError):
        replace(ours, profile=replace(ours.profile, chain_id=1)).find(ROOT)


def test_fees_and_gas_are_the_operator_s(ours: Submitter, chain: EvmChain) -> None:
    sent = chain.web3.eth.get_transaction(ours.anchor(ROOT, META).transaction)  # type: ignore[arg-type]
    assert (sent["maxFeePerGas"], sent["maxPriorityFeePerGas"], sent["gas"]) == FEES


def test_what_the_node_refuses_is_raised(ours: Submitter) -> None:
    with pytest.raises(NodeError):
        replace(ours, fees=Fees(most=1, tip=1)).anchor(ROOT, META)


class _Hiding(ChainNode):
    """A node that keeps logs to itself."""

    def call(self, method: str, *params: object) -> object:
        return [] if method == "eth_getLogs" else super().call(method, *params)


def test_a_node_that_hides_the_log_is_not_believed(ours: Submitter, chain: EvmChain) -> None:
    ours.anchor(ROOT, META)
    with pytest.raises(MalformedAnswerError):
        replace(ours, node=_Hiding(chain)).find(ROOT)


@pytest.mark.parametrize("tree", TREES)
def test_the_claims_of_a_batch_hold_offline(ours: Submitter, tree: str) -> None:
    entries = [Entry("sha256", sha256(bytes((n,))).digest()) for n in range(5)]
    batch = make_batch("batch-1", tree, [*entries, Entry("sm3", bytes(32))])
    proof = ours.prove(ours.anchor(batch.root, batch.meta))
    claims = evm_claims(anchor_claims(batch, ours.profile.id, proof))
    assert [claim.batch.digest for claim in claims] == [entry.digest for entry in batch.entries]
    assert [prove_anchor(claim, ours.profile).faults for claim in claims] == [()] * 6


def test_a_proof_has_the_block_and_submitter_that_were_found(ours: Submitter) -> None:
    batch = make_batch("batch-1", "rfc9162-sha256", [Entry("sha256", bytes(32))])
    anchored = ours.anchor(batch.root, batch.meta)
    (claim,) = anchor_claims(batch, ours.profile.id, ours.prove(anchored))
    proved = prove_anchor(evm_claims([claim])[0], ours.profile)
    assert (proved.block_hash, proved.height) == (anchored.block_hash, anchored.height)
    assert proved.submitter == anchored.event.submitter


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        make_batch("batch-1", "rfc9162-sha256", [])


def test_a_block_that_was_taken_back_is_noticed(ours: Submitter, chain: EvmChain) -> None:
    before = chain.tester.take_snapshot()
    lost = ours.anchor(ROOT, META)
    chain.tester.revert_to_snapshot(before)
    chain.tester.mine_block(coinbase=chain.other.address)
    assert standing(ours.node, lost.height, lost.block_hash) is Standing.REPLACED
    with pytest.raises(AbsentError):
        fetch_header_by_hash(ours.node, lost.block_hash)


def test_a_root_that_was_taken_back_is_written_anew(ours: Submitter, chain: EvmChain) -> None:
    before = chain.tester.take_snapshot()
    lost = ours.anchor(ROOT, META)
    chain.tester.revert_to_snapshot(before)
    assert ours.find(ROOT) is None
    chain.tester.mine_block()
    assert ours.anchor(ROOT, META).height == lost.height + 1


def test_a_quorum_agrees_on_an_anchored_receipt(ours: Submitter) -> None:
    anchored = ours.anchor(ROOT, META)
    subject = Subject(ours.profile.chain_id, anchored.height, anchored.transaction)
    result = hold_quorum([Voter("甲", ours.node), Voter("乙", ours.node)], subject)
    assert result.outcome is Outcome.AGREED


@pytest.fixture
def remote(chain: EvmChain, ours: Submitter) -> Iterator[Submitter]:
    with serve(chain) as running:
        yield replace(ours, node=client_of(running))


@pytest.mark.enable_socket
def test_a_root_is_anchored_and_proved_over_http(remote: Submitter) -> None:
    anchored = remote.anchor(ROOT, META)
    assert remote.prove(anchored).log_index == 0
