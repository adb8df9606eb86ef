"""What intake leaves behind is removed: uploads whose term is over, answers kept long enough."""

import logging
from collections.abc import Collection
from datetime import timedelta

from anchors.limits import LIMITS
from ingest.errors import BlobStoreError
from ingest.service import Service
from ingest.store.idempotency import drop_keys_before
from ingest.store.uploads import (
    UploadRow,
    UploadState,
    end_upload,
    expired_uploads,
    tags_in_use,
)

__all__ = ["sweep_intake"]

_log = logging.getLogger(__name__)
_KEPT = timedelta(seconds=LIMITS.idempotency_seconds)
_UNUSED = timedelta(hours=1)
"""More than a request has between keeping a list and writing the row that names it."""


def sweep_intake(service: Service) -> int:
    """Remove what is over; return how many uploads were swept.

    The row ends first: what was swept by half is taken for abandoned, and its octets are found by
    the store's own sweep.
    """
    now = service.clock()
    with service.database.write() as connection:
        drop_keys_before(connection, now - _KEPT)
        over = [
            row for row in expired_uploads(connection, now, LIMITS.sweep_rows)
            if end_upload(connection, row.id, UploadState(row.state), UploadState.ABANDONED)
        ]  # fmt: skip
        shared = tags_in_use(connection, {row.tags for row in over})
    for row in over:
        _drop(service, row, shared)
    return len(over)


def _drop(service: Service, row: UploadRow, shared: Collection[str]) -> None:
    try:
        service.blobs.discard(row.id)
        if row.tags not in shared:
            service.blobs.delete(row.tags, unused_for=_UNUSED)
    except BlobStoreError as error:
        _log.warning("not swept: %s", error, extra={"upload": row.id})
