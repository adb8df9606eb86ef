"""The edge of the service in this process: a registry of clients, and whoever speaks as them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet
from starlette.testclient import TestClient

from api.app import create_app
from api.identity.clients import digest_of, register
from api.identity.identity import ClientIdentity
from api.identity.keys import ASSERTION_TYPE
from api.permissions import Role
from api.site import Site
from ingest.service import Service
from ingest.store.clients import Client
from tests.services.app import SetClock, open_service

SITE = Site("https://gateway.test")
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SECRET = "a-secret-that-only-this-test-knows-0123456789"
TOKEN_SECRET = "t" * 43
PARTY = "plat-anzheng"


def secret_of(client: str) -> str:
    """Return the sandbox secret of a client."""
    return f"{SECRET}/{client}"


class Edge(NamedTuple):
    """An application, its clock, and the key of its client `platform`."""

    service: Service
    app: FastAPI
    clock: SetClock
    key: ECKey

    @property
    def browser(self) -> TestClient:
        """Somebody without token, who follows no redirection."""
        return TestClient(self.app, base_url=SITE.url, follow_redirects=False)

    def register(self, *clients: Client) -> None:
        """Make these the clients."""
        with self.service.database.write() as connection:
            register(connection, self.service.environment, clients, self.clock())

    def client(self, role: Role = Role.PLATFORM, **more: Any) -> Client:
        """Return the client that is named as its role."""
        keys = KeySet([ECKey.import_key(self.key.as_dict(private=False))]).as_dict(private=False)
        fields: dict[str, Any] = {
            "id": role.value, "environment": self.service.environment, "role": role.value,
            "party": PARTY, "name": "虚构", "since": AT - timedelta(days=1), "keys": keys,
            "secret": digest_of(secret_of(role.value)), **more,
        }  # fmt: skip
        return Client(**fields)

    def assertion(self, *, key: Key | None = None, header: Any = None, **claims: Any) -> str:
        """Return a good assertion of the platform, but for what is given; None leaves out."""
        now = int(self.clock().timestamp())
        good = {
            "iss": "platform", "sub": "platform", "aud": f"{SITE.url}/v1/token", "iat": now,
            "exp": now + 60, "jti": "jti-1",
        }  # fmt: skip
        stated = {name: value for name, value in {**good, **claims}.items() if value is not None}
        named = {"alg": "ES256", "kid": "k1", **(header or {})}
        head = {name: value for name, value in named.items() if value is not None}
        return jwt.encode(head, stated, key or self.key, algorithms=[head["alg"]])

    def show(self, assertion: str, **more: str) -> Any:
        """Ask for a token with an assertion."""
        form = {
            "grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion, **more,
        }  # fmt: skip
        return self.browser.post("/v1/token", data=form)

    def token(self, role: Role = Role.PLATFORM) -> str:
        """Return an access token, by the secret of a role."""
        return str(self.granted(role)["access_token"])

    def granted(self, role: Role = Role.PLATFORM) -> dict[str, Any]:
        """Return what is answered to a role that asks for a token with its secret."""
        answer = self.browser.post(
            "/v1/token", data={"grant_type": "client_credentials"},
            auth=(role.value, secret_of(role.value)),
        )  # fmt: skip
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def open_edge(
    folder: Path, *, environment: str = "sandbox", site: Site = SITE, **changes: Any
) -> Iterator[Edge]:
    """Give the application with a client of each role."""
    clock = changes.pop("clock", SetClock(AT))
    key = ECKey.generate_key("P-256", {"kid": "k1"})
    with open_service(folder, environment=environment, clock=clock, **changes) as service:
        identity = ClientIdentity(
            service.database, environment=environment, secret=TOKEN_SECRET, site=site, clock=clock
        )
        edge = Edge(service, create_app(service, identity, site), clock, key)
        edge.register(*(edge.client(role) for role in Role))
        yield edge
