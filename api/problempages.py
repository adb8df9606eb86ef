"""Problems for people at a browser: a page that says what is wrong, or the one to sign in at."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.pages import page
from api.problems import ProblemError
from api.visitors import ask_who

__all__ = ["is_for_browser", "problem_page"]


def is_for_browser(scope: Scope) -> bool:
    """Whether a person reads the answer: pages are asked for before JSON, and without a token."""
    headers = Headers(scope=scope)
    named = headers.get("accept", "").split("application/json")[0]
    return "text/html" in named and "authorization" not in headers


def problem_page(error: ProblemError, scope: Scope) -> Response:
    """Return a problem as a page; whoever is not known is asked who they are."""
    if error.code == "http.unauthorized":
        return ask_who(Request(scope))
    problem = error.as_problem(scope.get("state", {}).get("request_id"))
    answer = page("problem.html.j2", status=problem.status, problem=problem)
    answer.headers.update(error.headers)
    return answer
