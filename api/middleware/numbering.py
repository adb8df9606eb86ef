"""A request id on every request and answer: the client's `X-Request-Id` where it is a UUID."""

import re

from starlette.types import Message, Receive, Scope, Send

from api.middleware.around import Around, add_headers, stated_header
from ingest.store.ids import new_id

__all__ = ["RequestNumbers"]

_UUID = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}")
"""RFC 9562, with its hyphens or, as trace ids are, without: no place for somebody's number."""


class RequestNumbers(Around):
    """Leaves `request_id` in the request's state."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Number a request."""
        stated = stated_header(scope, b"x-request-id")
        number = stated if _UUID.fullmatch(stated) else new_id("req")
        scope.setdefault("state", {})["request_id"] = number

        async def numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(message, (b"x-request-id", number.encode()))
            await send(message)

        await self.app(scope, receive, numbered)
