"""One HTTP exchange with a source, bounded in time and size; nothing of it outlives the exchange.

A source is whatever this service asks: a node of a chain, a time-stamping authority, a publisher of
revoked certificates. Its address is the operator's, and every one is reached in this one way.

No redirect is followed, no proxy or credential is taken from the environment, no compression is
accepted. The deadline holds over connecting, TLS, headers and body together, read by read: a server
that drips an octet a second ends when one that says nothing does.
"""

import io
import socket
import ssl
from functools import cache, partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import NamedTuple

from anchors.clients.endpoint import Endpoint, Resolver, checked_address
from anchors.clients.errors import (
    DeadlineError,
    MalformedAnswerError,
    OversizeError,
    RedirectError,
    StatusError,
    UnreachableError,
)
from anchors.limits import Limits

__all__ = ["Deadline", "Request", "exchange", "post_json"]

_JSON = "application/json"
_HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}


class Request(NamedTuple):
    """What is asked: something sent (POST), or, without a body, something fetched (GET)."""

    accept: str
    """Media type of the answer; what comes is judged by its content alone."""
    body: bytes | None = None
    media_type: str | None = None
    """Of the body."""

    @property
    def method(self) -> str:
        """How HTTP calls it."""
        return "GET" if self.body is None else "POST"

    @property
    def headers(self) -> dict[str, str]:
        """What is said beside it; nothing tells who asks."""
        stated = {} if self.media_type is None else {"Content-Type": self.media_type}
        return {**_HEADERS, **stated, "Accept": self.accept}


class Deadline:
    """A moment on the monotonic clock."""

    __slots__ = ("_moment",)

    def __init__(self, milliseconds: int) -> None:
        """Begin to count."""
        self._moment = monotonic() + milliseconds / 1000

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            DeadlineError: there are none.
        """
        left = self._moment - monotonic()
        if left <= 0:
            raise DeadlineError("time is up")
        return left


class _BoundedReads(io.RawIOBase):
    """The receiving side of a socket, where each read waits no longer than the deadline."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._raw = connected.makefile("rb", buffering=0)
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        self._socket.settimeout(self._deadline.left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _BoundedSocket:
    """What `HTTPResponse` takes for a socket: it only ever asks for its file."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._reads = _BoundedReads(connected, deadline)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reads)


def post_json(
    endpoint: Endpoint, body: bytes, deadline: Deadline, limits: Limits, resolve: Resolver
) -> bytes:
    """Send a JSON document to a node, and return the one it answers with; raises as `exchange`."""
    asked = Request(_JSON, body, _JSON)
    return exchange(endpoint, asked, deadline, limits.rpc_octets, resolve)


def exchange(
    endpoint: Endpoint, request: Request, deadline: Deadline, most: int, resolve: Resolver
) -> bytes:
    """Ask an endpoint, and return the body of its answer, of at most so many octets.

    Raises:
        EndpointRefusedError: its address is not permitted.
        NoAnswerError: it gave no whole answer within the bounds.
    """
    try:
        with _connected(endpoint, checked_address(endpoint, resolve), deadline) as connected:
            return _answer(_asked(endpoint, connected, request, deadline), most)
    except TimeoutError as error:
        raise DeadlineError(endpoint.operator) from error
    except (OSError, HTTPException) as error:
        raise UnreachableError(f"{endpoint.operator}: {type(error).__name__}") from error


def _connected(endpoint: Endpoint, address: str, deadline: Deadline) -> socket.socket:
    """Connect to the checked address; TLS is still held to the host's name."""
    plain = socket.create_connection((address, endpoint.port), timeout=deadline.left())
    if not endpoint.secure:
        return plain
    try:
        plain.settimeout(deadline.left())
        return _context(endpoint.roots).wrap_socket(plain, server_hostname=endpoint.host)
    finally:
        # `wrap_socket` took the descriptor over, so this closes what failed and nothing else.
        plain.close()


@cache
def _context(roots: str | None) -> ssl.SSLContext:
    """Return what vouches for nodes; reading the system's roots takes 20 ms."""
    return ssl.create_default_context(cadata=roots)


def _asked(
    endpoint: Endpoint, connected: socket.socket, request: Request, deadline: Deadline
) -> HTTPResponse:
    connection = HTTPConnection(endpoint.host, endpoint.port)
    connection.sock = connected
    connection.response_class = partial(_response, deadline)  # type: ignore[assignment]
    connected.settimeout(deadline.left())
    connection.request(request.method, endpoint.target, request.body, request.headers)
    return connection.getresponse()


def _response(deadline: Deadline, connected: socket.socket, *, method: str) -> HTTPResponse:
    return HTTPResponse(_BoundedSocket(connected, deadline), method=method)  # type: ignore[arg-type]


def _answer(response: HTTPResponse, most: int) -> bytes:
    with response:
        _check_head(response)
        if (response.length or 0) > most:
            raise OversizeError(f"{response.length} octets announced")
        body, short = response.read(most + 1), response.length
    if len(body) > most:
        raise OversizeError(f"more than {most} octets")
    if short:
        raise UnreachableError(f"{short} octets are missing")
    return body


def _check_head(response: HTTPResponse) -> None:
    if 300 <= response.status < 400:
        raise RedirectError(f"HTTP status {response.status}")
    if response.status == 413:
        raise OversizeError("it takes less at once")
    if response.status != 200:
        raise StatusError(response.status)
    coding = response.getheader("Content-Encoding", "identity")
    if coding.lower() != "identity":
        raise MalformedAnswerError(f"Content-Encoding {coding[:40]!r}")
