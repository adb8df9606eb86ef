"""What this process has in hand, so that nothing stays with it that it does not work at."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Hands"]


class Hands:
    """Ids of attempts; safe between threads. One that is brought twice is held twice."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._held: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def holding(self, attempt: str) -> Iterator[None]:
        """Hold one for as long as the block runs."""
        with self._changed:
            self._held[attempt] += 1
        try:
            yield
        finally:
            with self._changed:
                self._held[attempt] -= 1
                self._held += Counter()
                self._changed.notify_all()

    def __contains__(self, attempt: str) -> bool:
        with self._changed:
            return attempt in self._held

    def wait_empty(self, seconds: float) -> bool:
        """Wait until nothing is held; False where something still is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._held, seconds)
