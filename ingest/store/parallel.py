"""Work that waits for disks and servers, done several at a time, whatever there is of it."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

__all__ = ["for_each"]

_T = TypeVar("_T")
_AT_ONCE = 16
"""A journal commits what waits together, and a server answers several at once."""
_BATCH = 4096
"""Pieces of work that are held at once."""


def for_each(work: Callable[[_T], object], items: Iterable[_T]) -> None:
    """Do the work for every item; raises what one of them raises, and begins no further batch."""
    waiting = iter(items)
    batch = list(islice(waiting, _BATCH))
    if len(batch) == 1:
        work(batch[0])
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while batch:
            for _ in pool.map(work, batch):
                pass
            batch = list(islice(waiting, _BATCH))
