"""Block headers by quorum: independent operators agree on a final block, and it is pinned.

Two that differ, or one that differs from what is pinned, stop the whole turn: nothing is written,
and a person has to find out who lied.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from anchors.clients.endpoint import Endpoint
from anchors.clients.errors import AbsentError, NotFinalError
from anchors.clients.headers import confirmations_of
from anchors.clients.jsonrpc import Node, RpcClient
from anchors.clients.pins import pin_of, update
from anchors.clients.quorum import Outcome, QuorumResult, Subject, Voter, hold_quorum
from anchors.evmprofile import EvmProfile
from anchors.profile import PinnedHeader
from ingest.sources.gathered import Gathered, SourceState
from ingest.sources.registry import ChainSource
from ingest.sources.reissue import Change
from verify.trust import Purpose, TrustStore

__all__ = ["gather_headers"]

_NOT_YET = frozenset({NotFinalError.code, AbsentError.code})
"""Why an endpoint that works has no vote: the block is not there, or not final."""


@dataclass(frozen=True, slots=True)
class _Pins:
    """Headers to be added to a trust directory."""

    chain: str
    pins: tuple[PinnedHeader, ...]

    def __call__(self, files: Mapping[str, bytes]) -> Mapping[str, Change]:
        """Return the headers file as it becomes; none where the chain is not registered."""
        path = f"headers/{self.chain}.jsonl"
        if not self.pins or f"chains/{self.chain}.json" not in files:
            return {}
        octets = update(files.get(path, b""), self.pins)
        return {path: Change(octets, Purpose.HEADERS, "登记节点多数一致")}


def gather_headers(
    source: ChainSource,
    heights: Sequence[int],
    store: TrustStore,
    now: datetime,
    connect: Callable[[Endpoint], Node] = RpcClient,
) -> Gathered:
    """Ask a chain's nodes for headers, one after another, as long as they answer."""
    profile = (store.chains or {}).get(source.chain)
    if not isinstance(profile, EvmProfile):
        return Gathered(SourceState.DOWN, f"no chain {source.chain} that nodes are asked of")
    voters = [Voter(one.operator, connect(one)) for one in source.endpoints]
    needed = max(source.quorum, profile.finality.operators)
    confirmations = confirmations_of(profile.finality.rule)
    pins: list[PinnedHeader] = []
    reason = None
    for height in heights:
        subject = Subject(profile.chain_id, height, confirmations=confirmations)
        result = hold_quorum(voters, subject, needed)
        if result.outcome is Outcome.DISAGREED:
            return _conflict(height, ", ".join(result.voters))
        if result.outcome is Outcome.AGREED:
            pins.append(pin_of(result, now))
            continue
        reason = f"height {height}: {_told(result)}"
        if not _works(result, needed):
            return _held(source, pins, store, SourceState.DOWN, reason)
    return _held(source, pins, store, SourceState.UP, reason)


def _held(
    source: ChainSource,
    pins: Sequence[PinnedHeader],
    store: TrustStore,
    state: SourceState,
    reason: str | None,
) -> Gathered:
    """Return what is to be pinned, unless it differs from what is."""
    found = (store.headers or {}).get(source.chain)
    lines = found.values() if isinstance(found, dict) else ()
    pinned = {one.height: one.hash for one in lines if isinstance(one, PinnedHeader)}
    for pin in pins:
        if pinned.get(pin.height, pin.hash) != pin.hash:
            return _conflict(pin.height, "the trust directory")
    return Gathered(state, reason, _Pins(source.chain, tuple(pins)) if pins else None)


def _conflict(height: int, among: str) -> Gathered:
    return Gathered(SourceState.CONFLICT, f"height {height}: two hashes among {among}")


def _works(result: QuorumResult, needed: int) -> bool:
    """Whether enough operators answered, if only that the block is not there yet."""
    answered = {
        one.operator for one in result.ballots if one.vote is not None or one.reason in _NOT_YET
    }
    return len(answered) >= needed


def _told(result: QuorumResult) -> str:
    return ", ".join(f"{one.operator} {one.reason or 'agrees'}" for one in result.ballots)
