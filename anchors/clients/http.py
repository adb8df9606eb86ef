"""One HTTP exchange with a node, bounded in time and size; nothing of it outlives the exchange.

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

__all__ = ["Deadline", "post_json"]

_HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


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
    """Send a document to an endpoint and return the document it answers with.

    Raises:
        EndpointRefusedError: its address is not permitted.
        NoAnswerError: it gave no whole answer within the bounds.
    """
    try:
        with _connected(endpoint, checked_address(endpoint, resolve), deadline) as connected:
            return _answer(_asked(endpoint, connected, body, deadline), limits)
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
    endpoint: Endpoint, connected: socket.socket, body: bytes, deadline: Deadline
) -> HTTPResponse:
    connection = HTTPConnection(endpoint.host, endpoint.port)
    connection.sock = connected
    connection.response_class = partial(_response, deadline)  # type: ignore[assignment]
    connected.settimeout(deadline.left())
    connection.request("POST", endpoint.target, body, _HEADERS)
    return connection.getresponse()


def _response(deadline: Deadline, connected: socket.socket, *, method: str) -> HTTPResponse:
    return HTTPResponse(_BoundedSocket(connected, deadline), method=method)  # type: ignore[arg-type]


def _answer(response: HTTPResponse, limits: Limits) -> bytes:
    with response:
        _check_head(response)
        most = limits.rpc_octets
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
        raise OversizeError("the node takes less at once")
    if response.status != 200:
        raise StatusError(response.status)
    coding = response.getheader("Content-Encoding", "identity")
    if coding.lower() != "identity":
        raise MalformedAnswerError(f"Content-Encoding {coding[:40]!r}")
