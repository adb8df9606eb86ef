"""What a process did a moment ago, and need not do again."""

import threading
import time
from collections.abc import Callable

__all__ = ["Lately"]

_MOST = 1024


class Lately:
    """Names that were added within so many seconds, the last of them where there are many."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Forget a name after so many seconds of a clock that is not set."""
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[str, float] = {}

    def add(self, name: str) -> None:
        """Remember a name from now on."""
        with self._lock:
            self._until.pop(name, None)
            while len(self._until) >= _MOST:
                del self._until[next(iter(self._until))]
            self._until[name] = self._clock() + self._seconds

    def __contains__(self, name: str) -> bool:
        """Whether a name was added lately."""
        with self._lock:
            return self._clock() < self._until.get(name, 0.0)
