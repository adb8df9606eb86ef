"""Operators vote, not endpoints; what has no answer has no vote; two answers settle nothing."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.clients.errors import EndpointRefusedError, NotFinalError
from anchors.clients.jsonrpc import Node
from anchors.clients.quorum import (
    Ballot,
    Observation,
    Outcome,
    Subject,
    Voter,
    hold_quorum,
    observe,
    tally,
)
from fixtures.blocks import Receipt
from fixtures.endpoints import ENDPOINTS, serve
from fixtures.nodes import NodeChain, transaction_hash
from tests.anchors.clients.doubles import ChainNode, client_of

import fixtures.faults.endpoints  # noqa: F401 isort: skip - registers them


def _chain(**fields: object) -> NodeChain:
    chain = NodeChain(**fields)  # type: ignore[arg-type]
    chain.add([Receipt(2, 1, 21_000)])
    return chain.grow(4)


CHAIN, OTHER = _chain(), _chain(fork="b")
SUBJECT = Subject(CHAIN.chain_id, 1, transaction_hash(1, 0))
GOOD = observe(ChainNode(CHAIN), SUBJECT)
BAD = observe(ChainNode(OTHER), SUBJECT)


def _voters(**nodes: Node) -> list[Voter]:
    return [Voter(name, node) for name, node in nodes.items()]


def test_two_operators_of_three_that_say_the_same_agree() -> None:
    silent = ChainNode(_chain(syncing={}))
    result = hold_quorum(_voters(a=ChainNode(CHAIN), b=silent, c=ChainNode(CHAIN)), SUBJECT)
    assert (result.outcome, result.voters) == (Outcome.AGREED, ("a", "c"))
    assert result.observation == GOOD


def test_every_ballot_says_why_it_has_no_vote() -> None:
    silent = ChainNode(_chain(syncing={}))
    result = hold_quorum(_voters(a=ChainNode(CHAIN), b=silent), SUBJECT)
    assert [(b.operator, b.reason) for b in result.ballots] == [("a", None), ("b", "syncing")]


def test_one_operator_alone_is_short() -> None:
    result = hold_quorum(_voters(a=ChainNode(CHAIN)), SUBJECT)
    assert (result.outcome, result.observation) == (Outcome.SHORT, None)


def test_two_endpoints_of_one_operator_have_one_vote() -> None:
    same = [Voter("a", ChainNode(CHAIN)), Voter("a", ChainNode(CHAIN))]
    assert hold_quorum(same, SUBJECT).outcome is Outcome.SHORT


def test_two_endpoints_of_one_operator_that_differ_disagree() -> None:
    same = [Voter("a", ChainNode(CHAIN)), Voter("a", ChainNode(OTHER))]
    assert hold_quorum(same, SUBJECT).outcome is Outcome.DISAGREED


def test_two_answers_settle_nothing_whatever_the_count(caplog: pytest.LogCaptureFixture) -> None:
    nodes = {"a": ChainNode(CHAIN), "b": ChainNode(CHAIN), "c": ChainNode(OTHER)}
    result = hold_quorum(_voters(**nodes), SUBJECT)
    assert (result.outcome, result.observation) == (Outcome.DISAGREED, None)
    assert "disagreement" in caplog.text


def test_nobody_asked_is_short() -> None:
    assert hold_quorum([], SUBJECT).outcome is Outcome.SHORT


def test_a_quorum_of_none_is_not_reached_by_nobody() -> None:
    assert tally([], 0).outcome is Outcome.SHORT


class _Refused(ChainNode):
    def batch(self, calls: object) -> tuple[object, ...]:
        raise EndpointRefusedError("inner address")


def test_an_endpoint_that_may_not_be_contacted_has_no_vote() -> None:
    result = hold_quorum(_voters(a=_Refused(CHAIN)), SUBJECT)
    assert result.ballots == (Ballot("a", None, "refused"),)


def test_a_block_that_is_not_final_has_no_vote() -> None:
    with pytest.raises(NotFinalError):
        observe(ChainNode(CHAIN), SUBJECT._replace(height=CHAIN.height))


def test_confirmations_are_remembered_as_the_weaker_ground() -> None:
    untagged = ChainNode(_chain(lag=None))
    assert observe(untagged, SUBJECT._replace(confirmations=2)).by_tag is False


def test_votes_are_equal_however_final_each_node_calls_the_block() -> None:
    untagged = ChainNode(_chain(lag=None))
    subject = SUBJECT._replace(confirmations=2)
    result = hold_quorum(_voters(a=ChainNode(CHAIN), b=untagged), subject)
    assert result.outcome is Outcome.AGREED


def test_another_receipt_in_the_same_block_is_another_vote() -> None:
    other = Observation(GOOD.chain_id, GOOD.header, bytes(32), by_tag=True)
    assert tally([Ballot("a", GOOD), Ballot("b", other)], 2).outcome is Outcome.DISAGREED


def test_the_header_alone_is_voted_on_where_no_transaction_is_named() -> None:
    assert observe(ChainNode(CHAIN), SUBJECT._replace(transaction=None)).receipt_hash is None


_BALLOTS = st.lists(
    st.builds(Ballot, st.sampled_from("abc"), st.sampled_from([None, GOOD, BAD])), max_size=6
)


@given(_BALLOTS, st.integers(1, 3))
def test_agreement_needs_as_many_operators_and_one_answer(ballots: list[Ballot], k: int) -> None:
    votes = [ballot for ballot in ballots if ballot.vote]
    agreed = len({b.operator for b in votes}) >= k and len({b.vote for b in votes}) == 1
    assert (tally(ballots, k).outcome is Outcome.AGREED) == agreed


@given(_BALLOTS)
def test_the_order_of_ballots_changes_nothing(ballots: list[Ballot]) -> None:
    assert tally(ballots, 2)[:3] == tally(ballots[::-1], 2)[:3]


def test_the_order_of_endpoints_changes_nothing() -> None:
    voters = _voters(a=ChainNode(CHAIN), b=ChainNode(CHAIN), c=ChainNode(_chain(chain_id=5)))
    results = [hold_quorum(order, SUBJECT) for order in permutations(voters)]
    assert {result[:3] for result in results} == {results[0][:3]}


@pytest.mark.enable_socket
@pytest.mark.parametrize("name", ["drips_body", "other_hash", "short_batch", "redirects_307"])
def test_one_bad_endpoint_of_three_does_not_stop_the_others(name: str) -> None:
    with serve(CHAIN) as one, serve(CHAIN) as two, serve(CHAIN, ENDPOINTS[name].respond) as bad:
        voters = _voters(a=client_of(one), b=client_of(two), c=client_of(bad))
        result = hold_quorum(voters, SUBJECT)
    assert (result.outcome, result.voters) == (Outcome.AGREED, ("a", "b"))


@pytest.mark.enable_socket
def test_a_liar_that_makes_its_own_block_is_an_alarm() -> None:
    with serve(CHAIN) as one, serve(CHAIN) as two, serve(OTHER) as liar:
        voters = _voters(a=client_of(one), b=client_of(two), c=client_of(liar))
        assert hold_quorum(voters, SUBJECT).outcome is Outcome.DISAGREED
