"""Headers are pinned where independent operators agree, and never where two differ."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anchors.clients.endpoint import Endpoint
from anchors.clients.jsonrpc import Node, RpcClient
from anchors.limits import LIMITS
from fixtures.batch import Entry
from fixtures.endpoints import ENDPOINTS, serve
from fixtures.ledger import Ledger
from fixtures.ledgernode import LedgerNode
from fixtures.trust import TrustDirectory
from ingest.sources.gathered import Gathered, SourceState
from ingest.sources.headers import gather_headers
from ingest.sources.keeper import StoredTrust
from ingest.sources.registry import ChainSource
from tests.anchors.clients.doubles import ChainNode
from tests.ingest.sources.material import NOW, directory, open_keeper
from verify.trust import TrustStore
from verify.trustfile import decode_trust

import fixtures.faults.endpoints  # noqa: F401 isort: skip - registers them

AT = datetime(2024, 8, 1, tzinfo=UTC)
QUICK = replace(LIMITS, rpc_milliseconds=300)
TRUST = decode_trust(directory().files())
UP, DOWN, CONFLICT = SourceState.UP, SourceState.DOWN, SourceState.CONFLICT


def _chain(seed: int = 1) -> Ledger:
    """Return the judicial chain after three batches; of another seed it has other blocks."""
    ledger = Ledger(seed, ("depositor",))
    for number in range(3):
        at = AT + timedelta(hours=number)
        ledger.anchor_batch([Entry("sha256", bytes(32))], at=at, batch_id=f"b{number}")
    return ledger


LEDGER, FORK = _chain(), _chain(2)
HEIGHTS = sorted(LEDGER.blocks)[1:]
HONEST, LIAR = LedgerNode(LEDGER), LedgerNode(FORK)


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[StoredTrust]:
    with open_keeper(tmp_path) as made:
        made.adopt(directory().files())
        yield made


def _source(operators: Sequence[str], urls: Sequence[str], quorum: int = 2) -> ChainSource:
    nodes = [
        Endpoint(url, name, loopback_allowed=True)
        for name, url in zip(operators, urls, strict=True)
    ]
    return ChainSource("chain:evm-court", "evm-court", tuple(nodes), quorum)


def _gather(
    store: TrustStore,
    nodes: Mapping[str, LedgerNode],
    *,
    heights: Sequence[int] = HEIGHTS,
    quorum: int = 2,
) -> Gathered:
    """Ask nodes in this process, by their operators."""
    urls = [f"https://{number}.example/" for number in range(len(nodes))]
    source = _source(list(nodes), urls, quorum)

    def connect(endpoint: Endpoint) -> Node:
        return ChainNode(nodes[endpoint.operator])

    return gather_headers(source, heights, store, NOW, connect)


def _pinned(keeper: StoredTrust) -> dict[object, dict[str, object]]:
    lines = TrustDirectory(contents=keeper.files()).headers("evm-court")
    return {line["height"]: line for line in lines}


def test_headers_that_operators_agree_on_become_a_version_of_the_trust(keeper: StoredTrust) -> None:
    before = keeper.current()
    found = _gather(keeper.current(), {"甲": HONEST, "乙": HONEST})
    assert (found.state, found.reason) == (UP, None)
    assert found.addition is not None
    keeper.extend(found.addition)
    line = _pinned(keeper)[HEIGHTS[0]]
    assert line["hash"] == LEDGER.blocks[HEIGHTS[0]].hash.hex()
    assert line["source"] == "quorum:乙,甲"
    assert (before.sequence, keeper.current().sequence) == (1, 2)
    assert keeper.version(before.digest) == before


def test_what_is_pinned_makes_no_other_version(keeper: StoredTrust) -> None:
    for _ in range(2):
        found = _gather(keeper.current(), {"甲": HONEST, "乙": HONEST})
        assert found.addition is not None
        keeper.extend(found.addition)
    assert keeper.current().sequence == 2


def test_every_court_profile_gets_the_headers(keeper: StoredTrust) -> None:
    keeper.adopt(directory(sequence=5, note="designated").files(), "designated")
    found = _gather(keeper.current(), {"甲": HONEST, "乙": HONEST})
    assert found.addition is not None
    keeper.extend(found.addition)
    assert [keeper.current(name).sequence for name in keeper.profiles()] == [2, 6]


def test_the_chains_profile_may_ask_for_more_operators_than_the_file() -> None:
    found = _gather(TRUST, {"甲": HONEST}, quorum=1)
    assert (found.state, found.addition) == (DOWN, None)


def test_two_hashes_pin_nothing_at_all_and_call_a_person() -> None:
    partly = replace(LEDGER, blocks={**LEDGER.blocks, HEIGHTS[-1]: FORK.blocks[HEIGHTS[-1]]})
    partly.blocks[HEIGHTS[-1]] = FORK.blocks[HEIGHTS[-1]]
    found = _gather(TRUST, {"甲": HONEST, "乙": HONEST, "丙": LedgerNode(partly)})
    assert (found.state, found.addition) == (CONFLICT, None)
    assert str(HEIGHTS[-1]) in (found.reason or "")


def test_a_quorum_against_a_pinned_header_calls_a_person(keeper: StoredTrust) -> None:
    first = _gather(keeper.current(), {"甲": HONEST, "乙": HONEST})
    assert first.addition is not None
    keeper.extend(first.addition)
    found = _gather(keeper.current(), {"丙": LIAR, "丁": LIAR})
    assert (found.state, found.addition) == (CONFLICT, None)


def test_a_block_that_is_not_final_yet_is_no_fault_of_the_source(keeper: StoredTrust) -> None:
    late = LedgerNode(LEDGER, final=HEIGHTS[1])
    found = _gather(keeper.current(), {"甲": late, "乙": late})
    assert found.state is UP
    assert "not_final" in (found.reason or "")
    assert found.addition is not None
    keeper.extend(found.addition)
    assert set(HEIGHTS[:2]) == set(_pinned(keeper)) & set(HEIGHTS)


def test_a_height_far_beyond_the_chain_does_not_bring_its_source_down() -> None:
    found = _gather(TRUST, {"甲": HONEST, "乙": HONEST}, heights=[(1 << 53) - 1, HEIGHTS[0]])
    assert found.state is UP
    assert found.addition is not None


def test_a_chain_that_is_not_registered_is_not_asked() -> None:
    source = ChainSource("chain:other", "other", (), 1)
    assert gather_headers(source, HEIGHTS, TRUST, NOW).state is DOWN


@pytest.mark.enable_socket
@pytest.mark.parametrize("name", ["redirects_302", "drips_body", "other_hash"])
def test_an_endpoint_that_does_not_count_never_pins(name: str) -> None:
    def connect(endpoint: Endpoint) -> Node:
        return RpcClient(endpoint, QUICK)

    with ExitStack() as stack:
        good = stack.enter_context(serve(HONEST))
        bad = stack.enter_context(serve(HONEST, ENDPOINTS[name].respond))
        source = _source("甲乙", [good.url, bad.url])
        found = gather_headers(source, HEIGHTS, TRUST, NOW, connect)
    assert (found.state, found.addition) == (DOWN, None)
