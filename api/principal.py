"""Who is speaking, and the one way a route says who may: `Annotated[Principal, allowed(Action.X)]`.

A route without principal is declared with `public(Action.X)`. Both leave the action on the
dependency, so that a test can walk all routes, and OpenAPI says what each calls for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from api.permissions import PUBLIC, Action, Reach, Role, is_for_people, reach_of
from api.problems import ProblemError

if TYPE_CHECKING:
    from fastapi.dependencies.models import Dependant

__all__ = [
    "Identity", "Principal", "action_of", "actions_of", "allowed", "declares", "permitted",
    "public",
]  # fmt: skip


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

    def remembered(self, request: Request) -> Principal | None:
        """Return who it is, where that is known already and no thread is needed to look it up.

        Raises:
            ProblemError: as `principal_of`.
        """


def allowed(action: Action) -> Any:  # noqa: ANN401 - as FastAPI's own `Depends`
    """Return the dependency that gives the principal where it may do this."""

    async def principal(request: Request) -> Principal:
        return await permitted(request, action)

    return Depends(declares(principal, action))


async def permitted(request: Request, action: Action) -> Principal:
    """Return the principal of a request where it may do this, and leave it for the log.

    Raises:
        ProblemError: nobody is shown, or somebody who may not.
    """
    try:
        found = await _identified(request)
    except ProblemError:
        if request.app.state.service.environment == "production" and is_for_people(action):
            raise ProblemError("http.login_not_configured") from None
        raise
    request.state.principal = found
    found.reach(action)
    return found


async def _identified(request: Request) -> Principal:
    identity: Identity = request.app.state.identity
    known = identity.remembered(request)
    if known is not None:
        return known
    return await run_in_threadpool(identity.principal_of, request)


def public(action: Action) -> Any:  # noqa: ANN401 - as above
    """Return the dependency of a route that anybody may call."""
    if action not in PUBLIC:
        raise ValueError(f"{action} needs a principal")

    async def nobody() -> None:
        return None

    return Depends(declares(nobody, action))


def declares(dependency: Callable[..., object], action: Action) -> Callable[..., object]:
    """Return a dependency that says what its route does."""
    dependency.action = action  # type: ignore[attr-defined]
    return dependency


def action_of(dependency: object) -> Action | None:
    """Return the action a dependency declares; None where it declares none."""
    found = getattr(dependency, "action", None)
    return found if isinstance(found, Action) else None


def actions_of(route: APIRoute) -> frozenset[Action]:
    """Return every action that a route declares: one, where it is declared well."""
    waiting, found = [route.dependant], set[Action]()
    while waiting:
        one: Dependant = waiting.pop()
        waiting += one.dependencies
        action = action_of(one.call)
        found |= set() if action is None else {action}
    return frozenset(found)
