"""An answer counts only if it is whole, in time, and the answer to what was asked."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest

import fixtures.faults.endpoints  # noqa: F401 - registers them
from anchors.clients.errors import (
    DeadlineError,
    MismatchedAnswerError,
    NoAnswerError,
    NodeError,
    OversizeError,
    StatusError,
    UnreachableError,
)
from anchors.clients.jsonrpc import Call
from anchors.clients.quorum import Subject, observe
from anchors.limits import LIMITS
from fixtures.blocks import Receipt
from fixtures.endpoints import ENDPOINTS, Endpoint, Served, serve
from fixtures.nodes import NodeChain, transaction_hash
from tests.anchors.clients.doubles import client_of

pytestmark = pytest.mark.enable_socket

CHAIN = NodeChain()
CHAIN.add([Receipt(2, 1, 21_000)])
CHAIN.grow(4)
SUBJECT = Subject(CHAIN.chain_id, 1, transaction_hash(1, 0))
BAD = [row for row in ENDPOINTS.values() if row.code]
SLOW = [row for row in BAD if row.code == "deadline"]
ODD = [row for row in ENDPOINTS.values() if not row.code]
NUMBERS = [Call("eth_getBlockByNumber", (hex(height), False)) for height in range(6)]


@pytest.fixture
def served() -> Iterator[Served]:
    with serve(CHAIN) as running:
        yield running


@pytest.mark.parametrize("row", BAD, ids=lambda row: row.name)
def test_a_bad_endpoint_has_no_vote_and_the_reason_is_named(row: Endpoint) -> None:
    with serve(CHAIN, row.respond) as running, pytest.raises(NoAnswerError) as refused:
        observe(client_of(running), SUBJECT)
    assert refused.value.code == row.code


@pytest.mark.parametrize("row", SLOW, ids=lambda row: row.name)
def test_a_slow_endpoint_ends_at_the_deadline(row: Endpoint) -> None:
    with serve(CHAIN, row.respond) as running:
        began = monotonic()
        with pytest.raises(DeadlineError):
            client_of(running).call("eth_chainId")
        assert 0.3 <= monotonic() - began < 0.9


@pytest.mark.parametrize("row", ODD, ids=lambda row: row.name)
def test_an_odd_but_honest_endpoint_votes(row: Endpoint) -> None:
    with serve(CHAIN, row.respond) as running:
        found = observe(client_of(running), SUBJECT)
    assert found.header.rlp == CHAIN.header(1)


@pytest.mark.parametrize("row", ENDPOINTS.values(), ids=lambda row: row.name)
def test_an_endpoint_says_what_is_wrong_with_it_in_both_languages(row: Endpoint) -> None:
    assert row.zh
    assert row.en


@pytest.mark.parametrize("name", ["redirects_302", "redirects_307"])
def test_a_redirect_is_not_followed(name: str) -> None:
    with serve(CHAIN, ENDPOINTS[name].respond) as running:
        with pytest.raises(NoAnswerError):
            client_of(running).call("eth_chainId")
        assert running.paths == ["/"]


def test_a_dead_port_is_unreachable() -> None:
    with serve(CHAIN) as gone:
        pass
    with pytest.raises(UnreachableError):
        client_of(gone).call("eth_chainId")


def test_no_proxy_is_taken_from_the_environment(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert client_of(served).call("eth_chainId") == hex(CHAIN.chain_id)


def test_the_error_of_one_row_is_no_answer_of_that_row_alone(served: Served) -> None:
    calls = [NUMBERS[0], Call("eth_coinbase"), NUMBERS[1]]
    first, failed, last = client_of(served).batch(calls)
    assert isinstance(failed, NodeError)
    assert [isinstance(row, dict) for row in (first, last)] == [True, True]


def test_a_call_that_the_node_fails_raises_its_error(served: Served) -> None:
    with pytest.raises(NodeError, match="-32601") as failed:
        client_of(served).call("eth_coinbase")
    assert failed.value.number == -32_601


def test_results_stand_in_the_order_of_the_calls() -> None:
    with serve(CHAIN, ENDPOINTS["honest_shuffled"].respond) as running:
        rows = client_of(running).batch(NUMBERS)
    assert [row["number"] for row in rows if isinstance(row, dict)] == [hex(n) for n in range(6)]


def test_calls_beyond_the_size_of_a_batch_are_asked_in_the_next(served: Served) -> None:
    few = replace(client_of(served), limits=replace(LIMITS, rpc_batch=4))
    assert len(few.batch(NUMBERS)) == 6
    assert served.batches == [4, 2]


def test_a_batch_that_is_too_large_is_asked_in_halves() -> None:
    with serve(CHAIN, ENDPOINTS["honest_no_batches"].respond) as running:
        assert len(client_of(running).batch(NUMBERS)) == 6
        assert running.batches == [6, 3, 1, 1, 1, 1, 1, 1]


def test_an_answer_that_is_too_large_for_us_is_asked_in_halves(served: Served) -> None:
    small = replace(client_of(served), limits=replace(LIMITS, rpc_octets=4000))
    assert len(small.batch(NUMBERS)) == 6
    assert max(served.batches) == 6


def test_an_answer_over_the_size_is_refused(served: Served) -> None:
    small = replace(client_of(served), limits=replace(LIMITS, rpc_octets=500))
    with pytest.raises(OversizeError):
        small.batch(NUMBERS)


def test_an_answer_nested_deeper_than_the_limit_is_refused(served: Served) -> None:
    shallow = replace(client_of(served), limits=replace(LIMITS, json_depth=1))
    with pytest.raises(NoAnswerError) as refused:
        shallow.call("eth_getBlockByNumber", "0x0", False)
    assert refused.value.code == "malformed"


def test_halving_ends_at_the_deadline_too() -> None:
    hasty = replace(LIMITS, rpc_milliseconds=1)
    respond = ENDPOINTS["honest_no_batches"].respond
    with serve(CHAIN, respond) as running, pytest.raises(DeadlineError):
        replace(client_of(running), limits=hasty).batch(NUMBERS * 100)


def test_nothing_asked_is_nothing_sent(served: Served) -> None:
    assert client_of(served).batch([]) == ()
    assert served.paths == []


def test_a_batch_a_row_short_says_how_short() -> None:
    words = "5 rows for 6 calls"
    respond = ENDPOINTS["short_batch"].respond
    with serve(CHAIN, respond) as running, pytest.raises(MismatchedAnswerError, match=words):
        client_of(running).batch(NUMBERS)


def test_a_status_says_which() -> None:
    respond = ENDPOINTS["fails_with_500"].respond
    with serve(CHAIN, respond) as running, pytest.raises(StatusError) as failed:
        client_of(running).call("eth_chainId")
    assert failed.value.status == 500
