"""People at a browser, in a sandbox: sign in with a role's key, and out again.

In production all three answer `http.login_not_configured`: there people come by OIDC, not yet here.
"""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.identity.identity import ClientIdentity
from api.identity.session import check_origin, drop_cookie, set_cookie
from api.pages import page
from api.permissions import Action
from api.principal import public
from api.problems import ProblemError, responses_of
from api.routes.token import clients_of

__all__ = ["SignIn", "router"]

router = APIRouter(tags=["pages"])

_OWN_PATH = re.compile(r"/(?![/\\])[!-~]{0,512}")
"""A path of this site: neither another host nor a header of its own comes of it."""
_PAGE: dict[int | str, dict[str, object]] = {
    200: {"content": {"text/html": {"schema": {"type": "string"}}}}
}


class SignIn(BaseModel):
    """What the page sends."""

    model_config = ConfigDict(extra="forbid")

    client: Annotated[str, Field(min_length=1, max_length=64)]
    key: Annotated[str, Field(min_length=1, max_length=128)]
    next: Annotated[str, Field(max_length=512)] = "/"


def _people(clients: Annotated[ClientIdentity, Depends(clients_of)]) -> ClientIdentity:
    """Return the registry where it lets people in.

    Raises:
        ProblemError: `http.login_not_configured`.
    """
    if not clients.takes_people:
        raise ProblemError("http.login_not_configured")
    return clients


People = Annotated[ClientIdentity, Depends(_people)]


@router.get(
    "/login", dependencies=[public(Action.LEARN)], response_class=HTMLResponse,
    responses={**_PAGE, **responses_of("http.login_not_configured", "http.unavailable")},
)  # fmt: skip
def login_page(_people: People, next: str = "/") -> Response:  # noqa: A002 - the name in addresses
    """Ask who is there."""
    return page("login.html.j2", refused=False, client="", next=_own_path(next))


@router.post(
    "/login", dependencies=[public(Action.TOKEN)], response_class=RedirectResponse, status_code=303,
    responses=responses_of(
        "http.forbidden", "http.login_not_configured", "http.invalid", "http.unavailable"
    ) | {401: {**_PAGE[200], "description": "id or key is wrong: the page again"}},
)  # fmt: skip
def login(request: Request, people: People, form: Annotated[SignIn, Form()]) -> Response:
    """Begin a session."""
    check_origin(request, people.site)
    try:
        session = people.sign_in(form.client, form.key)
    except ProblemError as error:
        if error.code != "http.client_refused":
            raise
        return page(
            "login.html.j2", status=401, refused=True, client=form.client,
            next=_own_path(form.next),
        )  # fmt: skip
    answer = RedirectResponse(_own_path(form.next), 303)
    set_cookie(answer, session, people.site)
    return answer


@router.post(
    "/logout", dependencies=[public(Action.TOKEN)], response_class=RedirectResponse,
    status_code=303,
    responses=responses_of("http.forbidden", "http.login_not_configured", "http.unavailable"),
)  # fmt: skip
def logout(request: Request, people: People) -> Response:
    """End a session, wherever else its cookie is shown."""
    check_origin(request, people.site)
    people.sign_out(request)
    answer = RedirectResponse("/login", 303)
    drop_cookie(answer, people.site)
    return answer


def _own_path(stated: str) -> str:
    return stated if _OWN_PATH.fullmatch(stated) else "/"
