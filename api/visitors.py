"""Who comes to a page: a principal, or somebody who has yet to be asked who they are."""

from typing import Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.permissions import Action
from api.principal import Principal, declares, permitted
from api.problems import ProblemError
from api.service import service_of

__all__ = ["ask_who", "visitor_of", "who"]

_ROLES = {
    "platform": "存证平台", "lender": "贷款人", "judge": "法官", "clerk": "书记员",
    "pipeline": "办案系统", "operator": "运维人员",
}  # fmt: skip


def visitor_of(action: Action) -> Any:  # noqa: ANN401 - as FastAPI's own `Depends`
    """Return the dependency that gives who may do this; None to be asked who they are."""

    async def visitor(request: Request) -> Principal | None:
        try:
            return await permitted(request, action)
        except ProblemError as error:
            if error.code != "http.unauthorized":
                raise
            return None

    return Depends(declares(visitor, action))


def ask_who(request: Request) -> Response:
    """Send somebody to the page that asks who they are, and back to this one."""
    back = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/login?next={quote(back)}", 303)


def who(request: Request, visitor: Principal) -> dict[str, Any]:
    """Return what every page says of who looks at it."""
    return {
        "role": _ROLES[visitor.role],
        "name": visitor.name or visitor.party,
        "sandbox": service_of(request).environment == "sandbox",
    }
