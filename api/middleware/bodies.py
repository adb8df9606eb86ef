"""No route is sent more than it takes: uploads bound themselves, all others have one small limit.

The route is known once the first piece of a body is asked for; what is too large by its own
Content-Length is refused before any of it is read.
"""

import math

from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from anchors.limits import LIMITS
from api.middleware.around import Around
from api.permissions import Action
from api.principal import actions_of

__all__ = ["BodyLimit"]

_TOO_LARGE = 413


class BodyLimit(Around):
    """Counts what a route reads."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with a bounded body."""
        most: float | None = None
        read = 0

        async def bounded() -> Message:
            nonlocal most, read
            if most is None:
                most = _most(scope)
                _check(_stated(scope), most)
            message = await receive()
            read += len(message.get("body", b""))
            _check(read, most)
            return message

        await self.app(scope, bounded, send)


def _most(scope: Scope) -> float:
    """Return how many octets a route is sent; one that takes uploads bounds them itself."""
    route = scope.get("route")
    uploads = isinstance(route, APIRoute) and Action.SUBMIT in actions_of(route)
    return math.inf if uploads else LIMITS.request_octets


def _check(octets: int, most: float) -> None:
    if octets > most:
        raise HTTPException(_TOO_LARGE)


def _stated(scope: Scope) -> int:
    stated = Headers(scope=scope).get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() else 0
