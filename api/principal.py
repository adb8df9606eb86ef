"""Who is speaking, and the one way a route says who may: `Annotated[Principal, allowed(Action.X)]`.

A route without principal is declared with `public(Action.X)`. Both leave the action on the
route, so that a test can walk them all.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from fastapi import Depends, Request

from api.permissions import PUBLIC, Action, Reach, Role, reach_of
from api.problems import ProblemError

__all__ = ["Identity", "Principal", "action_of", "allowed", "public"]


class Principal(NamedTuple):
    """A client that has shown who it is."""

    client: str
    role: Role
    party: str
    """Platform id, lender's credit code, or the court."""
    environment: str
    name: str = ""

    @property
    def sender(self) -> str:
        """Whose rows its own are."""
        return self.party

    def reach(self, action: Action) -> Reach:
        """Return over whose data it may do this.

        Raises:
            ProblemError: it may not.
        """
        reach = reach_of(self.role, action)
        if reach is None:
            raise ProblemError("http.forbidden")
        return reach


class Identity(Protocol):
    """What tells who sends a request: by token, or by the cookie of a page."""

    def principal_of(self, request: Request) -> Principal:
        """Return who it is.

        Raises:
            ProblemError: `http.unauthorized`, or of people `http.login_not_configured`.
        """


def allowed(action: Action) -> Any:  # noqa: ANN401 - as FastAPI's own `Depends`
    """Return the dependency that gives the principal where it may do this."""

    def principal(request: Request) -> Principal:
        identity: Identity = request.app.state.identity
        found = identity.principal_of(request)
        found.reach(action)
        return found

    return Depends(_marked(principal, action))


def public(action: Action) -> Any:  # noqa: ANN401 - as above
    """Return the dependency of a route that anybody may call."""
    if action not in PUBLIC:
        raise ValueError(f"{action} needs a principal")

    def nobody() -> None:
        return None

    return Depends(_marked(nobody, action))


def _marked(dependency: Callable[..., object], action: Action) -> Callable[..., object]:
    dependency.action = action  # type: ignore[attr-defined]
    return dependency


def action_of(dependency: object) -> Action | None:
    """Return the action a dependency declares; None where it declares none."""
    found = getattr(dependency, "action", None)
    return found if isinstance(found, Action) else None
