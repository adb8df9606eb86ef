"""The lines that attempts stand in: judging takes a processor, errands wait for others."""

from ingest.jobs.engine import Queue

__all__ = ["QUEUES", "queue_of"]

_JUDGING = Queue("judging", at_once=1, polls=1)
"""One at a time: a second thread would only wait for the first one's interpreter."""
_ERRANDS = Queue("errands", at_once=4, polls=4)
"""Stamps and sources: four slow answers at once hold nobody up, and seldom matter at once."""

QUEUES = (_JUDGING, _ERRANDS)
_ERRAND_KINDS = frozenset({"stamp", "source"})


def queue_of(kind: str) -> Queue:
    """Return the line of a kind of attempt."""
    return _ERRANDS if kind in _ERRAND_KINDS else _JUDGING
