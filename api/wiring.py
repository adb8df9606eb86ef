"""From settings to the service: the one place that knows which parts stand behind the ports."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection

from anchors.clients.errors import EndpointRefusedError
from anchors.limits import LIMITS
from api.identity.clients import register
from api.outside import Outside, OutsideError, open_outside
from api.settings import BlobSettings, Settings
from ingest.decisions import DecisionReader
from ingest.errors import BlobStoreError, SealedColumnError, SourcesError
from ingest.jobs.dbosjobs import DbosJobs
from ingest.jobs.port import JobTimes
from ingest.rules import load_rules
from ingest.service import Quotas, Service
from ingest.sources.keeper import StoredTrust
from ingest.sources.registry import Sources, load_sources
from ingest.sources.stamper import HttpStamper
from ingest.sources.waiting import start_sources
from ingest.store.blobs import Blobs
from ingest.store.database import Database
from ingest.store.decisions import insert_decision
from ingest.store.localblobs import LocalBlobs
from ingest.store.personal import ColumnCipher
from ingest.trust import read_bounded
from verify.errors import PolicyError, RuleError, TrustError
from verify.policy import DEFAULT_POLICY, Policy
from verify.policyfile import decode_policy
from verify.rules.rulefile import RuleBook

__all__ = [
    "adopt_outside",
    "blobs_of",
    "now",
    "open_service",
    "policy_of",
    "rules_of",
    "service_over",
    "times_of",
]


_FROM_OUTSIDE = "outside"
"""Stands for who decided before the service began."""


def now() -> datetime:
    """Return the instant of this machine's clock."""
    return datetime.now(UTC)


@contextmanager
def open_service(settings: Settings) -> Iterator[Service]:
    """Give the service that settings describe; its connections close with the block.

    Raises:
        OutsideError: a file or secret cannot be used.
        BlobStoreError: the store of blobs cannot be opened.
    """
    with open_outside(settings) as outside, service_over(settings, outside) as service:
        yield service


@contextmanager
def service_over(settings: Settings, outside: Outside) -> Iterator[Service]:
    """Give the service over what it was given from outside; raises as `open_service`."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        database = Database(settings.database_address)
        stack.callback(database.close)
        jobs = DbosJobs(database, times_of(settings), now)
        stack.callback(jobs.close)
        blobs = blobs_of(settings)
        trust = StoredTrust(database, blobs, settings.environment, now)
        policy, sources = policy_of(settings), _sources(settings)
        yield Service(
            environment=settings.environment,
            court=settings.court,
            database=database,
            blobs=blobs,
            cipher=_cipher(outside),
            jobs=jobs,
            trust=trust,
            policy=policy,
            sources=sources,
            rules=rules_of(settings),
            court_key=outside.court_key,
            stamper=_stamper(outside, settings.environment, trust, policy, sources),
            folder=settings.data_dir.absolute(),
            clock=now,
            times=times_of(settings),
            quotas=Quotas(**settings.quotas.model_dump()),
            upload_term=timedelta(seconds=settings.upload_term_s),
            wait_term=timedelta(seconds=settings.wait_term_s),
            sandbox_term=timedelta(seconds=settings.sandbox_term_s),
            retention=None
            if settings.retention_days is None
            else timedelta(days=settings.retention_days),
        )


def adopt_outside(service: Service, outside: Outside) -> None:
    """Record what was given from outside: the trust directory, and who may speak to us.

    Raises:
        OutsideError: the trust directory is no version that may follow.
    """
    assert isinstance(service.trust, StoredTrust)
    given = {"": outside.trust, **outside.profiles}
    for profile, files in given.items():
        if not files:
            continue
        try:
            service.trust.adopt(files, profile)
        except TrustError as error:
            raise OutsideError(f"trust: {error}") from error
    with service.database.write() as connection:
        register(connection, service.environment, outside.clients, service.clock())
        for octets in outside.decisions:
            _decide(connection, service, octets)
    start_sources(service)


def _decide(connection: Connection, service: Service, octets: bytes) -> None:
    """Keep a decision that holds by what the court trusts now."""
    reader = DecisionReader(service.trust.current(), service.policy, service.clock())
    decision, _ = reader.verify(octets, "decision")
    if decision is not None:
        insert_decision(connection, service, decision, octets, _FROM_OUTSIDE)


def times_of(settings: Settings) -> JobTimes:
    """Return when a worker counts as gone."""
    jobs = settings.jobs
    return JobTimes(
        heartbeat=timedelta(seconds=jobs.heartbeat_s),
        lease=timedelta(seconds=jobs.lease_s),
        reaper=timedelta(seconds=jobs.reaper_s),
        poll=timedelta(seconds=jobs.poll_s),
    )


def blobs_of(settings: Settings) -> Blobs:
    """Return the store of blobs.

    Raises:
        BlobStoreError: it cannot be opened.
    """
    if not settings.blobs.url:
        return LocalBlobs(settings.data_dir / "blobs")
    return _bucket(settings.blobs, settings.data_dir / "cache")


def _bucket(stated: BlobSettings, cache: Path) -> Blobs:
    from ingest.store.s3blobs import S3Blobs  # noqa: PLC0415 - boto3 is slow to import

    place = urlsplit(stated.url)
    if place.scheme != "s3" or not place.netloc:
        raise BlobStoreError(f"blobs.url: not s3://bucket/prefix: {stated.url}")
    access, secret = stated.access_key, stated.secret_key
    return S3Blobs(
        bucket=place.netloc,
        prefix=place.path.strip("/"),
        endpoint=stated.endpoint,
        region=stated.region,
        access_key=None if access is None else access.get_secret_value(),
        secret_key=None if secret is None else secret.get_secret_value(),
        encryption=stated.encryption,
        cache=cache,
    )


def policy_of(settings: Settings) -> Policy:
    """Return the policy that is judged by.

    Raises:
        OutsideError: the file cannot be used.
    """
    if settings.policy is None:
        return DEFAULT_POLICY
    try:
        return decode_policy(read_bounded(settings.policy, LIMITS.json_octets))
    except (PolicyError, TrustError, OSError) as error:
        raise OutsideError(f"policy: {error}") from error


def rules_of(settings: Settings) -> RuleBook:
    """Return the tables of law and courts.

    Raises:
        OutsideError: a file cannot be used.
    """
    try:
        return load_rules(settings.courts)
    except (RuleError, OSError) as error:
        raise OutsideError(f"courts: {error}") from error


def _stamper(
    outside: Outside, environment: str, trust: StoredTrust, policy: Policy, sources: Sources
) -> HttpStamper | None:
    """Return who stamps; an authority on this very machine is a sandbox's own."""
    if not outside.tsa_url:
        return None
    local, networks = environment == "sandbox", sources.networks
    try:
        return HttpStamper(
            outside.tsa_url, trust, policy, now, loopback_allowed=local, networks=networks
        )
    except EndpointRefusedError as error:
        raise OutsideError(f"tsa_url: {error}") from error


def _sources(settings: Settings) -> Sources:
    try:
        return load_sources(settings.sources, loopback_allowed=settings.environment == "sandbox")
    except (SourcesError, OSError) as error:
        raise OutsideError(f"sources: {error}") from error


def _cipher(outside: Outside) -> ColumnCipher:
    try:
        return ColumnCipher(outside.column_keys)
    except SealedColumnError as error:
        raise OutsideError(f"column_keys: {error}") from error
