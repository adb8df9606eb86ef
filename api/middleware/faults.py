"""A fault of ours is answered with its code alone, and told to the log by kind and place.

The words of an exception may quote what was sent or stored, so they go nowhere.
"""

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from api.answers import problem_response
from api.logs import place_of
from api.middleware.around import Around
from api.problems import ProblemError

__all__ = ["FaultAnswers"]

_log = structlog.get_logger("api.faults")


class FaultAnswers(Around):
    """Ends every exception."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens; an answer that has begun is cut off."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception as error:  # noqa: BLE001 - the edge: nothing goes further
            request_id = scope.get("state", {}).get("request_id")
            _log.error("fault", request_id=request_id, **place_of(error))
            if not begun:
                answer = problem_response(ProblemError("http.internal"), scope)
                await answer(scope, receive, send)
