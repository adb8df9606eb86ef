"""What every layer around the application has in common: it looks at HTTP requests alone.

Streams go through unbuffered: a layer wraps `receive` and `send`, and nothing else.
"""

from abc import ABC, abstractmethod

from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Around"]


class Around(ABC):
    """One layer; `around` sees requests, everything else goes by."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take what the server brings."""
        if scope["type"] == "http":
            await self.around(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    @abstractmethod
    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request."""
