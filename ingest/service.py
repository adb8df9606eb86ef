"""What the service is made of: one value, built once from settings, given to routes and stages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from cryptography import x509
from sqlalchemy import Connection

from ingest.cms import PrivateKey
from ingest.jobs.port import Jobs, JobTimes
from ingest.sources.registry import NO_SOURCES, Sources
from ingest.store.blobs import Blobs
from ingest.store.database import Database
from ingest.store.personal import ColumnCipher
from verify.policy import Policy
from verify.rules.rulefile import RuleBook
from verify.trust import TrustStore

__all__ = ["CourtKey", "Environment", "Quotas", "Service", "Stamper", "TrustKeeper"]

Environment = Literal["production", "sandbox"]


class CourtKey(NamedTuple):
    """What the court signs receipts and decisions with."""

    key: PrivateKey
    certificate: x509.Certificate
    path: tuple[x509.Certificate, ...] = ()


class Stamper(Protocol):
    """A time-stamping authority, as we ask it."""

    def stamp(self, octets: bytes) -> bytes:
        """Return an RFC 3161 token over octets, checked by our own verifier.

        Raises:
            StampError: no answer, a refusal, or a token that does not hold.
        """


class TrustKeeper(Protocol):
    """The versions of what the court trusts."""

    def current(self, profile: str = "") -> TrustStore:
        """Return the newest store; of a sandbox's court profile where one is named."""

    def newest(self, connection: Connection, profile: str = "") -> str:
        """Return the digest of the newest store, in the caller's transaction."""

    def version(self, digest: str) -> TrustStore:
        """Return the store of a digest, as a judgement was made under it."""


class Quotas(NamedTuple):
    """What one sender may have at once; argued in docs/operator.md."""

    open_uploads: int = 20
    octets_a_day: int = 200 << 30
    packages_a_day: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that routes and stages use; none of it is a global."""

    environment: Environment
    court: str
    """The audience that packages must name."""
    database: Database
    blobs: Blobs
    cipher: ColumnCipher
    jobs: Jobs
    trust: TrustKeeper
    policy: Policy
    rules: RuleBook
    court_key: CourtKey
    stamper: Stamper | None
    """None where no authority is configured: receipts stay without token, and `doctor` says so."""
    sources: Sources = NO_SOURCES
    """Where the court asks for headers and lists; where nobody is, no case waits."""
    folder: Path
    """Of this machine: cache and scratch, nothing that cannot be made again."""
    clock: Callable[[], datetime]
    times: JobTimes = field(default_factory=JobTimes)
    quotas: Quotas = field(default_factory=Quotas)
    upload_term: timedelta = timedelta(days=3)
    """How long an upload may be resumed."""
    wait_term: timedelta = timedelta(days=7)
    """How long a case waits for a source before it is judged as it stands."""
    sandbox_term: timedelta = timedelta(days=14)
    """How long a sandbox keeps what it was sent."""
    retention: timedelta | None = None
    """How long production keeps it; None for as long as nobody says otherwise."""

    @property
    def kept_for(self) -> timedelta | None:
        """How long what is received now is kept; None without end."""
        return self.sandbox_term if self.environment == "sandbox" else self.retention
