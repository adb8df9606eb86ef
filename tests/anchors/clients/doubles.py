"""Nodes in this process, for tests that are about what a node says and not how it says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from anchors.clients.endpoint import Endpoint
from anchors.clients.errors import NodeError
from anchors.clients.jsonrpc import Call, RpcClient
from anchors.limits import LIMITS
from fixtures.endpoints import Chain, Served
from fixtures.nodes import RefusedError

__all__ = ["QUICK", "ChainNode", "client_of"]

QUICK = replace(LIMITS, rpc_milliseconds=300, anchor_wait_milliseconds=100)
"""Patience of a test."""


@dataclass(frozen=True)
class ChainNode:
    """A node that answers from a chain, without HTTP."""

    chain: Chain

    def call(self, method: str, *params: object) -> object:
        try:
            return self.chain.answer(method, params)
        except RefusedError as error:
            raise NodeError(error.number, error.message) from None

    def batch(self, calls: Sequence[Call]) -> tuple[object | NodeError, ...]:
        return tuple(map(self._row, calls))

    def _row(self, call: Call) -> object | NodeError:
        try:
            return self.call(call.method, *call.params)
        except NodeError as error:
            return error


def client_of(served: Served, operator: str = "甲") -> RpcClient:
    """A client of a served chain, with the patience of a test."""
    return RpcClient(Endpoint(served.url, operator, loopback_allowed=True), QUICK)
