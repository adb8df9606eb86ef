"""One line of the log a request, and what is counted of it: never what was sent.

Paths are named by their template and queries not at all: a case key, a name or a token may stand in
either. Who asked is named by client id and party.
"""

import time
from typing import TYPE_CHECKING

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.middleware.around import Around

if TYPE_CHECKING:
    from api.principal import Principal

__all__ = ["Observation"]

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines; they are counted, and logged where they fail."""
_log = structlog.get_logger("api.requests")


class _Seen:
    """What was seen of one request."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.status = 0
        self.received = 0
        self.sent = 0
        self.begun = time.perf_counter()

    @property
    def route(self) -> str:
        """The template of the path; of what is no route nothing is said."""
        return getattr(self.scope.get("route"), "path", "none")

    @property
    def method(self) -> str:
        """The method, where it is one that exists."""
        return self.scope["method"] if self.scope["method"] in _METHODS else "other"

    def line(self, seconds: float) -> dict[str, object]:
        """Return what the log says."""
        state = self.scope.get("state", {})
        who: Principal | None = state.get("principal")
        return {
            "request_id": state.get("request_id"), "method": self.method, "route": self.route,
            "status": self.status, "ms": round(seconds * 1000, 1), "received": self.received,
            "sent": self.sent, "client": who.client if who else None,
            "sender": who.sender if who else None,
        }  # fmt: skip


class Observation(Around):
    """Counts and logs."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, environment: str) -> None:
        """Stand around `app`."""
        super().__init__(app)
        self._metrics = metrics
        self._log = _log.bind(environment=environment)

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch one request."""
        seen = _Seen(scope)

        async def received() -> Message:
            message = await receive()
            seen.received += len(message.get("body", b""))
            return message

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
            seen.sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, received, sent)
        finally:
            self._tell(seen, time.perf_counter() - seen.begun)

    def _tell(self, seen: _Seen, seconds: float) -> None:
        self._metrics.observe(seen.method, seen.route, seen.status, seconds, seen.received)
        if seen.route not in _QUIET or seen.status >= 400:
            self._log.info("request", **seen.line(seconds))
