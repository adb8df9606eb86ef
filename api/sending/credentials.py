"""Who sends: a client by a key of its own (`private_key_jwt`, RFC 7523) or, in a sandbox, a secret.

The address has to be https: a plain one is spoken to on this very machine alone.
"""

import json
import secrets
import time
from base64 import b64encode
from collections.abc import Generator
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey, import_key

from api.identity.keys import ASSERTION_TYPE, KeyRefusedError, algorithms_of
from api.sending.errors import RefusedError, UnusableError
from evidence_client import AuthenticatedClient, Client
from evidence_client.api.identity import token
from evidence_client.models import (
    AccessToken,
    TokenBody,
    TokenBodyClientAssertionType,
    TokenBodyGrantType,
)

__all__ = ["Bearer", "Credentials", "checked_address", "read_client_key"]

_ASSERTION_S = 120
_EARLY_S = 30.0
"""Before its end a token is renewed: a request that waits must not come too late with it."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Credentials(NamedTuple):
    """What a client shows: one of both."""

    client: str
    key: Key | None = None
    secret: str | None = None

    def assertion(self, audience: str) -> str:
        """Return a new assertion for somebody, signed."""
        assert isinstance(self.key, ECKey | OKPKey | RSAKey)
        now = int(time.time())
        claims = {
            "iss": self.client, "sub": self.client, "aud": audience, "iat": now,
            "exp": now + _ASSERTION_S, "jti": secrets.token_urlsafe(24),
        }  # fmt: skip
        algorithm = algorithms_of(self.key)[0]
        named = {} if self.key.get("kid") is None else {"kid": self.key.get("kid")}
        return jwt.encode(
            {"alg": algorithm, "typ": "JWT", **named}, claims, self.key, algorithms=[algorithm]
        )


def read_client_key(path: Path) -> Key:
    """Return a private key out of a PEM or JWK file; the `kid` is only in the latter.

    Raises:
        UnusableError: it is none that a client may sign with.
    """
    octets = path.read_bytes()
    try:
        if octets.lstrip().startswith(b"{"):
            key = import_key(json.loads(octets))
        else:
            key = _pem_key(octets)
        if not isinstance(key, ECKey | OKPKey | RSAKey) or not key.is_private:
            raise UnusableError(f"{path}: 不是私钥 no private key")
        algorithms_of(key)
    except (JoseError, ValueError, TypeError, KeyError, KeyRefusedError) as error:
        raise UnusableError(f"{path}: 密钥不可用 cannot be used: {error}") from error
    return key


def _pem_key(octets: bytes) -> Key:
    for kind in (ECKey, RSAKey, OKPKey):
        try:
            return kind.import_key(octets)
        except (JoseError, ValueError, TypeError):
            continue
    raise ValueError("PEM or JWK of an EC, RSA or Ed25519 key without password")


def checked_address(url: str) -> str:
    """Return the address of a service without its final slash.

    Raises:
        UnusableError: it is not https, and not on this machine either.
    """
    parts = urlsplit(url)
    plain = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise UnusableError(f"{url}: https is called for; http on this machine alone")
    return url.rstrip("/")


class Bearer(httpx.Auth):
    """Puts an access token on every request, and has a new one in time."""

    def __init__(self, address: str, credentials: Credentials) -> None:
        """Speak to the service at an address as somebody."""
        self._address = address
        self._credentials = credentials
        self._lock = Lock()
        self._token, self._until = "", 0.0

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the token on; one that is refused is not shown again."""
        shown = self.token()
        request.headers["Authorization"] = f"Bearer {shown}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            with self._lock:
                self._until = 0.0 if self._token == shown else self._until

    def token(self) -> str:
        """Return a token that holds for a while.

        Raises:
            RefusedError: the service does not know this client.
            httpx.TransportError: it cannot be reached.
        """
        with self._lock:
            if time.monotonic() >= self._until:
                given = self._asked()
                self._token = given.access_token
                self._until = time.monotonic() + given.expires_in - _EARLY_S
            return self._token

    def _asked(self) -> AccessToken:
        who, body = self._credentials, TokenBody(TokenBodyGrantType.CLIENT_CREDENTIALS)
        client: Client | AuthenticatedClient = Client(self._address)
        if who.secret is not None:
            shown = b64encode(f"{who.client}:{quote(who.secret, safe='')}".encode()).decode()
            client = AuthenticatedClient(self._address, shown, prefix="Basic")
        else:
            body.client_assertion_type = TokenBodyClientAssertionType(ASSERTION_TYPE)
            body.client_assertion = who.assertion(f"{self._address}/v1/token")
        with client:
            answer = token.sync_detailed(client=client, body=body)
        if isinstance(answer.parsed, AccessToken):
            return answer.parsed
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise httpx.RemoteProtocolError(f"POST /v1/token: {answer.status_code}")
        raise RefusedError(answer.status_code, answer.parsed)
