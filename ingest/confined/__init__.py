"""Readers of hostile files, each call in a child process that can be killed."""

from ingest.confined.errors import (
    ConfinedError,
    FailedError,
    KilledError,
    RefusedError,
    TimedOutError,
)
from ingest.confined.pool import ConfinedPool, confined

__all__ = [
    "ConfinedError",
    "ConfinedPool",
    "FailedError",
    "KilledError",
    "RefusedError",
    "TimedOutError",
    "confined",
]
