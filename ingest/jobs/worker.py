"""The worker process: what `evidence worker` runs.

    work(service, stages, stop)    until told to stop; a second term of patience there is not

It gives way to whoever answers requests on the same machine. A worker that others took for dead
ends at once and hard: what it was doing is another's now, and every transaction of it is refused.
"""

import logging
import os
import threading
from collections.abc import Callable, Sequence

from ingest.errors import WorkerLostError
from ingest.jobs.port import Chore, Stages
from ingest.service import Service

__all__ = ["LOST", "work"]

_log = logging.getLogger(__name__)
LOST = 75
"""Exit status of a worker that was taken for dead: to be started again (EX_TEMPFAIL)."""


def work(
    service: Service,
    stages: Stages,
    stop: Callable[[], bool],
    chores: Sequence[Chore] = (),
    *,
    nice: int = 10,
) -> None:
    """Work until told to stop; returns once what ran is finished or was given back."""
    os.nice(nice)
    try:
        service.jobs.run_worker(stages, stop, chores)
    except WorkerLostError as error:
        _log.error("%s", error)
        _end(LOST)
    if _at_work():
        _end(0)


def _at_work() -> bool:
    """Whether a stage runs on whose attempt was given back: the interpreter would wait for it."""
    return any(
        thread.name.startswith("dbos-executor") and not thread.daemon
        for thread in threading.enumerate()
    )


def _end(status: int) -> None:
    logging.shutdown()
    os._exit(status)
