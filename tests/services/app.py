"""The application in this process: SQLite and blobs in a folder, the world of the fixtures outside.

Doubles stand where another process would: `RecordedJobs` writes attempts that nobody runs, and
`NamedIdentity` takes whom the request names, `Authorization: Bearer <role>:<party>`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from sqlalchemy import Connection, insert, select, update
from starlette.testclient import TestClient

from api.app import create_app
from api.permissions import Role
from api.principal import Principal
from api.problems import ProblemError
from api.samples import SampleShelf
from fixtures.trust import trust_directory
from fixtures.world import RECEIVED_AT, world
from ingest.jobs.port import Attempt, AttemptState, Stages
from ingest.rules import load_rules
from ingest.service import CourtKey, Service
from ingest.store.database import Database
from ingest.store.ids import new_id
from ingest.store.localblobs import LocalBlobs
from ingest.store.personal import ColumnCipher
from ingest.store.schema import METADATA
from tests.ingest.courtkey import CERTIFICATE, private_key
from verify.policy import DEFAULT_POLICY
from verify.rules.rulefile import RuleBook
from verify.trust import TrustStore
from verify.trustfile import decode_trust

LENDER = world().lenders[0].credit_code
OTHER_LENDER = world().lenders[1].credit_code
PLATFORM = world().platforms[0].id


class RecordedJobs:
    """Attempts are written as they are asked for, and nobody takes them."""

    def enqueue(
        self,
        connection: Connection,
        attempt: Attempt,
        *,
        environment: str,
        sender: str,
        not_before: datetime | None = None,
        share: str = "",
    ) -> bool:
        """Write the attempt as any engine would."""
        table = METADATA.tables["attempt"]
        named = {"kind": attempt.kind, "subject": attempt.subject, "part": attempt.part}
        asked = select(table.c.id).filter_by(**named)
        if connection.execute(asked).first() is not None:
            return False
        row = {
            **named, "id": new_id("att"), "environment": environment, "sender": sender,
            "state": AttemptState.READY.value, "token": 0, "priority": 0, "tries": 0,
            "delivery": 1, "share": share or sender,
            "not_before": not_before, "created_at": datetime.now(UTC),
        }  # fmt: skip
        connection.execute(insert(table).values(row))
        return True

    def run_worker(self, stages: Stages, stop: Callable[[], bool]) -> None:
        """Do nothing."""

    def cancel(self, connection: Connection, subject: str) -> int:
        """Cancel every attempt of a subject that is not done."""
        table = METADATA.tables["attempt"]
        running = {AttemptState.READY.value, AttemptState.RUNNING.value}
        asked = update(table).where(table.c.subject == subject, table.c.state.in_(running))
        return connection.execute(asked.values(state=AttemptState.CANCELLED.value)).rowcount

    def reap(self) -> int:
        """Find nothing."""
        return 0

    def status(self, attempt: Attempt) -> AttemptState | None:
        """Know of nothing that was done."""
        return None


class NamedIdentity:
    """Believes who a request says it is from."""

    def principal_of(self, request: Request) -> Principal:
        """Return whom `Bearer <role>:<party>` names."""
        scheme, _, named = request.headers.get("Authorization", "").partition(" ")
        role, _, party = named.partition(":")
        if scheme != "Bearer" or role not in set(Role):
            raise ProblemError("http.unauthorized")
        environment = request.app.state.service.environment
        return Principal(f"{role}:{party}", Role(role), party, environment)

    def remembered(self, request: Request) -> Principal | None:
        """Remember nobody."""
        return None


class WorldTrust:
    """The trust directory of the fixtures, whatever version is asked for."""

    def current(self, profile: str = "") -> TrustStore:
        """Return the one store."""
        return _trust()

    def newest(self, connection: Connection, profile: str = "") -> str:
        """Return the digest of the one store."""
        return self.current(profile).digest

    def version(self, digest: str) -> TrustStore:
        """Return the one store."""
        return _trust()


class SetClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime = RECEIVED_AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the instant it shows."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Set it forward."""
        self.at += by


@contextmanager
def open_service(folder: Path, **changes: Any) -> Iterator[Service]:
    """Give a sandbox service over a new database in a folder; `changes` are fields of it."""
    database = Database(f"sqlite:///{folder / 'evidence.db'}")
    with database.write() as connection:
        METADATA.create_all(connection)
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    fields: dict[str, Any] = {
        "environment": "sandbox", "court": "gzinternetcourt", "database": database,
        "blobs": LocalBlobs(folder / "blobs"), "cipher": ColumnCipher({"k1": b"\x01" * 32}),
        "jobs": RecordedJobs(), "trust": WorldTrust(), "policy": DEFAULT_POLICY,
        "rules": _rules(), "court_key": CourtKey(private_key(), CERTIFICATE), "stamper": None,
        "folder": scratch, "clock": SetClock(), **changes,
    }  # fmt: skip
    try:
        yield Service(**fields)
    finally:
        database.close()


def app_of(service: Service) -> FastAPI:
    """Return the application over a service, believing whom requests name."""
    return create_app(service, NamedIdentity())


def with_samples_made_here(app: FastAPI) -> FastAPI:
    """Return an application whose samples are made by no process of their own."""
    app.state.samples = SampleShelf(app.state.service.folder, _call)
    return app


def client_of(service: Service, role: Role = Role.LENDER, party: str = LENDER) -> TestClient:
    """Return a client of the application that speaks as somebody."""
    headers = {"Authorization": f"Bearer {role}:{party}"}
    return TestClient(app_of(service), headers=headers, raise_server_exceptions=True)


def _call(function: Callable[..., object], *arguments: object, milliseconds: int) -> object:
    return function(*arguments)


@cache
def _trust() -> TrustStore:
    return decode_trust(trust_directory(world()).files())


@cache
def _rules() -> RuleBook:
    return load_rules()
