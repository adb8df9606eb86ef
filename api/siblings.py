"""The server's other processes: one interpreter answers on one core, so several share an address.

They are forked before this process has a thread or a connection, so that what was imported is in
memory once. Each listens on a socket of its own, among which the kernel shares out connections; it
begins when it is told what the first process found outside, and ends when it is told to, or at once
where that process is gone, however it went. One that ends by itself is logged and not replaced:
those that are left take its connections.
"""

import gc
import logging
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Self

__all__ = ["BoundSocket", "Lifeline", "Siblings", "listening_sockets"]

BoundSocket = socket.socket
"""Bound to an address; whoever answers there listens."""

_log = logging.getLogger(__name__)
_BEGIN, _STOP = "begin", "stop"


class Lifeline:
    """What a sibling holds of the process that forked it."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def begin(self) -> str | None:
        """Wait for what is to be known beforehand; None where it is to end before it began."""
        said, known = self._next()
        return known if said == _BEGIN else None

    def watch(self, stop: Callable[[], None], end: Callable[[], None]) -> None:
        """Have one of these called from a thread: told to stop, or nobody is left to tell."""

        def wait() -> None:
            said, _ = self._next()
            (stop if said == _STOP else end)()

        threading.Thread(target=wait, daemon=True).start()

    def _next(self) -> tuple[str, str]:
        try:
            said: tuple[str, str] = self._line.recv()
        except EOFError:
            return "", ""
        return said


class Siblings:
    """Processes that are forked when this is made, for as long as the block runs."""

    def __init__(
        self, run: Callable[[int, Lifeline], None], count: int, *, patience: float = 40.0
    ) -> None:
        """Fork.

        Args:
            run: what sibling number 1, 2, … does.
            count: how many.
            patience: seconds that one may take to end once it is told to.
        """
        forking = get_context("fork")
        pipes = [forking.Pipe(duplex=False) for _ in range(count)]
        self._patience = patience
        self._stopping = False
        self._lines = [ours for _, ours in pipes]

        def begin(number: int, line: Connection) -> None:
            for ours in self._lines:
                ours.close()
            run(number, Lifeline(line))

        gc.freeze()
        self._processes: list[BaseProcess] = [
            forking.Process(target=begin, args=(number, line), name=f"http {number}")
            for number, (line, _) in enumerate(pipes, start=1)
        ]
        for process in self._processes:
            process.start()
        for line, _ in pipes:
            line.close()

    def begin(self, known: str) -> None:
        """Tell what has to be known, and let them begin; those that end are looked out for."""
        self._tell(_BEGIN, known)
        for process in self._processes:
            threading.Thread(target=self._look_out, args=(process,), daemon=True).start()

    def ask_to_stop(self) -> None:
        """Tell every one to end, and wait for none."""
        self._stopping = True
        self._tell(_STOP, "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ask_to_stop()
        for process in self._processes:
            process.join(self._patience)
            process.kill()
            process.join()
        for line in self._lines:
            line.close()

    def _tell(self, *said: str) -> None:
        for line in self._lines:
            with suppress(OSError):  # where it has ended
                line.send(said)

    def _look_out(self, process: BaseProcess) -> None:
        process.join()
        if process.exitcode and not self._stopping:
            _log.error("%s ended with status %s", process.name, process.exitcode)


def listening_sockets(host: str, port: int, count: int) -> Sequence[BoundSocket]:
    """Return sockets that are bound to one address, a process each.

    Raises:
        OSError: the address is taken, or none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    first = _bound(family, (host, port), shared=False)
    if count == 1:
        return [first]
    # Only who finds the address free shares it: another server is told that it is taken.
    address = first.getsockname()[:2]
    first.close()
    return [_bound(family, address, shared=True) for _ in range(count)]


def _bound(family: int, address: tuple[str, int], *, shared: bool) -> BoundSocket:
    made = socket.socket(family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, int(shared))
        made.bind(address)
    except OSError:
        made.close()
        raise
    return made
