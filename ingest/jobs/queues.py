"""The lines that attempts stand in: judging takes a processor, errands wait for others."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement

from ingest.jobs.engine import Queue
from ingest.store.schema import METADATA

__all__ = ["QUEUES", "SOURCE", "STAMP", "queue_of", "stands_in"]

_JUDGING = Queue("judging", at_once=1, polls=1)
"""One at a time: a second thread would only wait for the first one's interpreter."""
_ERRANDS = Queue("errands", at_once=4, polls=4)
"""Stamps and sources: four slow answers at once hold nobody up, and a moment later is as good."""
STAMP = "stamp"
"""The stage that has a receipt stamped."""
SOURCE = "source"
"""The stage that asks a source."""
_ERRAND_KINDS = (STAMP, SOURCE)

QUEUES: Mapping[str, Queue] = MappingProxyType({
    queue.name: queue for queue in (_JUDGING, _ERRANDS)
})  # fmt: skip


def queue_of(kind: str) -> Queue:
    """Return the line of a kind of attempt."""
    return _ERRANDS if kind in _ERRAND_KINDS else _JUDGING


def stands_in(queue: str) -> ColumnElement[bool]:
    """Return what is true of the attempts in a line."""
    errand = METADATA.tables["attempt"].c.kind.in_(_ERRAND_KINDS)
    return errand if queue == _ERRANDS.name else ~errand
