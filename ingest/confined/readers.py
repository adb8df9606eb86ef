"""The one warm pool of a process for readers of documents: their text, their signatures.

One child stays warm for as long as the process lives; a process that was forked makes its own.
"""

from anchors.limits import LIMITS
from ingest.confined.pool import ConfinedPool

__all__ = ["readers"]

_pools: list[ConfinedPool] = []
"""None until the first document is read."""


def readers() -> ConfinedPool:
    """Return the pool; each call says how long it may take."""
    if not _pools:
        seconds = LIMITS.document_milliseconds / 1000
        _pools.append(ConfinedPool(1, seconds, LIMITS.document_memory_octets))
    return _pools[0]
