"""The worker process: what `evidence worker` runs.

    work(jobs, stages, stop)    until told to stop

It gives way to whoever answers requests on the same machine. Where a stage runs on whose attempt
is another's now, because it was given back or because others took this worker for dead, the process
ends hard: nobody waits for what every transaction would refuse.
"""

import logging
import os
from collections.abc import Callable, Sequence
from typing import Never

from ingest.errors import WorkerLostError
from ingest.jobs.port import Chore, Jobs, Stages

__all__ = ["LOST", "work"]

_log = logging.getLogger(__name__)
LOST = 75
"""Exit status of a worker that was taken for dead: to be started again (EX_TEMPFAIL)."""


def work(
    jobs: Jobs,
    stages: Stages,
    stop: Callable[[], bool],
    chores: Sequence[Chore] = (),
    *,
    nice: int = 10,
) -> None:
    """Work until told to stop; returns once what ran is finished or was given back."""
    os.nice(nice)
    try:
        finished = jobs.run_worker(stages, stop, chores)
    except WorkerLostError as error:
        _log.error("%s", error)
        _end(LOST)
    if not finished:
        _log.warning("gave back what was not finished in time")
        _end(0)


def _end(status: int) -> Never:
    logging.shutdown()
    os._exit(status)
