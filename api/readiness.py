"""Whether this process can take requests, and if not, why.

What a request needs, the database in this version, the blobs and room on the disk, decides. Workers
do not: without them packages are still accepted and reports still read, so they are told beside.
An answer is kept for a moment, so that whoever asks all the time keeps no disk busy.
"""

import shutil
import time
from collections.abc import Callable, Mapping
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from ingest.errors import BlobStoreError
from ingest.service import Service
from ingest.store.gauges import alive_workers
from ingest.store.migrate import is_current

__all__ = ["Readiness", "Watch", "look"]

_KEPT_SECONDS = 2.0
_LEAST_ROOM = 1 << 30
"""Octets free below which nothing is taken: a journal and a shard's reports need tens of MB, and
whoever is told wants time to make room."""


class Readiness(NamedTuple):
    """One look; reasons are words of a fixed list."""

    reasons: tuple[str, ...]
    """What is wrong: `database`, `schema`, `blobs`, `room`."""
    degraded: tuple[str, ...] = ()
    """What is wrong and hinders no request: `workers`."""

    @property
    def is_ready(self) -> bool:
        """Whether requests can be taken."""
        return not self.reasons


class Watch:
    """Looks when asked, and at most every other second."""

    def __init__(self, service: Service) -> None:
        """Watch a service."""
        self._service = service
        self._lock = Lock()
        self._seen: tuple[float, Readiness] | None = None

    def now(self) -> Readiness:
        """Return how it stands."""
        with self._lock:
            at = time.monotonic()
            if self._seen is None or at - self._seen[0] > _KEPT_SECONDS:
                self._seen = at, look(self._service)
            return self._seen[1]


def look(service: Service) -> Readiness:
    """Return how a service stands."""
    reasons = tuple(name for name, holds in _NEEDED.items() if not _holds(holds, service))
    degraded = () if "database" in reasons or _holds(_has_workers, service) else ("workers",)
    return Readiness(reasons, degraded)


def _holds(check: Callable[[Service], bool], service: Service) -> bool:
    try:
        return check(service)
    except (SQLAlchemyError, BlobStoreError, OSError):
        return False


def _database(service: Service) -> bool:
    with service.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return True


def _schema(service: Service) -> bool:
    return is_current(service.database)


def _blobs(service: Service) -> bool:
    service.blobs.check()
    return True


def _room(service: Service) -> bool:
    return shutil.disk_usage(service.folder).free >= _LEAST_ROOM


def _has_workers(service: Service) -> bool:
    with service.database.read() as connection:
        return alive_workers(connection, service.clock(), service.times.lease) > 0


_NEEDED: Mapping[str, Callable[[Service], bool]] = MappingProxyType({
    "database": _database, "schema": _schema, "blobs": _blobs, "room": _room,
})  # fmt: skip
