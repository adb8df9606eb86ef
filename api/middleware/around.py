"""What every layer around the application has in common: it looks at HTTP requests alone.

Streams go through unbuffered: a layer wraps `receive` and `send`, and nothing else. Headers are
read and added as they are on the wire, for every request passes here.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Around", "add_headers", "stated_header"]


class Around(ABC):
    """One layer; `around` sees requests, everything else goes by."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Take what the server brings."""
        if scope["type"] == "http":
            return self.around(scope, receive, send)
        return self.app(scope, receive, send)

    @abstractmethod
    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request."""


def stated_header(scope: Scope, name: bytes) -> str:
    """Return the first header of a request by this lower-case name; empty where there is none."""
    return next((value.decode("latin-1") for one, value in scope["headers"] if one == name), "")


def add_headers(message: Message, *more: tuple[bytes, bytes]) -> None:
    """Add headers to the start of an answer, but none, by its lower-case name, that is there."""
    stated = list(message["headers"])
    names = {name for name, _ in stated}
    message["headers"] = stated + [one for one in more if one[0] not in names]
