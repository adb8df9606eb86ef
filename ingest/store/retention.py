"""Rows of packages whose time is over: what they name, and their removal.

A package that was deleted leaves a tombstone: its row, without what it said, in the state
`deleted`. As long as blobs of it are still to be removed the tombstone's `source` names the list
of them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, exists, select, union_all, update

from ingest.store.blobcolumns import NAMING, digests_in
from ingest.store.schema import METADATA

__all__ = [
    "DELETED", "Tombstone", "blobs_named_by", "close_tombstone", "drop_rows", "lists_of_parts",
    "named_blobs", "open_tombstones", "overdue_packages", "parts_of", "runs",
]  # fmt: skip

DELETED = "deleted"
_NOTHING = ""
_tables = METADATA.tables
_package, _judgement, _attempt = _tables["package"], _tables["judgement"], _tables["attempt"]
_handoff, _filing = _tables["handoff"], _tables["filing"]
_OF_PACKAGE = (
    "case_state", "question", "handoff", "verdict", "outbox", "awaited", "judgement", "receipt",
    "upload",
)  # fmt: skip
"""Tables whose rows go with their package, those that refer to others first."""


class Tombstone(NamedTuple):
    """A deleted package whose blobs are still there."""

    package: str
    blobs: str
    """The blob that lists them."""


def overdue_packages(
    connection: Connection, environment: str, now: datetime, most: int
) -> list[str]:
    """Return packages whose time is over, the first ones first; not while a case is handed on.

    Outside a sandbox a hand-off that nobody has acknowledged keeps its package.
    """
    asked = select(_package.c.id).where(
        _package.c.environment == environment,
        _package.c.state != DELETED,
        _package.c.delete_at <= now,
    )
    if environment != "sandbox":
        waiting = exists().where(
            _handoff.c.package == _package.c.id, _handoff.c.acknowledged_at.is_(None)
        )
        asked = asked.where(~waiting)
    return list(connection.execute(asked.order_by(_package.c.delete_at).limit(most)).scalars())


def runs(connection: Connection, package: str) -> bool:
    """Whether a worker is at a package; who asks holds its attempts until the transaction ends."""
    subjects = _subjects(package)
    asked = select(_attempt.c.state).where(_attempt.c.subject.in_(subjects)).with_for_update()
    return "running" in set(connection.execute(asked).scalars())


def blobs_named_by(connection: Connection, package: str) -> set[str]:
    """Return every blob that rows of a package name, but those that a list of parts names."""
    found: set[str] = set()
    for table, columns in NAMING.items():
        mine = _mine(table, package)
        if mine is not None:
            for row in connection.execute(_columns(table, columns).where(mine)):
                found |= set(digests_in(tuple(row)))
    return found


def parts_of(connection: Connection, package: str) -> str | None:
    """Return the blob that lists a package's parts; None where it came as one file."""
    asked = select(_package.c.source).where(_package.c.id == package, _package.c.form == "parts")
    return connection.execute(asked).scalar()


def drop_rows(connection: Connection, package: str, blobs: str) -> None:
    """Remove every row of a package but the tombstone, which names the list of its blobs."""
    connection.execute(delete(_attempt).where(_attempt.c.subject.in_(_subjects(package))))
    _forget_filing(connection, package)
    for name in _OF_PACKAGE:
        table = _tables[name]
        connection.execute(delete(table).where(table.c.package == package))
    left: dict[str, object] = {
        "state": DELETED, "source": blobs, "package_id": package, "head": {}, "settings": {},
        "stated_at": None,
    }  # fmt: skip
    connection.execute(update(_package).where(_package.c.id == package).values(left))


def _forget_filing(connection: Connection, package: str) -> None:
    """Remove what the memory keeps of a package, whoever it was sealed by, unless it came twice."""
    row = connection.execute(select(_package).where(_package.c.id == package)).one()
    names = ("environment", "lender", "package_id", "package_digest")
    said = {name: row._mapping[name] for name in names}  # noqa: SLF001 - public
    again = (
        select(_package.c.id)
        .filter_by(**said)
        .where(_package.c.id != package, _package.c.state != DELETED)
    )
    if connection.execute(again.limit(1)).first() is not None:
        return
    filings = list(connection.execute(select(_filing.c.id).filter_by(**said)).scalars())
    for name in ("sighting", "contradiction"):
        table = _tables[name]
        connection.execute(delete(table).where(table.c.filing.in_(filings)))
    connection.execute(delete(_filing).where(_filing.c.id.in_(filings)))


def open_tombstones(connection: Connection, environment: str, most: int) -> list[Tombstone]:
    """Return deleted packages whose blobs are still there."""
    asked = select(_package.c.id, _package.c.source).where(
        _package.c.environment == environment,
        _package.c.state == DELETED,
        _package.c.source != _NOTHING,
    )
    found = connection.execute(asked.order_by(_package.c.seq).limit(most))
    return [Tombstone(package, blobs) for package, blobs in found]


def close_tombstone(connection: Connection, package: str) -> None:
    """Say that nothing of a package is left."""
    named = update(_package).where(_package.c.id == package, _package.c.state == DELETED)
    connection.execute(named.values(source=_NOTHING))


def named_blobs(connection: Connection, among: Collection[str]) -> set[str]:
    """Return which of some blobs any row names, but those that a list of parts names."""
    found: set[str] = set()
    for table, columns in NAMING.items():
        for row in connection.execute(_columns(table, columns)):
            found |= set(digests_in(tuple(row))) & set(among)
    return found


def lists_of_parts(connection: Connection) -> list[str]:
    """Return every blob that lists the parts of a package."""
    asked = select(_package.c.source).where(_package.c.form == "parts", _package.c.state != DELETED)
    return sorted(set(connection.execute(asked).scalars()))


def _subjects(package: str) -> Select[Any]:
    """Return whose attempts are a package's: its judgements, its receipt, what decided of it."""
    receipt = _tables["receipt"]
    found = union_all(
        select(_judgement.c.id).where(_judgement.c.package == package),
        select(receipt.c.id).where(receipt.c.package == package),
    ).subquery()
    return select(found.c.id)


def _mine(table: str, package: str) -> Any:  # noqa: ANN401 - a condition, or none
    columns = _tables[table].c
    if table == "package":
        return columns.id == package
    if table == "attempt":
        return columns.subject.in_(_subjects(package))
    return columns.package == package if "package" in columns else None


def _columns(table: str, columns: tuple[str, ...]) -> Select[Any]:
    return select(*[_tables[table].c[name] for name in columns])
