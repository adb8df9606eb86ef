"""What is over is deleted: rows at once, then every blob that nothing else names.

Blobs are shared by their content: by packages, senders, court profiles. One is removed only where
no row names it and no list of parts, and where it was not adopted or put for an hour: whoever is
about to write a row that names it has adopted it just before. Between the two steps a tombstone
names what is to be removed, so that a crash loses nothing of it. A bucket sets aside what is
removed and looks again after an hour: an upload may have adopted it in that very moment.
"""

import json
import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from anchors.limits import LIMITS
from ingest.errors import BlobStoreError
from ingest.service import Service
from ingest.store.jti import forget_spent
from ingest.store.judgements import judgements_of, lock_package
from ingest.store.retention import (
    Tombstone,
    blobs_named_by,
    close_tombstone,
    drop_rows,
    lists_of_parts,
    named_blobs,
    open_tombstones,
    overdue_packages,
    parts_of,
    runs,
)
from verify.canonical import canonical_json

__all__ = ["delete_overdue"]

_log = logging.getLogger(__name__)
_UNUSED = timedelta(hours=1)
"""More than a request has between adopting a blob and writing the row that names it."""


def delete_overdue(service: Service) -> int:
    """Delete packages whose time is over; return how many.

    A package that a worker is at waits for the next go. So does a blob that was used lately.
    """
    most, now = LIMITS.retention_packages, service.clock()
    with service.database.write() as connection:
        forget_spent(connection, now)
    with service.database.read() as connection:
        overdue = overdue_packages(connection, service.environment, now, most)
    done = [_delete(service, package) for package in overdue]
    with service.database.read() as connection:
        left = open_tombstones(connection, service.environment, most)
    if left:
        _remove_blobs(service, left)
    service.blobs.look_again(partial(_named, service), _UNUSED)
    return sum(done)


def _delete(service: Service, package: str) -> bool:
    """Delete the rows of a package; False where a worker is at it, or its store is not there."""
    try:
        with service.database.read() as connection:
            parts, known = parts_of(connection, package), blobs_named_by(connection, package)
        tombstone = service.blobs.put(canonical_json(sorted(known | _parts_in(service, parts))))
        with service.database.write() as connection:
            if lock_package(connection, package) is None or runs(connection, package):
                return False
            if blobs_named_by(connection, package) != known:
                return False  # something came of it meanwhile: the next go sees that too
            for judgement in judgements_of(connection, package):
                service.jobs.cancel(connection, judgement.id)
            drop_rows(connection, package, tombstone)
    except (BlobStoreError, SQLAlchemyError) as error:
        _log.warning("not deleted: %s", type(error).__name__, extra={"package": package})
        return False
    _log.info("deleted", extra={"package": package})
    return True


def _parts_in(service: Service, listed: str | None) -> set[str]:
    """Return the blobs that a list of parts names; of a list that is gone, none."""
    if not listed or service.blobs.octets(listed) is None:
        return set()
    value = json.loads(service.blobs.read(listed))
    files = value.get("files", {}) if isinstance(value, dict) else {}
    return {str(one["sha256"]) for one in files.values()}


def _remove_blobs(service: Service, left: Iterable[Tombstone]) -> None:
    wanted = {one: set(json.loads(service.blobs.read(one.blobs))) for one in left}
    every = set().union(*wanted.values())
    kept = {one for one in every - _named(service, every) if not _removed(service, one)}
    for tombstone, blobs in wanted.items():
        if not blobs & kept:
            _close(service, tombstone)


def _named(service: Service, among: Collection[str]) -> set[str]:
    """Return which of some blobs any row names, or a list of parts that a row names."""
    with service.database.read() as connection:
        found = named_blobs(connection, among)
        for listed in lists_of_parts(connection):
            found |= _parts_in(service, listed) & set(among)
    return found


def _removed(service: Service, blob: str) -> bool:
    """Remove a blob; whether it is gone."""
    gone = service.blobs.delete(blob, unused_for=_UNUSED)
    return gone or service.blobs.octets(blob) is None


def _close(service: Service, tombstone: Tombstone) -> None:
    """Nothing is left but the list itself."""
    with service.database.write() as connection:
        close_tombstone(connection, tombstone.package)
    service.blobs.delete(tombstone.blobs)
