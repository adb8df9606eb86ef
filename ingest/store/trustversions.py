"""Rows of `trust_version`: each version of a trust directory, its files as names of blobs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select

from ingest.store.matching import columns_of, matches
from ingest.store.schema import METADATA

__all__ = [
    "TrustVersion", "add_version", "newest_digest", "newest_version", "profiles_of", "version_of",
]  # fmt: skip

_TABLE = METADATA.tables["trust_version"]


class TrustVersion(NamedTuple):
    """One version, as its row has it."""

    digest: str
    sequence: int
    files: Mapping[str, str]
    """Path in the directory to blob."""


_VERSION = select(*columns_of(_TABLE, TrustVersion._fields)).limit(1)
_OF_PROFILE = matches(_TABLE, "environment", "profile")
_NEWEST_FIRST = _TABLE.c.sequence.desc()
_NEWEST = _VERSION.where(_OF_PROFILE).order_by(_NEWEST_FIRST)
_NEWEST_DIGEST = select(_TABLE.c.digest).where(_OF_PROFILE).order_by(_NEWEST_FIRST).limit(1)
_OF_DIGEST = _VERSION.where(matches(_TABLE, "environment", "digest"))


def newest_version(connection: Connection, environment: str, profile: str) -> TrustVersion | None:
    """Return the version with the highest sequence; None where there is none."""
    named = {"environment": environment, "profile": profile}
    return _version(connection.execute(_NEWEST, named).one_or_none())


def newest_digest(connection: Connection, environment: str, profile: str) -> str | None:
    """Return the digest of that version, which is all that who knows it already has to ask."""
    named = {"environment": environment, "profile": profile}
    return connection.scalars(_NEWEST_DIGEST, named).one_or_none()


def version_of(connection: Connection, environment: str, digest: str) -> TrustVersion | None:
    """Return the version of a digest, of whichever court profile; None where there is none."""
    named = {"environment": environment, "digest": digest}
    return _version(connection.execute(_OF_DIGEST, named).one_or_none())


def profiles_of(connection: Connection, environment: str) -> tuple[str, ...]:
    """Return the profiles of which there are versions, in order."""
    asked = select(_TABLE.c.profile).where(_TABLE.c.environment == environment).distinct()
    return tuple(sorted(connection.scalars(asked)))


def add_version(
    connection: Connection, environment: str, profile: str, version: TrustVersion, at: datetime
) -> None:
    """Add a version.

    Raises:
        sqlalchemy.exc.IntegrityError: one of this sequence is there.
    """
    row = {**version._asdict(), "environment": environment, "profile": profile, "recorded_at": at}
    connection.execute(insert(_TABLE).values(row))


def _version(row: Row[Any, Any, Any] | None) -> TrustVersion | None:
    return None if row is None else TrustVersion(row.digest, row.sequence, row.files)
