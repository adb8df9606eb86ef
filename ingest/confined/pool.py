"""Call a function in a child process that can be killed, alone or in a warm pool.

A child is bounded in memory and processor time by the kernel and in wall-clock time by its parent
(`ingest.confined.child` says by what else). It is replaced after it was killed or died, and after
so many calls, because libraries leak. A process that inherits a pool by a fork starts children of
its own: what it inherited belongs to another.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import LifoQueue
from typing import Self, TypeVar
from weakref import finalize

from anchors.limits import LIMITS
from ingest.confined.errors import RefusedError
from ingest.confined.process import Child

__all__ = ["ConfinedPool", "confined"]

_Argument = TypeVar("_Argument")


class ConfinedPool:
    """Children kept warm, at most `size` of them, each started when it is first needed.

    Threads may share a pool: with every child busy, `run` waits for one. As a context manager it
    ends them all; else they end with the process, or with the last reference to the pool.
    """

    def __init__(
        self,
        size: int,
        seconds: float,
        octets: int,
        *,
        uses: int = LIMITS.confined_uses,
        result_octets: int = LIMITS.confined_result_octets,
    ) -> None:
        """Keep `size` children; each call may take `seconds`, each child `octets` of memory."""
        if size < 1:
            raise ValueError("a pool has at least one child")
        self._size, self._seconds, self._octets = size, seconds, octets
        self._uses, self._result_octets = uses, result_octets
        self._begin()

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._children: set[Child] = set()
        self._free: LifoQueue[Child | None] = LifoQueue()
        for _ in range(self._size):
            self._free.put(None)
        self._end = finalize(self, _end_all, self._children, self._owner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every child; a later call starts new ones."""
        if self._owner == os.getpid():
            self._end()
            self._begin()

    def run(
        self,
        function: Callable[[_Argument], object],
        argument: _Argument,
        *,
        seconds: float | None = None,
    ) -> object:
        """Return what a function of a module answers: JSON or octets.

        Args:
            function: named by its module; it refuses by raising `RefusedError`.
            argument: anything that can be pickled here.
            seconds: of this call, in place of the pool's.

        Raises:
            ConfinedError: there is no answer; the next call has another child.
        """
        with self._taken() as child:
            return child.ask(
                function,
                argument,
                seconds=self._seconds if seconds is None else seconds,
                octets=self._result_octets,
            )

    @contextmanager
    def _taken(self) -> Iterator[Child]:
        if self._owner != os.getpid():
            self._disown()
        free, children = self._free, self._children
        child = free.get()
        fit = False
        try:
            if child is None:
                child = Child(self._octets)
                children.add(child)
            try:
                yield child
                fit = True
            except RefusedError:
                fit = True
                raise
        finally:
            if child is not None and not (fit and child.uses < self._uses):
                children.discard(child)
                child.kill()
                child = None
            free.put(child)

    def _disown(self) -> None:
        """Leave the children of the process that this one was forked from to it."""
        self._end.detach()
        for child in self._children:
            child.disown()
        self._begin()


def confined(
    function: Callable[[_Argument], object],
    argument: _Argument,
    *,
    seconds: float,
    octets: int,
    result_octets: int = LIMITS.confined_result_octets,
) -> object:
    """Call a function of a module once, in a child process of its own (see `ConfinedPool.run`)."""
    with ConfinedPool(1, seconds, octets, result_octets=result_octets) as pool:
        return pool.run(function, argument)


def _end_all(children: set[Child], owner: int) -> None:
    if owner == os.getpid():
        for child in tuple(children):
            child.kill()
        children.clear()
