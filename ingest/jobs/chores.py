"""What is done now and then beside the work, in one thread, one after another."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ingest.jobs.port import Chore

__all__ = ["doing_chores"]

_log = logging.getLogger(__name__)


@contextmanager
def doing_chores(chores: Sequence[Chore]) -> Iterator[None]:
    """Do each chore at its interval for as long as the block runs; one that raises comes again."""
    end = threading.Event()
    thread = threading.Thread(target=_run, args=(chores, end), name="chores", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(_PATIENCE)


_PATIENCE = 5.0
"""Seconds that a chore in progress may hold up the end; it may be broken off anywhere."""


def _run(chores: Sequence[Chore], end: threading.Event) -> None:
    due = {number: time.monotonic() + chore.every.total_seconds()
           for number, chore in enumerate(chores)}  # fmt: skip
    while not end.wait(max(0.0, min(due.values(), default=60.0) - time.monotonic())):
        for number, chore in enumerate(chores):
            if due[number] <= time.monotonic() and not end.is_set():
                _do(chore)
                due[number] = time.monotonic() + chore.every.total_seconds()


def _do(chore: Chore) -> None:
    try:
        chore.do()
    except Exception as error:  # noqa: BLE001 - a chore that fails must not end the others
        _log.warning("a chore failed: %s", type(error).__name__)
