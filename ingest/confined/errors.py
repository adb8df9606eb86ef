"""Errors of a call in a child process.

IngestError
└── ConfinedError
    ├── TimedOutError  its time ended, on the clock or on the processor
    ├── KilledError    it died, asked for too much memory, or answered more than it may
    ├── RefusedError   the function refused what it was given: raised there, known here
    └── FailedError    the function raised something else, which is a fault of ours or of a library
"""

from ingest.errors import IngestError

__all__ = ["ConfinedError", "FailedError", "KilledError", "RefusedError", "TimedOutError"]


class ConfinedError(IngestError):
    """Root of every way in which a confined call does not answer."""


class TimedOutError(ConfinedError):
    """The time of the call ended; the child was killed."""


class KilledError(ConfinedError):
    """The child died, asked for too much memory, or answered more than it may."""


class RefusedError(ConfinedError):
    """The function refused what it was given; confined functions raise this and nothing else."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        """What is wrong, as the function names it."""
        self.detail = detail
        """What was seen, for whoever has to find it."""


class FailedError(ConfinedError):
    """The function raised what it should not; the message names the exception."""
