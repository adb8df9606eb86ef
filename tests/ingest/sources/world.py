"""A court whose chain is asked over HTTP: cases with an anchor that nobody has pinned yet."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from anchors.clients.endpoint import Endpoint
from fixtures.anchored import DELAY, anchor_items
from fixtures.endpoints import Exchange, honest, serve
from fixtures.ledger import Ledger
from fixtures.ledgernode import LedgerNode
from fixtures.scenario import Scenario, new_scenario
from fixtures.scenarios.drafting import standing_decisions
from ingest.decisions import read_decision
from ingest.judging.stages import stages_of
from ingest.service import Service
from ingest.sources.keeper import StoredTrust
from ingest.sources.registry import ChainSource, Sources
from ingest.store.decisions import insert_decision
from tests.ingest.judging.given import judging, receive
from tests.services.app import SetClock
from tests.services.turns import StraightJobs

CHAIN = "chain:evm-court"
ANCHORED = "debt"
"""The item that nothing but its anchor proves; it is of no event, so no anchor of it is late."""


class Nodes:
    """Two operators' nodes, which die and come back together."""

    def __init__(self) -> None:
        self.left: int | None = None
        """Blocks that are told before both die; None: they live."""
        self.asked: list[str] = []

    def respond(self, exchange: Exchange) -> None:
        """Answer as a node does, while it lives."""
        named = [call["params"] for call in exchange.calls if self._names_a_block(call)]
        if self.left is not None:
            if self.left <= 0:
                return
            self.left -= len(named)
        self.asked += [str(one[0]) for one in named if isinstance(one, list)]
        honest(exchange)

    @staticmethod
    def _names_a_block(call: dict[str, object]) -> bool:
        params = call["params"]
        first = params[0] if isinstance(params, list) and params else None
        return call["method"] == "eth_getBlockByNumber" and str(first).startswith("0x")


@dataclass
class Stand:
    """The service, what drives it, and the chain's nodes."""

    service: Service
    jobs: StraightJobs
    clock: SetClock
    nodes: Nodes
    keeper: StoredTrust
    folder: Path

    def run(self) -> None:
        """Do everything that is due; nothing may have raised."""
        self.jobs.run(self.service, stages_of(self.service), most=10_000)
        if self.jobs.raised:
            raise self.jobs.raised[0]

    def receive(self, archive: bytes) -> str:
        """Take a package in, as intake leaves it."""
        path = self.folder / "package.zip"
        path.write_bytes(archive)
        return receive(self.service, path)


def unpinned(cases: int, blocks: int) -> Scenario:
    """Return a package of cases, each with an item anchored in one of so many unpinned blocks."""
    s = new_scenario(cases=cases)
    s.shard_cases = -(-cases // blocks)
    platform = f"platforms/{s.sender.platform.id}.json"
    s.trust.add_record(platform, {**s.trust.record(platform), "expected_proofs": {}})
    for first in range(0, cases, s.shard_cases):
        items = [case.item(ANCHORED) for case in s.cases[first : first + s.shard_cases]]
        for item in items:
            item.proofs.clear()
        at = max(item.signed_at for item in items) + DELAY
        anchor_items(s.ledger, items, at=at, batch_id=f"b{first}", submitter=s.sender.platform.id)
    return s


def heights_of(ledger: Ledger) -> list[int]:
    """Return where batches stand."""
    return sorted(ledger.blocks)[1:]


@contextmanager
def stand_of(
    folder: Path, s: Scenario, *, chains: Sequence[Ledger] | None = None
) -> Iterator[Stand]:
    """Give a service that trusts what the scenario's court does, and whose chain is served.

    Args:
        folder: of database and blobs.
        s: the scenario.
        chains: what each operator's node tells; None: two of the scenario's chain.
    """
    nodes = Nodes()
    with ExitStack() as stack:
        served = [
            stack.enter_context(serve(LedgerNode(ledger), nodes.respond))
            for ledger in (chains if chains is not None else (s.ledger, s.ledger))
        ]
        endpoints = tuple(
            Endpoint(one.url, f"operator-{number}", loopback_allowed=True)
            for number, one in enumerate(served)
        )
        chain = ChainSource(CHAIN, s.ledger.id, endpoints, 2)
        known = Sources({CHAIN: chain}) if endpoints else Sources()
        made, jobs = stack.enter_context(judging(folder, sources=known))
        keeper = StoredTrust(made.database, made.blobs, "sandbox", made.clock)
        keeper.adopt(s.trust.files())
        service = replace(made, trust=keeper)
        with service.database.write() as connection:
            _decide(connection, service, s)
        assert isinstance(service.clock, SetClock)
        yield Stand(service, jobs, service.clock, nodes, keeper, folder)


def _decide(connection: Connection, service: Service, s: Scenario) -> None:
    """Have the court decide beforehand what it can, so that only the anchor is left open."""
    for one in standing_decisions(s.sender):
        octets = one.signed(s.world.court)
        insert_decision(connection, service, read_decision(octets), octets, "court")
