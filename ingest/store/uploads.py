"""Rows of uploads by parts, and of marked element lists that wait to be fetched."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select, update

from ingest.store.schema import METADATA

__all__ = [
    "OpenUploads", "UploadRow", "UploadState", "end_upload", "expired_uploads", "insert_upload",
    "open_uploads", "tags_in_use", "upload_of",
]  # fmt: skip

_upload = METADATA.tables["upload"]


class UploadState(StrEnum):
    """Where an upload stands."""

    OPEN = "open"
    COMMITTED = "committed"
    ABANDONED = "abandoned"
    MARKED = "marked"
    """No upload by parts: an element list with its faults marked, kept to be fetched."""


class UploadRow(NamedTuple):
    """One upload."""

    id: str
    environment: str
    sender: str
    state: str
    tags: str
    """Blob: what is to be sent; of a marked list the workbook."""
    files: int
    octets: int
    package: str | None
    settings: Mapping[str, Any]
    created_at: datetime
    expires_at: datetime


class OpenUploads(NamedTuple):
    """What a sender has open."""

    uploads: int
    octets: int
    """What they say they will have sent."""
    first: datetime | None
    """When the first of them ends."""


def insert_upload(connection: Connection, row: UploadRow) -> None:
    """Write a new upload."""
    connection.execute(insert(_upload), row._asdict())


def upload_of(
    connection: Connection, upload: str, *, environment: str, sender: str
) -> UploadRow | None:
    """Return a sender's upload; another's is not there."""
    asked = _columns().where(
        _upload.c.id == upload, _upload.c.environment == environment, _upload.c.sender == sender
    )
    return _row(connection.execute(asked).first())


def open_uploads(connection: Connection, *, environment: str, sender: str) -> OpenUploads:
    """Return how many uploads a sender has open."""
    counted = func.count(), func.coalesce(func.sum(_upload.c.octets), 0)
    asked = select(*counted, func.min(_upload.c.expires_at)).where(
        _upload.c.environment == environment,
        _upload.c.sender == sender,
        _upload.c.state == UploadState.OPEN.value,
    )
    uploads, octets, first = connection.execute(asked).one()
    return OpenUploads(uploads, int(octets), first)


def end_upload(
    connection: Connection,
    upload: str,
    was: UploadState,
    state: UploadState,
    package: str | None = None,
) -> bool:
    """End an upload that is in a state; False where it is in another."""
    named = update(_upload).where(_upload.c.id == upload, _upload.c.state == was.value)
    values = {"state": state.value, "package": package}
    return connection.execute(named.values(values)).rowcount == 1


def expired_uploads(connection: Connection, now: datetime, most: int) -> list[UploadRow]:
    """Return uploads whose term is over and that were neither committed nor swept."""
    live = UploadState.OPEN.value, UploadState.MARKED.value
    asked = _columns().where(_upload.c.state.in_(live), _upload.c.expires_at <= now)
    found = connection.execute(asked.order_by(_upload.c.expires_at).limit(most))
    return [UploadRow._make(row) for row in found]


def tags_in_use(connection: Connection, among: Collection[str]) -> set[str]:
    """Return which of some lists another upload that goes on has as well: the same sent again."""
    live = UploadState.OPEN.value, UploadState.MARKED.value
    asked = select(_upload.c.tags).where(_upload.c.tags.in_(among), _upload.c.state.in_(live))
    return set(connection.execute(asked).scalars())


def _columns() -> Any:  # noqa: ANN401 - a select of a row's columns
    return select(*[_upload.c[name] for name in UploadRow._fields])


def _row(row: Row[Any] | None) -> UploadRow | None:
    return None if row is None else UploadRow._make(row)
