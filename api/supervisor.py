"""Worker processes beside the server: started, started again when they end, told to stop.

A worker that ends is started again after a pause that doubles while it keeps ending at once. Each
holds a pipe whose other end is here: it stops by itself when this process is gone, however it went.
"""

import logging
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Self

__all__ = ["Supervisor"]

_log = logging.getLogger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_STEADY = 60.0
"""Seconds after which a worker counts as one that had worked."""


class Supervisor:
    """A number of processes of one command, for as long as the block runs."""

    def __init__(
        self,
        command: Sequence[str],
        count: int,
        environment: Mapping[str, str],
        *,
        patience: float = 60.0,
    ) -> None:
        """Take what to run, how often, and how many seconds a process may take to stop."""
        self._command = tuple(command)
        self._environment = dict(environment)
        self._patience = patience
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._threads = [
            threading.Thread(target=self._keep, args=(place,), name=f"worker {place}", daemon=True)
            for place in range(count)
        ]

    @property
    def processes(self) -> tuple[int, ...]:
        """Process ids of those that run."""
        with self._lock:
            return tuple(process.pid for process in self._running.values())

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ask_to_stop()
        deadline = time.monotonic() + self._patience
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        with self._lock:
            for process in self._running.values():
                process.kill()
        for thread in self._threads:
            thread.join()

    def ask_to_stop(self) -> None:
        """Tell every process to stop, and wait for none."""
        with self._lock:
            self._stopping.set()
            for process in self._running.values():
                process.terminate()

    def _keep(self, place: int) -> None:
        """Keep one process running."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            begun = time.monotonic()
            status = self._run(place)
            if self._stopping.is_set():
                return
            pause = _FIRST_PAUSE if time.monotonic() - begun > _STEADY else pause
            _log.warning("worker %d ended with status %s; again in %.1f s", place, status, pause)
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _run(self, place: int) -> int | None:
        """Run one process to its end; None where it is too late to begin."""
        with self._lock:
            if self._stopping.is_set():
                return None
            process = subprocess.Popen(  # noqa: S603 - our own program, by its path
                self._command, stdin=subprocess.PIPE, env=self._environment
            )
            self._running[place] = process
        try:
            return process.wait()
        finally:
            with self._lock:
                del self._running[place]
            assert process.stdin is not None
            process.stdin.close()
