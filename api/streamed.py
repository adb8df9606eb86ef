"""A route that takes a body as it comes: described as any other, with nothing between it and that.

The framework's own way to an endpoint, made for anything an endpoint may ask for, costs more than
to digest a small file. This one asks for its principal and for parts of its path alone.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from api.principal import actions_of, permitted
from api.problems import ProblemError

__all__ = ["StreamedRoute", "streamed"]

_Endpoint = Callable[..., Awaitable[Response]]


def streamed(
    router: APIRouter,
    path: str,
    **described: Any,  # noqa: ANN401 - as FastAPI's own
) -> Callable[[_Endpoint], _Endpoint]:
    """Have a router serve an endpoint by `StreamedRoute`; `described` as in its own decorators."""

    def served(endpoint: _Endpoint) -> _Endpoint:
        router.add_api_route(path, endpoint, route_class_override=StreamedRoute, **described)
        return endpoint

    return served


class StreamedRoute(APIRoute):
    """Calls `endpoint(request, principal, **path)`, which returns the response."""

    def __init__(self, path: str, endpoint: Any, **described: Any) -> None:  # noqa: ANN401 - as `APIRoute`
        """Take what the router says of it.

        Raises:
            ValueError: the endpoint asks for more.
        """
        super().__init__(path, endpoint, **described)
        asked = self.dependant
        if self.body_field or asked.query_params or asked.header_params or asked.cookie_params:
            raise ValueError(f"{self.name} asks for more than its principal and its path")
        (self._action,) = actions_of(self)
        self.app = self._answer

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        principal = await permitted(request, self._action)
        response = await self.endpoint(request, principal, **self._named(scope["path_params"]))
        await response(scope, receive, send)

    def _named(self, parts: Mapping[str, str]) -> Mapping[str, str]:
        """Return the parts of a path; what no id can be is not there, as any unknown id."""
        for field in self.dependant.path_params:
            _, errors = field.validate(parts[field.name], loc=("path", field.name))
            if errors:
                raise ProblemError("http.not_found")
        return parts
