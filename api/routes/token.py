"""`POST /v1/token`: an access token by client credentials (RFC 6749 4.4, RFC 7523).

A client shows an assertion signed with its key, `private_key_jwt`; in a sandbox its id and secret
by HTTP Basic do as well. Errors have the form of RFC 6749 5.2, which every OAuth client reads; the
member `code` beside them is one of our own.
"""

import base64
import binascii
from typing import Annotated, Literal
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api.identity.identity import ClientIdentity, Grant
from api.identity.keys import ASSERTION_TYPE
from api.permissions import Action
from api.principal import public
from api.problems import ProblemError, responses_of

__all__ = ["AccessToken", "OAuthError", "TokenRefusal", "clients_of", "router"]

router = APIRouter(prefix="/v1", tags=["identity"])

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 16
_CHALLENGE = 'Bearer realm="evidence-gateway"'


class AccessToken(BaseModel):
    """A token, and how long it holds."""

    model_config = ConfigDict(extra="forbid")

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a kind of token, not one
    expires_in: int = Field(description="seconds")


class TokenRefusal(BaseModel):
    """Why there is none (RFC 6749 5.2)."""

    model_config = ConfigDict(extra="forbid")

    error: Literal["invalid_request", "invalid_client", "unsupported_grant_type"]
    error_description: str
    code: str = Field(description="a code of our problems")


class OAuthError(Exception):
    """Ends a request for a token."""

    def __init__(self, error: str, description: str, code: str = "http.invalid") -> None:
        super().__init__(error)
        self.refusal = {"error": error, "error_description": description, "code": code}
        self.status = 401 if error == "invalid_client" else 400


_REQUEST = {
    "requestBody": {"required": True, "content": {_FORM: {"schema": {
        "type": "object",
        "required": ["grant_type"],
        "properties": {
            "grant_type": {"type": "string", "enum": ["client_credentials"]},
            "client_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "client_assertion_type": {"type": "string", "enum": [ASSERTION_TYPE]},
            "client_assertion": {"type": "string", "minLength": 1, "maxLength": 16_384},
        },
        "additionalProperties": {"type": "string"},
        "maxProperties": _MOST_FIELDS,
        "dependentRequired": {"client_assertion": ["client_assertion_type"]},
    }}}}
}  # fmt: skip


def clients_of(request: Request) -> ClientIdentity:
    """Return the registry that gives tokens.

    Raises:
        ProblemError: this application has none.
    """
    found = request.app.state.identity
    if not isinstance(found, ClientIdentity):
        raise ProblemError("http.unavailable")
    return found


async def _fields(request: Request) -> dict[str, str]:
    """Return the form, each name once.

    Raises:
        OAuthError: it is none.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise OAuthError("invalid_request", f"{_FORM} is called for", "http.media_type")
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise OAuthError("invalid_request", "no form") from error
    if len(dict(pairs)) != len(pairs):
        raise OAuthError("invalid_request", "a field is given twice")
    return {name: value for name, value in pairs if value}


@router.post(
    "/token", dependencies=[public(Action.TOKEN)], response_model=AccessToken,
    responses={
        400: {"model": TokenRefusal, "description": "the request is faulty"},
        401: {"model": TokenRefusal, "description": "the client is not who it says"},
        **responses_of("http.too_large", "http.unavailable"),
    },
    openapi_extra=_REQUEST,
)  # fmt: skip
async def token(
    request: Request, clients: Annotated[ClientIdentity, Depends(clients_of)]
) -> Response:
    """Give an access token to a client that shows who it is."""
    try:
        fields = await _fields(request)
        grant = await run_in_threadpool(_granted, request, clients, fields)
    except OAuthError as error:
        return _refused(error)
    given = AccessToken(access_token=grant.token, expires_in=grant.seconds)
    return JSONResponse(given.model_dump(), headers={"Cache-Control": "no-store"})


def _granted(request: Request, clients: ClientIdentity, fields: dict[str, str]) -> Grant:
    """Return the token of a client that shows who it is, in the one way it chose.

    Raises:
        OAuthError: it does not, or in two ways at once.
    """
    if fields.get("grant_type") != "client_credentials":
        raise OAuthError("unsupported_grant_type", "grant_type is client_credentials")
    header, assertion = request.headers.get("authorization"), fields.get("client_assertion")
    stated = None if header is None else _basic(header)
    if "client_secret" in fields or (stated is not None and assertion is not None):
        raise OAuthError("invalid_request", "one way to show who you are is called for")
    if stated is None and assertion is None:
        raise OAuthError("invalid_client", "nobody is shown", "http.client_refused")
    try:
        if stated is not None:
            return clients.grant_by_secret(*stated)
        if fields.get("client_assertion_type") != ASSERTION_TYPE:
            raise OAuthError("invalid_request", f"client_assertion_type is {ASSERTION_TYPE}")
        return clients.grant_by_assertion(assertion or "", fields.get("client_id"))
    except ProblemError as error:
        raise OAuthError("invalid_client", error.detail or error.row.en, error.code) from error


def _basic(header: str) -> tuple[str, str]:
    """Return id and secret of HTTP Basic, each form-encoded (RFC 6749 2.3.1).

    Raises:
        OAuthError: the header says something else.
    """
    scheme, _, encoded = header.partition(" ")
    try:
        client, colon, secret = (
            base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        )
    except (binascii.Error, ValueError) as error:
        raise OAuthError("invalid_client", "no HTTP Basic", "http.client_refused") from error
    if scheme.lower() != "basic" or not colon:
        raise OAuthError("invalid_client", "no HTTP Basic", "http.client_refused")
    return unquote_plus(client), unquote_plus(secret)


def _refused(error: OAuthError) -> Response:
    headers = {"Cache-Control": "no-store"}
    if error.status == 401:
        headers["WWW-Authenticate"] = _CHALLENGE
    return JSONResponse(error.refusal, error.status, headers)
