"""No route is sent more than it takes: uploads bound themselves, all others have one small limit.

The route is known once the first piece of a body is asked for; what is too large by its own
Content-Length is refused before any of it is read.
"""

from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anchors.limits import LIMITS
from api.permissions import Action
from api.principal import actions_of

__all__ = ["BodyLimit"]

_TOO_LARGE = 413


class BodyLimit:
    """Counts what a route reads."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with a bounded body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        read = 0

        async def bounded() -> Message:
            nonlocal read
            if _takes_any(scope):
                return await receive()
            if read == 0 and _stated(scope) > LIMITS.request_octets:
                raise HTTPException(_TOO_LARGE)
            message = await receive()
            read += len(message.get("body", b""))
            if read > LIMITS.request_octets:
                raise HTTPException(_TOO_LARGE)
            return message

        await self.app(scope, bounded, send)


def _takes_any(scope: Scope) -> bool:
    """Whether a route takes uploads, and bounds them itself."""
    route = scope.get("route")
    return isinstance(route, APIRoute) and Action.SUBMIT in actions_of(route)


def _stated(scope: Scope) -> int:
    stated = Headers(scope=scope).get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() else 0
