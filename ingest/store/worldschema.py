"""The tables of what the court trusts, and of where it asks (`ingest.sources`)."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from ingest.store.columns import Instant
from ingest.store.metadata import DIGEST, ID, METADATA, NAME, owned

__all__ = ["awaited", "source", "trust_version", "wanted"]

trust_version = Table(
    "trust_version", METADATA,
    Column("digest", DIGEST, nullable=False),
    Column("environment", String(16), nullable=False),
    Column("profile", ID, nullable=False, comment="court profile; empty but in a sandbox"),
    Column("sequence", Integer, nullable=False),
    Column("files", JSON, nullable=False, comment="name to blob"),
    Column("recorded_at", Instant, nullable=False),
    PrimaryKeyConstraint("environment", "profile", "sequence"),
)  # fmt: skip

source = Table(
    "source", METADATA,
    Column("id", ID, primary_key=True, comment="chain:<id>, crl:<digest of address> …"),
    Column("environment", String(16), nullable=False),
    Column("state", String(16), nullable=False, comment="up, down or conflict"),
    Column("failures", Integer, nullable=False),
    Column("reason", Text),
    Column("asked_at", Instant),
    Column("answered_at", Instant),
    Column("next_attempt", Instant),
)  # fmt: skip

wanted = Table(
    "wanted", METADATA,
    Column("source", ID, ForeignKey("source.id"), nullable=False),
    Column("item", NAME, nullable=False, comment="a height of a chain, a list of revoked"),
    Column("since", Instant, nullable=False),
    Column("asked_at", Instant, comment="when the source was last asked for it"),
    Column("given_at", Instant, comment="once the source gave it"),
    PrimaryKeyConstraint("source", "item"),
)  # fmt: skip

awaited = Table(
    "awaited", METADATA,
    *owned(),
    Column("package", ID, ForeignKey("package.id"), nullable=False),
    Column("case_key", ID, nullable=False),
    Column("source", ID, ForeignKey("source.id"), nullable=False),
    Column("item", NAME, nullable=False),
    PrimaryKeyConstraint("package", "case_key", "source", "item"),
    Index("ix_awaited_source_item", "source", "item"),
)  # fmt: skip
