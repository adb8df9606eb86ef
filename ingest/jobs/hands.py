"""What this process has in hand, so that nothing stays with it that it does not work at."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Hands"]


class Hands:
    """Ids of attempts; safe between threads."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._held: set[str] = set()
        self._changed = threading.Condition()

    @contextmanager
    def one(self) -> Iterator[Callable[[str], None]]:
        """Give one hand: what it takes is held until the block ends."""
        held: list[str] = []

        def hold(attempt: str) -> None:
            with self._changed:
                held.append(attempt)
                self._held.add(attempt)

        try:
            yield hold
        finally:
            with self._changed:
                self._held.difference_update(held)
                self._changed.notify_all()

    def __contains__(self, attempt: str) -> bool:
        with self._changed:
            return attempt in self._held

    def wait_empty(self, seconds: float) -> bool:
        """Wait until nothing is held; False where something still is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._held, seconds)
