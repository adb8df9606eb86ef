"""Instants as records and receipts state them."""

from datetime import UTC, datetime, timedelta, timezone

__all__ = ["BEIJING", "stated_instant"]

BEIJING = timezone(timedelta(hours=8))


def stated_instant(value: object) -> datetime | None:
    """Return in UTC the ISO 8601 time or day that `value` states; None where it states none.

    A time without zone is of Beijing, as platforms write it; a day is its first instant there.
    """
    if not isinstance(value, str):
        return None
    try:
        stated = datetime.fromisoformat(value)
        return (stated if stated.tzinfo else stated.replace(tzinfo=BEIJING)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
