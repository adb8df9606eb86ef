"""What is nobody's fault: a store that is away for a while says nothing of the work at hand."""

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ingest.errors import BlobDiffersError, BlobMissingError, BlobStoreError

__all__ = ["is_outage"]

_AWAY = (BlobStoreError, InterfaceError, OperationalError, PoolTimeoutError)
"""The store of blobs, or the database: gone, full, or too busy to answer."""
_LOST = (BlobDiffersError, BlobMissingError)
"""The store answers, and what is asked for is not there: no time brings it back."""


def is_outage(error: Exception) -> bool:
    """Whether what was raised passes with the outage that it is of."""
    return isinstance(error, _AWAY) and not isinstance(error, _LOST)
