"""What one sender may have at once, asked before its octets are kept."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from ingest.intake.errors import IntakeRefusedError
from ingest.service import Service
from ingest.store.packages import taken_since
from ingest.store.uploads import open_uploads

__all__ = ["check_open_uploads", "room_today"]

_DAY = timedelta(days=1)


def room_today(connection: Connection, service: Service, sender: str, octets: int = 0) -> int:
    """Return how many octets a sender may still send today.

    Args:
        connection: of the caller.
        service: its quotas and clock.
        sender: whose.
        octets: what is announced, where anything is.

    Raises:
        IntakeRefusedError: it has sent as much, or as many packages, as it may in a day.
    """
    now, quotas = service.clock(), service.quotas
    taken = taken_since(
        connection, environment=service.environment, sender=sender, since=now - _DAY
    )
    room = quotas.octets_a_day - taken.octets
    if taken.packages >= quotas.packages_a_day or room < max(octets, 1):
        wait = _until(taken.first + _DAY if taken.first else now + _DAY, now)
        most = f"{quotas.packages_a_day} packages, {quotas.octets_a_day} octets a day"
        raise IntakeRefusedError("http.quota", most, retry_after=wait)
    return room


def check_open_uploads(
    connection: Connection, service: Service, sender: str, octets: int = 0
) -> None:
    """Make sure that a sender may begin another upload of so many octets.

    What all that are open say they will have sent is held against the day.

    Raises:
        IntakeRefusedError: it has as many open as it may, or they will be too large.
    """
    found = open_uploads(connection, environment=service.environment, sender=sender)
    if found.uploads >= service.quotas.open_uploads:
        now = service.clock()
        wait = _until(found.first or now, now)
        most = f"{service.quotas.open_uploads} open uploads"
        raise IntakeRefusedError("http.quota", most, retry_after=wait)
    room_today(connection, service, sender, found.octets + octets)


def _until(then: datetime, now: datetime) -> int:
    return max(1, int((then - now).total_seconds()) + 1)
