"""`evidence worker`: one process that judges, until it is told to stop."""

import os
import sys
import threading
from types import FrameType

from api.cli.configured import begin_process, refuse_version, telling_faults
from api.settings import Settings
from api.wiring import open_service
from ingest.chores import chores_of
from ingest.jobs.worker import work
from ingest.judging.stages import stages_of
from ingest.store.migrate import is_current

__all__ = ["run_worker"]


def run_worker(settings: Settings, *, with_parent: bool) -> int:
    """Work until SIGTERM, SIGINT or, with a parent, the end of standard input; exit 0."""
    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    with telling_faults(settings):
        begin_process(told)
        if with_parent:
            threading.Thread(target=_wait_for_parent, args=(stop,), daemon=True).start()
        with open_service(settings) as service:
            if not is_current(service.database):
                raise refuse_version()
            stages, chores = stages_of(service), chores_of(service)
            work(service.jobs, stages, stop.is_set, chores, nice=settings.jobs.nice)
    return 0


def _wait_for_parent(stop: threading.Event) -> None:
    """Stop once nobody holds the other end of standard input."""
    while os.read(sys.stdin.fileno(), 1 << 10):
        pass
    stop.set()
