"""How a problem is answered: whatever ended a request becomes problem+json, or a person's page.

Nothing of the request is sent back but names of fields; of a fault of ours, nothing but its code.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from api.problempages import is_for_browser, problem_page
from api.problems import Fault, ProblemError
from ingest.errors import BlobSpaceError, BlobStoreError

__all__ = ["PROBLEM_JSON", "add_handlers", "problem_response"]

PROBLEM_JSON = "application/problem+json"
_RETRY = MappingProxyType({"Retry-After": "5"})
_DISK_FULL = "53100"
"""SQLSTATE of PostgreSQL."""
_WORDS = MappingProxyType({
    "missing": "缺少 missing",
    "extra_forbidden": "没有这一项 not known here",
    "string_pattern_mismatch": "格式不符 not of its form",
    "string_too_short": "过短 too short",
    "string_too_long": "过长 too long",
    "json_invalid": "不是 JSON not JSON",
    "literal_error": "不在可选的值之内 none of the values there are",
    "value_error": "不符合要求 not acceptable",
    "assertion_error": "不符合要求 not acceptable",
})  # fmt: skip
"""What is said of a kind of fault; never an exception's text, which may quote what was sent."""
_CODES = MappingProxyType({
    HTTPStatus.NOT_FOUND: "http.not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "http.method_not_allowed",
    HTTPStatus.REQUEST_TIMEOUT: "http.timed_out",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "http.too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "http.media_type",
})  # fmt: skip
"""What the framework itself answers with."""


def problem_response(error: ProblemError, scope: Scope) -> Response:
    """Return a problem as it is sent."""
    if is_for_browser(scope):
        return problem_page(error, scope)
    request_id = scope.get("state", {}).get("request_id")
    return JSONResponse(
        error.as_problem(request_id).model_dump(mode="json"), error.row.status,
        headers=error.headers, media_type=PROBLEM_JSON,
    )  # fmt: skip


def add_handlers(app: FastAPI, routes: Iterable[APIRoute]) -> None:
    """Have every problem answered alike; `routes` are those that may share a path."""
    known = tuple(routes)
    problems: Mapping[type[Exception], Callable[[Request, Any], ProblemError]] = {
        ProblemError: lambda _request, error: error,
        RequestValidationError: lambda _request, error: _invalid(error),
        HTTPException: lambda request, error: _of_framework(request, error, known),
        BlobSpaceError: lambda _request, _error: ProblemError("http.no_space"),
        BlobStoreError: lambda _request, _error: _unavailable(),
        OperationalError: lambda _request, error: _of_database(error),
        InterfaceError: lambda _request, error: _of_database(error),
        PoolTimeoutError: lambda _request, _error: _unavailable(),
    }
    for kind, problem in problems.items():
        app.add_exception_handler(kind, _handler(problem))


def _handler(
    problem: Callable[[Request, Any], ProblemError],
) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        return problem_response(problem(request, error), request.scope)

    return answer


def _unavailable() -> ProblemError:
    return ProblemError("http.unavailable", headers=_RETRY)


def _of_database(error: DBAPIError) -> ProblemError:
    """A database without room says so; else it is gone, or busy, and comes back."""
    full = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    if full or getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return ProblemError("http.no_space")
    return _unavailable()


def _of_framework(
    request: Request, error: HTTPException, routes: tuple[APIRoute, ...]
) -> ProblemError:
    code = _CODES.get(HTTPStatus(error.status_code), "http.invalid")
    if code == "http.method_not_allowed":
        return ProblemError(code, headers={"Allow": _allow(request.scope, routes)})
    return ProblemError(code)


def _allow(scope: Scope, routes: tuple[APIRoute, ...]) -> str:
    """Return the methods of every route of a path (RFC 9110 15.5.6)."""
    there = [route for route in routes if route.matches(scope)[0] is not Match.NONE]
    return ", ".join(sorted({method for route in there for method in route.methods or ()}))


def _invalid(error: RequestValidationError) -> ProblemError:
    """Return what is wrong with a request; what no id can be is not there, as any unknown id."""
    if any(one["loc"][0] == "path" for one in error.errors()):
        return ProblemError("http.not_found")
    faults = [_fault(one) for one in error.errors()]
    return ProblemError("http.invalid", errors=faults)


def _fault(found: Mapping[str, Any]) -> Fault:
    """Return what is wrong and where, without what was sent: it may be somebody's number."""
    detail = _WORDS.get(str(found["type"])) or f"不符合要求 {found['msg']}"
    return Fault(pointer=_pointer(found["loc"]), detail=detail)


def _pointer(place: tuple[str | int, ...]) -> str:
    """Return a JSON pointer (RFC 6901) into the body, or the name of a parameter."""
    source, *steps = place
    if source != "body":
        return str(steps[-1]) if steps else str(source)
    parts = [str(step).replace("~", "~0").replace("/", "~1") for step in steps]
    return "".join(f"/{part}" for part in parts)
