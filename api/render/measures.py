"""Times and sizes as people read them; what is no RFC 3339 time is left as the sender wrote it."""

import re
from datetime import UTC, datetime

from verify.instants import BEIJING

__all__ = ["beijing", "in_beijing", "instant", "octets", "to_second"]

_INSTANT = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}){2}[T ][0-9]{2}(?::[0-9]{2}){2}(?:\.[0-9]{1,6})?(?:Z|\+00:00)"
)
"""A time in UTC as checks write it into what they observed."""
_UNITS = ("B", "KB", "MB", "GB", "TB")


def instant(text: str | None) -> datetime | None:
    """The instant of an RFC 3339 time in UTC; None for anything else, zoneless times included."""
    if text is None:
        return None
    try:
        value = datetime.fromisoformat(text)
        return None if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def beijing(text: str) -> str:
    """`2026-03-01 10:12:34` in Beijing time, a fraction kept: it is part of an upper bound."""
    value = instant(text)
    if value is None:
        return text
    try:
        local = value.astimezone(BEIJING).replace(tzinfo=None)
    except OverflowError:
        return text
    text = local.isoformat(sep=" ")
    return text.rstrip("0") if local.microsecond else text


def to_second(text: str | None) -> str:
    """The same without a fraction, for pages that only say when; nothing for no time."""
    return "" if text is None else beijing(text).partition(".")[0]


def in_beijing(text: str | None) -> str | None:
    """The text of a finding with the times that a check wrote in UTC as the page has them."""
    return None if text is None else _INSTANT.sub(lambda found: beijing(found[0]), text)


def octets(size: int | None) -> str:
    """A file size in the largest unit that leaves at least one whole."""
    if size is None:
        return ""
    value, unit = float(size), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return (
        f"{value:.0f} {_UNITS[unit]}" if unit == 0 or value >= 10 else f"{value:.1f} {_UNITS[unit]}"
    )
