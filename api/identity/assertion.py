"""Client assertions, `private_key_jwt` (RFC 7523 2.2 and 3): a client shows that it holds its key.

    header   alg of the key's kind · kid, where the client has several keys
    claims   iss = sub = client id · aud = we ourselves, and nobody else · exp, five minutes at most
             after iat · iat · jti, used once

`aud` is our address or that of the token endpoint, alone: one that names others too could have been
sent to us by one of them.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from anchors.jsontext import Json
from api.identity.keys import KeyRefusedError, PublicKey, algorithms_of
from api.identity.webtokens import LEEWAY, TokenRefusedError, WebToken, instant, word
from ingest.store.clients import Client

__all__ = ["UNPROVEN", "Assertion", "named_client", "verify_assertion"]

UNPROVEN = "no client that is open, or not signed with the key of its that kid names"
"""Said of whoever has not shown a key: which clients there are is nobody else's business."""
_TERM = timedelta(minutes=5)
_TYPES = {None, "JWT", "jwt", "client-authentication+jwt"}
"""Of the header: another kind of token of the same client is none of these (RFC 8725 3.11)."""


class Assertion(NamedTuple):
    """What is left to do with an assertion that holds: take its identifier, once."""

    client: str
    jti: str
    expires: datetime


def named_client(token: WebToken, stated: str | None = None) -> str:
    """Return the client that an assertion speaks of, as the form beside it may.

    Raises:
        TokenRefusedError: they do not agree.
    """
    named = word(token.claims, "iss")
    if stated not in (None, named):
        raise TokenRefusedError("client_id names another client")
    if word(token.claims, "sub") != named:
        raise TokenRefusedError("iss and sub are the client's id, both")
    return named


def verify_assertion(
    token: WebToken, client: Client, audiences: Collection[str], at: datetime
) -> Assertion:
    """Hold an assertion against the client's keys and the time.

    Raises:
        TokenRefusedError: it does not hold.
    """
    key = _key_of(token, client)
    try:
        token.verify(key, algorithms_of(key))
    except (KeyRefusedError, TokenRefusedError) as error:
        raise TokenRefusedError(UNPROVEN) from error
    if token.header.get("typ") not in _TYPES:
        raise TokenRefusedError("typ is JWT")
    _check_audience(token.claims, audiences)
    return Assertion(named_client(token), word(token.claims, "jti"), _expiry(token.claims, at))


def _key_of(token: WebToken, client: Client) -> PublicKey:
    """Return the key that the header names, or the only one there is."""
    try:
        keys = KeySet.import_key_set({"keys": list(client.keys["keys"])}).keys
    except JoseError as error:
        raise TokenRefusedError(UNPROVEN) from error
    named = token.header.get("kid")
    found = [key for key in keys if named is None or key.kid == named]
    if len(found) != 1 or not isinstance(found[0], PublicKey):
        raise TokenRefusedError(UNPROVEN)
    return found[0]


def _check_audience(claims: Json, audiences: Collection[str]) -> None:
    stated = claims.get("aud")
    alone = stated[0] if isinstance(stated, list) and len(stated) == 1 else stated
    if not isinstance(alone, str) or alone not in audiences:
        raise TokenRefusedError("aud is this service, and nobody else")


def _expiry(claims: Json, at: datetime) -> datetime:
    issued, expires = instant(claims, "iat"), instant(claims, "exp")
    if "nbf" in claims and instant(claims, "nbf") > at + LEEWAY:
        raise TokenRefusedError("nbf is still to come")
    if issued > at + LEEWAY:
        raise TokenRefusedError("iat is still to come")
    if not at < expires <= issued + _TERM:
        raise TokenRefusedError("exp is past, or more than five minutes after iat")
    return expires
