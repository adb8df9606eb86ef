"""Half a request is not waited for without end, and there are so many connections and no more."""

import asyncio
import socket
from typing import ClassVar

import pytest
import uvicorn
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from api.connections import BoundedConnection
from api.middleware.bodies import BodyLimit

pytestmark = pytest.mark.enable_socket


class _Hasty(BoundedConnection):
    most: ClassVar[int] = 2  # type: ignore[misc]
    patience_s: ClassVar[float] = 0.2  # type: ignore[misc]


async def _hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"hi"})


async def _answers(*connections: list[bytes]) -> list[bytes]:
    """Return what the server sends to each of some connections until it ends it."""
    config = uvicorn.Config(
        _hello, http=_Hasty, log_config=None, lifespan="off", timeout_keep_alive=1
    )
    server, listening = uvicorn.Server(config), socket.create_server(("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        async with asyncio.timeout(10):
            port = listening.getsockname()[1]
            opened = [await asyncio.open_connection("127.0.0.1", port) for _ in connections]
            for (_, writer), pieces in zip(opened, connections, strict=True):
                for piece in pieces:
                    writer.write(piece)
            return list(await asyncio.gather(*map(_rest, [one for one, _ in opened])))
    finally:
        for _, writer in opened:
            writer.close()
        server.should_exit = True
        await serving


async def _rest(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


def test_headers_that_do_not_come_are_not_waited_for() -> None:
    whole = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    half, later = asyncio.run(_answers([b"GET / HTTP/1.1\r\n"], [whole, b"GET / HTTP"]))
    assert half.startswith(b"HTTP/1.1 408 ")
    assert later.startswith(b"HTTP/1.1 200 ")


def test_one_connection_too_many_is_ended_at_once() -> None:
    found = asyncio.run(_answers([b"GET"], [b"GET"], [b"GET"]))
    assert found.count(b"") == 1


def test_a_small_body_that_does_not_come_is_not_waited_for() -> None:
    class Hasty(BodyLimit):
        patience_s: ClassVar[float] = 0.1  # type: ignore[misc]

    async def reads(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (await receive()).get("more_body"):
            pass

    pieces = [{"type": "http.request", "body": b"{", "more_body": True}]

    async def receive() -> Message:
        return pieces.pop() if pieces else await asyncio.Future()

    async def send(_message: Message) -> None: ...

    with pytest.raises(HTTPException) as error:
        asyncio.run(Hasty(reads).around({"type": "http", "headers": []}, receive, send))
    assert error.value.status_code == 408
