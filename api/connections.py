"""Connections of the server: so many at once, and none that is half a request without end.

uvicorn ends a connection that is idle between two requests; one whose headers do not come is ended
here. A body has its own time: `api.middleware.bodies` and `ingest.intake.inflow`.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from anchors.limits import LIMITS

__all__ = ["BoundedConnection"]

_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class BoundedConnection(HttpToolsProtocol):
    """One connection."""

    most = LIMITS.connections
    patience_s = LIMITS.intake_idle_milliseconds / 1000
    _overdue: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self._await_headers()

    def data_received(self, data: bytes) -> None:
        """Take what comes; what is no whole head of a request is waited for a while."""
        super().data_received(data)
        cycle: RequestResponseCycle | None = self.cycle
        running = cycle is not None and not cycle.response_complete
        if self._overdue is None and not running:
            self._await_headers()

    def on_headers_complete(self) -> None:
        """Go on with a request that is there."""
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop()
        super().connection_lost(exc)

    def _await_headers(self) -> None:
        self._overdue = self.loop.call_later(self.patience_s, self._end)

    def _stop(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None

    def _end(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()
