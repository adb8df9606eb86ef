"""The description of the API (OpenAPI 3.1): who may call what, and how each problem looks."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.examples import ANSWERS
from api.operations import OPERATIONS
from api.permissions import PUBLIC, Action
from api.principal import actions_of
from api.site import Site

__all__ = ["TAGS", "describe"]

TAGS = (
    ("identity", "身份与令牌 who is speaking"),
    ("intake", "证据包接收 evidence packages on their way in"),
    ("reading", "批次、案件与报告 batches, cases and reports"),
    ("decisions", "法院的认定 what the court decides"),
    ("handoffs", "导入办案系统 cases handed on"),
    ("sandbox", "沙箱示例 samples, to be tried in a sandbox"),
    ("operating", "运维操作 what an operator looks after"),
    ("operations", "运行状态 health and metrics"),
    ("pages", "网页 pages for people"),
)
_SCHEMES: dict[str, Any] = {
    "token": {
        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
        "description": "访问令牌，由 POST /v1/token 取得 an access token of POST /v1/token",
    },
    "secret": {
        "type": "http", "scheme": "basic",
        "description": "沙箱客户端编号和密钥 client id and secret, in a sandbox alone",
    },
    "session": {
        "type": "apiKey", "in": "cookie", "name": "evidence",
        "description": "网页登录 the session of a page, in a sandbox alone",
    },
}  # fmt: skip
_ABOUT = (
    "接收、核验并移交在线借款纠纷证据包。"
    "Receives evidence packages of online loan disputes, verifies every item, and hands admitted "
    "cases on. Errors are `application/problem+json` with a stable "
    "`code`; `POST /v1/token` answers as RFC 6749 5.2 has it, with the same codes beside."
)
_PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
_JSON = "application/json"
_CALLED_FOR = "Idempotency-Key"
"""A header that is asked for by a problem of its own."""
_SPARE = ("HTTPValidationError", "ValidationError")
"""Schemas of the framework's own answer, which is never given."""


def describe(app: FastAPI, routes: Iterable[APIRoute], site: Site) -> None:
    """Have the application give its own description; it is made when first asked for."""
    known = {route.name: route for route in routes}

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app, known, site)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _described(app: FastAPI, known: dict[str, APIRoute], site: Site) -> dict[str, Any]:
    made = get_openapi(
        title=app.title, version=app.version, description=_ABOUT, routes=app.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS],
        servers=[{"url": site.address}] if site.url else None,
    )  # fmt: skip
    components = made.setdefault("components", {})
    components["securitySchemes"] = _SCHEMES
    schemas = components["schemas"]
    for path in made["paths"].values():
        for operation in path.values():
            _complete(operation, known[operation["operationId"]])
    for name in _SPARE:
        schemas.pop(name, None)
    return made


def _complete(operation: dict[str, Any], route: APIRoute) -> None:
    """Say what an operation calls for, and give its problems their one form."""
    actions = actions_of(route)
    english = route.name.replace("_", " ").capitalize()
    operation["summary"] = f"{OPERATIONS.get(route.name, '')} {english}".strip()
    for status, value in ANSWERS.get(route.name, {}).items():
        operation["responses"][status]["content"][_JSON]["example"] = value
    if Action.TOKEN in actions:
        operation["security"] = [{"secret": []}, {}]
    elif not actions <= PUBLIC:
        operation["security"] = [{"token": []}, {"session": []}]
    for parameter in operation.get("parameters", []):
        parameter["schema"] = _never_null(parameter["schema"])
        if parameter["name"] == _CALLED_FOR and Action.SUBMIT in actions:
            parameter["required"] = True
    for answer in operation["responses"].values():
        content = answer.get("content", {})
        if "HTTPValidationError" in str(content.get(_JSON, {}).get("schema")):
            answer["content"] = {"application/problem+json": {"schema": _PROBLEM_REF}}
        elif "application/problem+json" in content:
            content.pop(_JSON, None)


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a parameter may be: one that is left out is absent, and never JSON's null."""
    kinds = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**{name: one for name, one in schema.items() if name != "anyOf"}, **kinds[0]}
