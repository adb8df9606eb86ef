"""Stored octets, read at their place into one reused buffer."""

import os
from collections.abc import Iterator

__all__ = ["read_stored"]


def read_stored(
    descriptor: int, offset: int, octets: int, buffer: memoryview
) -> Iterator[memoryview]:
    """Yield stored octets in views of `buffer`; fewer where the file has become shorter."""
    stop = offset + octets
    while offset < stop:
        got = os.preadv(descriptor, [buffer[: stop - offset]], offset)
        if not got:
            return
        yield buffer[:got]
        offset += got
