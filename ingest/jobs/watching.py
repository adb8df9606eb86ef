"""How long counts have stood still, by one watcher's monotonic clock.

What was not watched did not stand still: a watcher that was itself away for longer than it would
forgive another (stopped, or without database) begins anew.
"""

from collections.abc import Mapping

__all__ = ["Watch"]


class Watch:
    """Remembers counts, and since when each is what it is."""

    def __init__(self, *, forgets: float) -> None:
        """Begin anew after so many seconds without a look."""
        self._forgets = forgets
        self._last = float("-inf")
        self._seen: dict[str, tuple[int, float]] = {}

    def look(self, counts: Mapping[str, int], now: float) -> Mapping[str, float]:
        """Return for how many seconds each count was watched to stand still."""
        if now - self._last >= self._forgets:
            self._seen = {}
        self._last = now
        self._seen = {name: self._since(name, count, now) for name, count in counts.items()}
        return {name: now - since for name, (_, since) in self._seen.items()}

    def _since(self, name: str, count: int, now: float) -> tuple[int, float]:
        before = self._seen.get(name)
        return before if before is not None and before[0] == count else (count, now)
