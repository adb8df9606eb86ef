"""Rows of packages as they come in; the caller owns the transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select

from ingest.store.judgements import PackageRow
from ingest.store.matching import columns_of, matches
from ingest.store.schema import METADATA

__all__ = ["KnownPackage", "NewPackage", "Taken", "insert_package", "known_package", "taken_since"]

_package = METADATA.tables["package"]


class NewPackage(NamedTuple):
    """A package that is accepted."""

    id: str
    environment: str
    sender: str
    package_id: str
    package_digest: str
    form: str
    source: str
    octets: int
    head: Mapping[str, Any]
    lender: str
    platform: str | None
    received_at: datetime
    stated_at: datetime | None
    settings: Mapping[str, Any]
    delete_at: datetime | None
    state: str = "received"

    @property
    def row(self) -> PackageRow:
        """What judging needs to know of it."""
        return PackageRow(*[getattr(self, name) for name in PackageRow._fields])


class KnownPackage(NamedTuple):
    """What a sender's id names already."""

    id: str
    package_digest: str
    source: str
    received_at: datetime
    state: str


class Taken(NamedTuple):
    """What was taken of one sender."""

    packages: int
    octets: int
    first: datetime | None
    """When the first of them came."""


_INSERT = insert(_package)
_KNOWN = select(*columns_of(_package, KnownPackage._fields)).where(
    matches(_package, "environment", "sender", "lender", "package_id")
)
_TAKEN = select(
    func.count(), func.coalesce(func.sum(_package.c.octets), 0), func.min(_package.c.received_at)
).where(
    matches(_package, "environment", "sender"), _package.c.received_at > bindparam("since")
)  # fmt: skip


def insert_package(connection: Connection, row: NewPackage) -> None:
    """Write a package that is accepted."""
    connection.execute(_INSERT, row._asdict())


def known_package(
    connection: Connection, *, environment: str, sender: str, lender: str, package_id: str
) -> KnownPackage | None:
    """Return what a sender sent under this id for this lender."""
    named = {
        "environment": environment, "sender": sender, "lender": lender, "package_id": package_id,
    }  # fmt: skip
    row = connection.execute(_KNOWN, named).first()
    return None if row is None else KnownPackage(*row)


def taken_since(connection: Connection, *, environment: str, sender: str, since: datetime) -> Taken:
    """Return how much was taken of a sender since an instant."""
    named = {"environment": environment, "sender": sender, "since": since}
    packages, octets, first = connection.execute(_TAKEN, named).one()
    return Taken(packages, int(octets), first)
