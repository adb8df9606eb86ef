"""Who sends a request: a client by its access token, or a person of the sandbox by a session.

Who a token names is looked up in the registry, and not remembered for more than a second: a client
that was ended, or whose term is over, is refused whatever it still holds. In production
people come by OIDC, which is not there yet: their roles answer `http.login_not_configured`, and
secrets open nothing.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from fastapi import Request

from api.identity.assertion import UNPROVEN, Assertion, named_client, verify_assertion
from api.identity.clients import holds_secret
from api.identity.session import check_origin, session_cookie
from api.identity.tokens import ACCESS, SESSION, Bearer, TokenKind, Tokens
from api.identity.webtokens import TokenRefusedError, read_token
from api.permissions import PEOPLE, Role
from api.principal import Principal
from api.problems import ProblemError
from api.site import Site
from ingest.store.clients import Client, find_client
from ingest.store.database import Database
from ingest.store.jti import is_spent, spend

__all__ = ["ClientIdentity", "Grant"]

_CHALLENGE = 'Bearer realm="evidence-gateway"'
_BASIC = {"WWW-Authenticate": 'Basic realm="evidence-gateway", charset="UTF-8"'}
_PRODUCTION = "production"
_SESSIONS = "session"
"""Under this name ended sessions are kept; no client has it, for it is no client id."""

_REMEMBERED_SECONDS = 1.0
_MOST_REMEMBERED = 1024


class _Shown(NamedTuple):
    """Who showed an access token a moment ago."""

    client: Client
    expires: datetime
    until: float
    """It is read again, and the client looked up again, from then on."""


class Grant(NamedTuple):
    """An access token that was given."""

    token: str
    seconds: int


class ClientIdentity:
    """Implements `api.principal.Identity` over the registry of clients."""

    def __init__(
        self,
        database: Database,
        *,
        environment: str,
        secret: str,
        site: Site,
        clock: Callable[[], datetime],
    ) -> None:
        """Take the database with the registry, and the secret that signs tokens."""
        self.site = site
        self.environment = environment
        self._database = database
        self._clock = clock
        self._tokens = Tokens(secret, environment=environment, audience=site.address)
        self._shown: dict[str, _Shown] = {}

    @property
    def takes_people(self) -> bool:
        """Whether a key lets people in: in a sandbox alone."""
        return self.environment != _PRODUCTION

    def principal_of(self, request: Request) -> Principal:
        """Return who sends a request.

        Raises:
            ProblemError: `http.unauthorized`; `http.forbidden` for a form of another site;
                of people `http.login_not_configured` in production.
        """
        bearer = _bearer(request)
        if bearer is not None:
            return self._principal(ACCESS, bearer)
        session = session_cookie(request, self.site)
        if session is None:
            raise _unauthorized()
        found = self._principal(SESSION, session)
        check_origin(request, self.site)
        return found

    def remembered(self, request: Request) -> Principal | None:
        """Return who showed the same token within the last second; raises as `principal_of`."""
        shown = self._shown.get(_bearer(request) or "")
        if shown is None or time.monotonic() > shown.until:
            return None
        return self._speaker(shown.client if self._clock() < shown.expires else None)

    def grant_by_assertion(self, assertion: str, stated_client: str | None) -> Grant:
        """Return a token for a client that shows it holds its key.

        Raises:
            ProblemError: `http.client_refused`, `http.assertion_replayed`.
        """
        at = self._clock()
        try:
            token = read_token(assertion)
            client = _open(self._find(named_client(token, stated_client)), at)
            shown = verify_assertion(token, client, self.site.audiences, at)
        except TokenRefusedError as error:
            raise ProblemError("http.client_refused", str(error)) from error
        self._take(shown)
        return self._grant(client, at)

    def grant_by_secret(self, client: str, secret: str) -> Grant:
        """Return a token for a client of the sandbox that knows its secret.

        Raises:
            ProblemError: `http.client_refused`.
        """
        at = self._clock()
        return self._grant(self._by_secret(client, secret, at), at)

    def sign_in(self, client: str, secret: str) -> str:
        """Return the session of a person who knows a sandbox key.

        Raises:
            ProblemError: `http.client_refused`.
        """
        at = self._clock()
        return self._tokens.issue(SESSION, self._by_secret(client, secret, at).id, at)

    def sign_out(self, request: Request) -> None:
        """End the session of a request, wherever else it is shown; does nothing without one."""
        session = session_cookie(request, self.site)
        if session is None:
            return
        try:
            bearer = self._tokens.read(SESSION, session, self._clock())
        except TokenRefusedError:
            return
        with self._database.write() as connection:
            spend(connection, _SESSIONS, bearer.jti, bearer.expires)

    def _principal(self, kind: TokenKind, value: str) -> Principal:
        try:
            bearer = self._tokens.read(kind, value, self._clock())
        except TokenRefusedError as error:
            raise _refused() from error
        ended = kind is SESSION and self._has_ended(bearer)
        client = None if ended else self._find(bearer.client)
        if client is not None and kind is ACCESS:
            self._remember(value, client, bearer.expires)
        return self._speaker(client)

    def _remember(self, token: str, client: Client, expires: datetime) -> None:
        if len(self._shown) >= _MOST_REMEMBERED:
            self._shown.clear()
        self._shown[token] = _Shown(client, expires, time.monotonic() + _REMEMBERED_SECONDS)

    def _speaker(self, client: Client | None) -> Principal:
        try:
            client = _open(client, self._clock())
        except TokenRefusedError as error:
            raise _refused() from error
        role = Role(client.role)
        if role in PEOPLE and not self.takes_people:
            raise ProblemError("http.login_not_configured")
        return Principal(client.id, role, client.party, self.environment, client.name)

    def _has_ended(self, bearer: Bearer) -> bool:
        with self._database.read() as connection:
            return is_spent(connection, _SESSIONS, bearer.jti)

    def _find(self, client: str) -> Client | None:
        with self._database.read() as connection:
            return find_client(connection, self.environment, client)

    def _by_secret(self, named: str, secret: str, at: datetime) -> Client:
        client = self._find(named)
        held = holds_secret(client, secret)
        if not self.takes_people or client is None or not held or not client.is_open(at):
            raise ProblemError("http.client_refused", headers=_BASIC)
        return client

    def _take(self, shown: Assertion) -> None:
        with self._database.write() as connection:
            first = spend(connection, shown.client, shown.jti, shown.expires)
        if not first:
            raise ProblemError("http.assertion_replayed")

    def _grant(self, client: Client, at: datetime) -> Grant:
        issued = self._tokens.issue(ACCESS, client.id, at)
        return Grant(issued, int(ACCESS.term.total_seconds()))


def _open(client: Client | None, at: datetime) -> Client:
    """Return a client that may speak at an instant; raises `TokenRefusedError`."""
    if client is None or not client.is_open(at):
        raise TokenRefusedError(UNPROVEN)
    return client


def _bearer(request: Request) -> str | None:
    """Return the access token of a request (RFC 6750 2.1), if any; raises `ProblemError`."""
    stated = request.headers.get("authorization")
    if stated is None:
        return None
    scheme, _, value = stated.partition(" ")
    if scheme.lower() != "bearer":
        raise _unauthorized()
    return value.strip()


def _refused() -> ProblemError:
    return _unauthorized('error="invalid_token"')


def _unauthorized(more: str = "") -> ProblemError:
    challenge = ", ".join(filter(None, [_CHALLENGE, more]))
    return ProblemError("http.unauthorized", headers={"WWW-Authenticate": challenge})
