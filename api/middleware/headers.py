"""What every answer carries so that a browser does nothing with it that was not meant.

No script runs anywhere, nothing is framed, nothing is fetched from another host, no type is
guessed, and what is answered stays out of caches. The referrer goes to nobody else: `same-origin`,
not `no-referrer`, with which browsers would send our own forms without their Origin.
"""

import base64
import hashlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.middleware.around import Around, add_headers
from api.site import Site

__all__ = ["SecurityHeaders", "page_policy"]

_TRANSPORT = "max-age=31536000"
"""A year of TLS, for this host (RFC 6797)."""


def page_policy(*styles: str) -> str:
    """Return the Content-Security-Policy of a page with these `<style>` elements, and no others."""
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in styles]
    allowed = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    return (
        f"default-src 'none'; style-src {allowed}; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


_HEADERS = {
    "Content-Security-Policy": page_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}  # fmt: skip


class SecurityHeaders(Around):
    """Adds what an answer does not say itself."""

    def __init__(self, app: ASGIApp, *, site: Site) -> None:
        """Stand around `app`."""
        super().__init__(app)
        more = {"Strict-Transport-Security": _TRANSPORT} if site.is_https else {}
        headers = {**_HEADERS, **more}
        self._headers = [(one.lower().encode(), value.encode()) for one, value in headers.items()]

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Dress the answer of a request."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(message, *self._headers)
            await send(message)

        await self.app(scope, receive, dressed)
