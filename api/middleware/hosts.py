"""Requests to a host that is not this service are refused.

A name of somebody else's that was made to point here would have a browser on this machine speak for
its owner (DNS rebinding).
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import problem_response
from api.middleware.around import Around, stated_header
from api.problems import ProblemError
from api.site import Site

__all__ = ["HostCheck"]

_PROBES = frozenset({"/healthz", "/readyz"})
"""Asked by a machine's address, of whatever watches it; they say nothing of worth."""


class HostCheck(Around):
    """Lets pass what names this site."""

    def __init__(self, app: ASGIApp, *, site: Site) -> None:
        """Stand around `app`."""
        super().__init__(app)
        self._site = site

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["path"] in _PROBES or self._site.serves(stated_header(scope, b"host")):
            await self.app(scope, receive, send)
            return
        await problem_response(ProblemError("http.misdirected"), scope)(scope, receive, send)
