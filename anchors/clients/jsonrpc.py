"""JSON-RPC 2.0 to one endpoint of a chain, as to a stranger.

An answer counts only if it is the answer: strict JSON within `Limits`, the version, exactly the ids
that were asked, each once. A row of a batch that the node failed is no answer of that row alone; a
batch that is a row short is no answer at all, because nothing says which row is missing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import randbits
from typing import NamedTuple, NoReturn, Protocol

from anchors.clients.endpoint import Endpoint, Resolver, system_addresses
from anchors.clients.errors import (
    MalformedAnswerError,
    MismatchedAnswerError,
    NodeError,
    OversizeError,
)
from anchors.clients.http import Deadline, post_json
from anchors.limits import LIMITS, Limits
from anchors.nesting import nests_deeper

__all__ = ["Call", "Node", "RpcClient"]

_MESSAGE_CHARACTERS = 200
"""A node's own words are kept this far: they are for a log, and theirs to choose."""


class Call(NamedTuple):
    """A method with its parameters."""

    method: str
    params: tuple[object, ...] = ()


class Node(Protocol):
    """What answers calls of a chain."""

    def call(self, method: str, *params: object) -> object:
        """Return a result; None where the node knows of none. Raises `NoAnswerError`."""

    def batch(self, calls: Sequence[Call]) -> tuple[object | NodeError, ...]:
        """Return the results of many calls, row by row. Raises `NoAnswerError`."""


@dataclass(frozen=True, slots=True)
class RpcClient:
    """One endpoint, asked over HTTP; it holds no connection, so threads may share it."""

    endpoint: Endpoint
    limits: Limits = LIMITS
    resolve: Resolver = field(default=system_addresses, repr=False)

    def call(self, method: str, *params: object) -> object:
        """Return the result of one call.

        Raises:
            EndpointRefusedError: the endpoint's address is not permitted.
            NoAnswerError: there is no result that counts.
        """
        row = self._single(Call(method, params), Deadline(self.limits.rpc_milliseconds))
        if isinstance(row, NodeError):
            raise row
        return row

    def batch(self, calls: Sequence[Call]) -> tuple[object | NodeError, ...]:
        """Return the results of calls in their order; what the node failed is its error.

        A batch that is too large for the node, or whose answer is for us, is asked in halves. All
        of it ends at one deadline. Raises as `call`.
        """
        deadline, size = Deadline(self.limits.rpc_milliseconds), self.limits.rpc_batch
        rows: list[object | NodeError] = []
        while len(rows) < len(calls):
            part = calls[len(rows) : len(rows) + size]
            try:
                rows += self._part(part, deadline)
            except OversizeError:
                if len(part) == 1:
                    raise
                size = len(part) // 2
        return tuple(rows)

    def _part(self, calls: Sequence[Call], deadline: Deadline) -> Sequence[object | NodeError]:
        if len(calls) == 1:
            return (self._single(calls[0], deadline),)
        first = randbits(31)
        answer = self._exchange([_request(n, c) for n, c in enumerate(calls, first)], deadline)
        if isinstance(answer, dict):
            raise _refused_whole(_failure(answer))
        if not isinstance(answer, list):
            raise MalformedAnswerError("neither a list nor an error")
        return _by_id(answer, range(first, first + len(calls)))

    def _single(self, call: Call, deadline: Deadline) -> object | NodeError:
        number = randbits(31)
        answer = self._exchange(_request(number, call), deadline)
        return _by_id([answer], range(number, number + 1))[0]

    def _exchange(self, request: object, deadline: Deadline) -> object:
        body = json.dumps(request, separators=(",", ":")).encode()
        answer = post_json(self.endpoint, body, deadline, self.limits, self.resolve)
        return _decoded(answer, self.limits)


def _request(number: int, call: Call) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": number, "method": call.method, "params": list(call.params)}


def _by_id(answer: Sequence[object], asked: range) -> Sequence[object | NodeError]:
    """Return results in the order they were asked for; the answer may have another order.

    Raises:
        MalformedAnswerError: a row is not JSON-RPC.
        MismatchedAnswerError: the rows are not one for each id.
    """
    rows: dict[int, object | NodeError] = {}
    for row in answer:
        if not isinstance(row, dict) or row.get("jsonrpc") != "2.0":
            raise MalformedAnswerError("a row is not JSON-RPC 2.0")
        number = row.get("id")
        # True equals 1 in Python, and no other program means it.
        if type(number) is not int or number not in asked or number in rows:
            raise MismatchedAnswerError("an id was not asked for, or came twice")
        rows[number] = _outcome(row)
    if len(rows) != len(asked):
        raise MismatchedAnswerError(f"{len(rows)} rows for {len(asked)} calls")
    return [rows[number] for number in asked]


def _outcome(row: dict[str, object]) -> object | NodeError:
    if row.get("error") is not None:
        return _failure(row)
    if "result" not in row:
        raise MalformedAnswerError("neither result nor error")
    return row["result"]


def _failure(row: dict[str, object]) -> NodeError:
    error = row.get("error")
    number = error.get("code") if isinstance(error, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    if type(number) is not int or not isinstance(message, str):
        raise MalformedAnswerError("an error without code or message")
    return NodeError(number, message[:_MESSAGE_CHARACTERS])


def _refused_whole(error: NodeError) -> OversizeError | NodeError:
    """Tell a batch that is too large, which every node says in its own words, from a failure."""
    return OversizeError(str(error)) if "batch" in error.message.lower() else error


def _decoded(body: bytes, limits: Limits) -> object:
    if nests_deeper(body, limits.json_depth):
        raise MalformedAnswerError(f"JSON nests deeper than {limits.json_depth} levels")
    try:
        value: object = _STRICT.decode(body.decode())
    except ValueError as error:
        raise MalformedAnswerError(f"no strict JSON: {type(error).__name__}") from error
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(text: str) -> NoReturn:
    raise ValueError(text[:_MESSAGE_CHARACTERS])


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse)
