"""Closed intervals of time in which something holds."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

__all__ = ["EARLIEST", "LATEST", "Window", "common_window", "just_before", "moved"]

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)


class Window(NamedTuple):
    """From `first` to `last`, both included."""

    first: datetime
    last: datetime

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in it."""
        return self.first <= at <= self.last


def common_window(windows: Iterable[Window]) -> Window | None:
    """Return what all of `windows` share; None where that is nothing."""
    first, last = EARLIEST, LATEST
    for window in windows:
        first, last = max(first, window.first), min(last, window.last)
    return Window(first, last) if first <= last else None


def just_before(instant: datetime) -> datetime:
    """Return the last instant before `instant`; `EARLIEST` is its own."""
    return instant if instant == EARLIEST else instant - _INSTANT


def moved(instant: datetime, by: timedelta) -> datetime:
    """Return `instant + by`, held inside what a datetime can say."""
    try:
        return instant + by
    except OverflowError:
        return LATEST if by > timedelta(0) else EARLIEST
