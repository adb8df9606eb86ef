"""The application behind a real server in this process, to be spoken to by a socket."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from ingest.service import Service
from tests.services.app import app_of

__all__ = ["Live", "live"]

_STARTED_S = 10.0


class Live:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def connect(self) -> socket.socket:
        """Return a new connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, head: str, body: bytes = b"") -> bytes:
        """Send one request, and return the whole answer."""
        with self.connect() as connection:
            connection.sendall(head.replace("\n", "\r\n").encode() + body)
            answer = b""
            while chunk := connection.recv(1 << 16):
                answer += chunk
            return answer


@contextmanager
def live(service: Service, app: ASGIApp | None = None) -> Iterator[Live]:
    """Give a server over a service, on a free port of this machine; `app` in place of its own."""
    config = uvicorn.Config(
        app or app_of(service), host="127.0.0.1", port=0, log_config=None, access_log=False,
        timeout_graceful_shutdown=5,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + _STARTED_S
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    assert server.started
    yield Live(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(_STARTED_S)
