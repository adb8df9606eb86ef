"""Rows of `trust_version`: each version of a trust directory, its files as names of blobs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select

from ingest.store.schema import METADATA

__all__ = ["TrustVersion", "add_version", "newest_version", "profiles_of", "version_of"]

_TABLE = METADATA.tables["trust_version"]


class TrustVersion(NamedTuple):
    """One version, as its row has it."""

    digest: str
    sequence: int
    files: Mapping[str, str]
    """Path in the directory to blob."""


def newest_version(connection: Connection, environment: str, profile: str) -> TrustVersion | None:
    """Return the version with the highest sequence; None where there is none."""
    rows = _TABLE.c
    asked = (
        select(rows.digest, rows.sequence, rows.files)
        .where(rows.environment == environment, rows.profile == profile)
        .order_by(rows.sequence.desc())
        .limit(1)
    )
    return _version(connection.execute(asked).one_or_none())


def version_of(connection: Connection, environment: str, digest: str) -> TrustVersion | None:
    """Return the version of a digest, of whichever court profile; None where there is none."""
    rows = _TABLE.c
    asked = (
        select(rows.digest, rows.sequence, rows.files)
        .where(rows.environment == environment, rows.digest == digest)
        .limit(1)
    )
    return _version(connection.execute(asked).one_or_none())


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
