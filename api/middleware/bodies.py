"""No route is sent more than it takes: what is streamed bounds itself, all else has a small limit.

The route is known once the first piece of a body is asked for; what is too large by its own
Content-Length is refused before any of it is read, and one that does not come in time is ended.
"""

import asyncio
import math

from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from anchors.limits import LIMITS
from api.middleware.around import Around, stated_header
from api.permissions import Action
from api.principal import actions_of

__all__ = ["BodyLimit"]

_TOO_SLOW, _TOO_LARGE = 408, 413


class BodyLimit(Around):
    """Counts what a route reads."""

    patience_s = LIMITS.request_milliseconds / 1000

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with a bounded body."""
        most: float | None = None
        until = asyncio.get_running_loop().time() + self.patience_s
        read, whole = 0, False

        async def bounded() -> Message:
            nonlocal most, read, whole
            if most is None:
                most = _most(scope)
                _check(_stated(scope), most)
            waits = whole or most == math.inf
            message = await (receive() if waits else _received(receive, until))
            whole = not message.get("more_body", False)
            read += len(message.get("body", b""))
            _check(read, most)
            return message

        await self.app(scope, bounded, send)


def _most(scope: Scope) -> float:
    """Return how many octets a route is sent; one that streams an upload bounds it itself."""
    route = scope.get("route")
    if not isinstance(route, APIRoute) or route.body_field is not None:
        return LIMITS.request_octets  # what the framework reads, it reads whole
    return math.inf if Action.SUBMIT in actions_of(route) else LIMITS.request_octets


async def _received(receive: Receive, until: float) -> Message:
    try:
        async with asyncio.timeout_at(until):
            return await receive()
    except TimeoutError as error:
        raise HTTPException(_TOO_SLOW) from error


def _check(octets: int, most: float) -> None:
    if octets > most:
        raise HTTPException(_TOO_LARGE)


def _stated(scope: Scope) -> int:
    stated = stated_header(scope, b"content-length")
    return int(stated) if stated.isascii() and stated.isdigit() else 0
