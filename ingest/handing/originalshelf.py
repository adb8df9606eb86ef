"""Originals lately read in part: what is asked for next of one is read without its package.

Each was copied out of its package whole, and digested meanwhile, into a file without a name: nobody
can alter it, and it is gone once it is dropped, a minute after it was first asked for. Who may read
it is asked anew each time, before it is looked for here.
"""

import os
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, Timer

from anchors.limits import LIMITS
from ingest.handing.originals import Original

__all__ = ["OriginalShelf"]


class OriginalShelf:
    """A few originals, by what tells them apart."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], tuple[int, Original]] = OrderedDict()
        self._lock = Lock()

    def open(self, key: tuple[str, ...], copied: Callable[[], Original | None]) -> Original | None:
        """Return an original with a file of its own, to be read by place and closed.

        Args:
            key: tells it from every other one.
            copied: copies it out of its package, where it is not here; None where there is none.
        """
        found = self._again(key)
        if found is not None:
            return found
        made = copied()
        if made is not None and made.size <= LIMITS.original_kept_octets:
            self._keep(key, made)
        return made

    def drop(self, key: tuple[str, ...]) -> None:
        """Let go of an original; whoever reads it reads on."""
        with self._lock:
            known = self._kept.pop(key, None)
        if known is not None:
            os.close(known[0])

    def _again(self, key: tuple[str, ...]) -> Original | None:
        with self._lock:
            known = self._kept.get(key)
            if known is None:
                return None
            handle, original = known
            return original._replace(file=os.fdopen(os.dup(handle), "rb"))

    def _keep(self, key: tuple[str, ...], original: Original) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = os.dup(original.file.fileno()), original
            old = next(iter(self._kept)) if len(self._kept) > LIMITS.originals_kept else None
        if old is not None:
            self.drop(old)
        timer = Timer(LIMITS.original_kept_seconds, self.drop, [key])
        timer.daemon = True
        timer.start()
