"""A person at a browser: the cookie of a session, and forms that only our own pages may send.

The cookie is HttpOnly, SameSite=Strict and, over TLS, Secure under the `__Host-` prefix. A form is
taken where its Origin is ours, and its browser does not say by Sec-Fetch-Site that it is not.
"""

from fastapi import Request, Response

from api.identity.tokens import SESSION
from api.problems import ProblemError
from api.site import Site

__all__ = ["check_origin", "drop_cookie", "session_cookie", "set_cookie"]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_FETCH = frozenset({"same-origin", "none"})


def _cookie(site: Site) -> str:
    return "__Host-evidence" if site.is_https else "evidence"


def session_cookie(request: Request, site: Site) -> str | None:
    """Return the session that a request brings."""
    return request.cookies.get(_cookie(site))


def set_cookie(response: Response, session: str, site: Site) -> None:
    """Have the browser keep a session."""
    response.set_cookie(
        _cookie(site), session, max_age=int(SESSION.term.total_seconds()), path="/",
        secure=site.is_https, httponly=True, samesite="strict",
    )  # fmt: skip


def drop_cookie(response: Response, site: Site) -> None:
    """Have the browser forget its session."""
    response.delete_cookie(
        _cookie(site), path="/", secure=site.is_https, httponly=True, samesite="strict"
    )


def check_origin(request: Request, site: Site) -> None:
    """Refuse what changes something and was not sent by a page of ours.

    Raises:
        ProblemError: `http.forbidden`.
    """
    if request.method in _SAFE:
        return
    fetched = request.headers.get("sec-fetch-site")
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    if (fetched is None or fetched in _OWN_FETCH) and site.is_origin(origin, host):
        return
    raise ProblemError("http.forbidden", "不是本站页面发出的请求 not sent by a page of this site")
