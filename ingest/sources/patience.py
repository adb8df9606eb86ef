"""When what failed is tried again: soon, then twice as late each time, up to a bound."""

from datetime import datetime, timedelta

from anchors.limits import LIMITS, Limits

__all__ = ["next_attempt"]


def next_attempt(now: datetime, failures: int, limits: Limits = LIMITS) -> datetime:
    """Return when to try again after so many failures in a row, of which the first is one."""
    most = limits.source_retry_most_seconds
    doublings = min(max(failures, 1) - 1, most.bit_length())
    return now + timedelta(seconds=min(most, limits.source_retry_seconds << doublings))
